/// Reads requests from bytes as they arrive (RFC 9112), without doing any input or output.
///
/// Feed it with ``append(_:)`` and ask ``next(_:)`` until that returns nil. However the bytes are cut, the same bytes
/// give the same events, in time linear in their number.
package struct HTTPRequestParser: Sendable {
    /// What has been understood.
    package enum Event: Sendable {
        /// A head whose content is still to come; `expectsContinue` where the client waits to be asked for it.
        case head(HTTPRequest, expectsContinue: Bool)
        /// A whole request.
        case request(HTTPRequest)
    }

    private let limits: HTTPLimits
    private var buffer = InputBuffer()
    private var scanner = HeadScanner()
    /// The request whose content is being read, with its framing.
    private var pending: (request: HTTPRequest, framing: BodyFraming)?
    private var reader: BodyReader?

    package init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
    }

    /// Takes bytes as they came from the connection.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(bytes)
    }

    /// Exchanges the memory for another's, which holds nothing, where no bytes wait to be understood.
    mutating func exchangeMemory(_ other: inout [UInt8]) {
        buffer.exchangeMemory(&other)
    }

    /// How many bytes wait to be understood.
    package var bufferedCount: Int { buffer.count }

    /// Whether no part of a request has arrived since the last one.
    package var isIdle: Bool {
        pending == nil && buffer.count == 0
    }

    /// Whether a head has arrived and its content has not.
    package var isReadingBody: Bool { pending != nil }

    /// The next event, or nil while more bytes are needed.
    ///
    /// - Parameter cache: heads that were read under the limits of this parser.
    /// - Throws: why the message is refused; the parser must not be used any further then.
    package mutating func next(_ cache: inout HeadCache) throws(HTTPRefusal) -> Event? {
        assert(cache.limits == limits, "what another parser read means nothing to this one")
        if let (request, framing) = pending { return try body(request, framing) }
        guard let head = try head(&cache) else { return nil }
        buffer.consume(head.bytes.count)
        scanner = HeadScanner()
        guard let framing = head.framing, framing != .length(0) else { return .request(head.request) }
        pending = (head.request, framing)
        return .head(head.request, expectsContinue: head.expectsContinue)
    }

    private mutating func head(_ cache: inout HeadCache) throws(HTTPRefusal) -> HeadCache.Head? {
        if let head = cache.head(of: buffer) { return head }
        guard let head = try head() else { return nil }
        cache.keep(head, of: buffer.count)
        return head
    }

    private mutating func head() throws(HTTPRefusal) -> HeadCache.Head? {
        if buffer.count > 0, !mayBeginRequest(buffer[0]) { throw .malformed(.startLine) }
        guard let (lines, length) = try scan() else { return nil }
        let bytes = buffer.copy(0..<length)
        let request = try RequestHead.parse(lines, in: bytes, anyVersion: limits.isLax)
        return HeadCache.Head(
            bytes: bytes,
            request: request,
            framing: try framing(request),
            expectsContinue: try expectsContinue(request)
        )
    }

    private func mayBeginRequest(_ byte: UInt8) -> Bool {
        ByteSet.token.contains(byte) || byte == 0x0D || byte == 0x0A
    }

    private mutating func scan() throws(HTTPRefusal) -> (lines: [Range<Int>], length: Int)? {
        do {
            return try scanner.next(in: buffer, limits)
        } catch {
            switch error {
            case .startLine: throw .targetTooLong
            case .head, .fieldCount: throw .headTooLarge
            case .syntax(let error): throw .malformed(error)
            }
        }
    }

    private func framing(_ request: HTTPRequest) throws(HTTPRefusal) -> BodyFraming? {
        do {
            return try BodyFraming.of(request.fields, version: request.version, codingWins: limits.isLax)
        } catch {
            switch error {
            case .syntax(let error): throw .malformed(error)
            case .unsupportedCoding: throw .unsupportedTransferCoding
            }
        }
    }

    private func expectsContinue(_ request: HTTPRequest) throws(HTTPRefusal) -> Bool {
        guard request.version == .http11, request.fields.contains("expect") else { return false }
        guard request.fields.tokens("expect") == ["100-continue"] else { throw .unsupportedExpectation }
        return true
    }

    private mutating func body(_ request: HTTPRequest, _ framing: BodyFraming) throws(HTTPRefusal) -> Event? {
        do {
            if reader == nil { reader = try BodyReader(framing, limits) }
            guard try reader?.read(&buffer) == true, let body = reader?.body else { return nil }
            (pending, reader) = (nil, nil)
            var request = request
            request.body = body
            return .request(request)
        } catch {
            throw refusal(error)
        }
    }

    private func refusal(_ fault: BodyReader.Fault) -> HTTPRefusal {
        switch fault {
        case .tooLarge: .bodyTooLarge(limit: limits.body)
        case .syntax(let error): .malformed(error)
        }
    }
}
