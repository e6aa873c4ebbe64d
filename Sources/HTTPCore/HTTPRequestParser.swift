/// Parses requests from bytes as they arrive (RFC 9112), without performing I/O.
///
/// Call ``append(_:)`` with data, then ``next()`` until it returns nil. The same bytes give the same events however
/// they are split, in linear time.
package struct HTTPRequestParser: Sendable {
    /// A parsed part of the input.
    package enum Event: Sendable {
        /// A head whose content is still to come. `expectsContinue` is true if the client waits for 100 (Continue).
        case head(HTTPRequest, expectsContinue: Bool)
        /// A complete request.
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

    /// Appends bytes from the connection.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(bytes)
    }

    /// Swaps the memory with an empty buffer's if there are no unparsed bytes.
    mutating func exchangeMemory(_ other: inout [UInt8]) {
        buffer.exchangeMemory(&other)
    }

    /// Hands over the unparsed bytes, which belong to another protocol.
    mutating func takeUnread() -> [UInt8] {
        let bytes = buffer.copy(0..<buffer.count)
        buffer.consume(bytes.count)
        return bytes
    }

    /// The number of unparsed bytes.
    package var bufferedCount: Int { buffer.count }

    /// Whether no part of the next request has arrived.
    package var isIdle: Bool {
        pending == nil && buffer.count == 0
    }

    /// Whether a head has arrived and its content has not.
    package var isReadingBody: Bool { pending != nil }

    /// The next event; nil if more bytes are needed.
    ///
    /// - Throws: why the message is rejected; do not use the parser after that.
    package mutating func next() throws(HTTPRefusal) -> Event? {
        if let (request, framing) = pending { return try body(request, framing) }
        if buffer.count > 0, !mayBeginRequest(buffer[0]) { throw .malformed(.startLine) }
        guard let (lines, length) = try scan() else { return nil }
        let request = try RequestHead.parse(lines, in: buffer.copy(0..<length), anyVersion: limits.isLax)
        let framing = try framing(request)
        let expectsContinue = try expectsContinue(request)
        buffer.consume(length)
        scanner = HeadScanner()
        guard let framing, framing != .length(0) else { return .request(request) }
        pending = (request, framing)
        return .head(request, expectsContinue: expectsContinue)
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
