/// Parses responses from bytes as they arrive (RFC 9112), without performing I/O.
package struct HTTPResponseParser: Sendable {
    /// A response with the server's reason phrase and version.
    package struct Answer: Sendable {
        package var response: HTTPResponse
        package var version: HTTPVersion
        package var reason: String
        /// Whether the content ended with the connection.
        package var endedWithConnection: Bool

        /// Whether the server takes another request on the connection (RFC 9112, section 9.3).
        package var keepsConnection: Bool {
            version == .http11 && !endedWithConnection && !response.fields.tokens("connection").contains("close")
        }
    }

    package enum Fault: Error, Hashable, Sendable {
        case malformed(HTTPSyntaxError)
        case tooLarge
    }

    private let limits: HTTPLimits
    private let requestMethod: HTTPMethod
    private var buffer = InputBuffer()
    private var scanner = HeadScanner()
    /// The response whose content is being read.
    private var pending: Answer?
    private var reader: BodyReader?

    /// - Parameter requestMethod: the method of the request; responses to HEAD have no content.
    package init(answering requestMethod: HTTPMethod, limits: HTTPLimits = HTTPLimits()) {
        self.requestMethod = requestMethod
        self.limits = limits
    }

    /// Appends bytes from the connection.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(bytes)
    }

    /// The bytes that belong to no response yet.
    package var unread: [UInt8] { buffer.copy(0..<buffer.count) }

    /// The response whose content is arriving, with what there is of it; nil between responses.
    package var partial: HTTPResponse? {
        guard var response = pending?.response, let reader else { return nil }
        response.body = reader.body
        return response
    }

    /// Whether no part of a response has arrived.
    package var isIdle: Bool {
        pending == nil && buffer.count == 0
    }

    /// Whether the content of a response is to follow or being read.
    var isInContent: Bool { reader != nil }

    /// The next response, including interim ones (1xx); nil if more bytes are needed.
    package mutating func next() throws(Fault) -> Answer? {
        if let pending { return try body(pending) }
        guard let answer = try nextHead() else { return nil }
        return pending == nil ? answer : try body(answer)
    }

    /// The head of the next response, for those who take its content with ``nextContent()``; nil if more bytes are
    /// needed.
    mutating func nextHead() throws(Fault) -> Answer? {
        guard let (answer, framing) = try head() else { return nil }
        guard let framing else { return answer }
        do {
            reader = try BodyReader(framing, limits)
        } catch {
            throw Self.fault(error)
        }
        pending = answer
        return answer
    }

    /// The content that has arrived since the last call, and whether it is complete.
    mutating func nextContent() throws(Fault) -> (bytes: [UInt8], isComplete: Bool) {
        guard reader != nil else { return ([], true) }
        do {
            let isComplete = try reader?.read(&buffer) ?? true
            let bytes = reader?.takeBody() ?? []
            if isComplete { (pending, reader) = (nil, nil) }
            return (bytes, isComplete)
        } catch {
            throw Self.fault(error)
        }
    }

    /// The response completed by the end of the connection; nil if none had started.
    ///
    /// - Throws: ``HTTPSyntaxError/prematureEnd`` if a response was cut off.
    package mutating func finish() throws(Fault) -> Answer? {
        if isIdle { return nil }
        guard var answer = pending, let reader, reader.endsWithConnection else {
            throw .malformed(.prematureEnd)
        }
        pending = nil
        answer.response.body = reader.body
        answer.endedWithConnection = true
        return answer
    }

    /// Takes the content that has arrived of a response that is not complete, with its head; nil if there is none.
    ///
    /// What was taken is missing in the complete response, and no longer counts towards the limit.
    package mutating func takePart() -> HTTPResponse? {
        guard var response = pending?.response else { return nil }
        response.body = reader?.takeBody() ?? []
        return response
    }

    private mutating func head() throws(Fault) -> (Answer, BodyFraming?)? {
        guard let (lines, length) = try scan(), let first = lines.first else { return nil }
        let bytes = buffer.copy(0..<length)
        buffer.consume(length)
        scanner = HeadScanner()
        do {
            var answer = try Self.statusLine(bytes[first])
            answer.response.fields = try FieldParser.fields(lines.dropFirst(), in: bytes)
            return (answer, try framing(answer))
        } catch {
            throw .malformed(error)
        }
    }

    private mutating func scan() throws(Fault) -> (lines: [Range<Int>], length: Int)? {
        do {
            return try scanner.next(in: buffer, limits)
        } catch {
            if case .syntax(let error) = error { throw .malformed(error) }
            throw .tooLarge
        }
    }

    /// Content ends at once, by length, by chunks or with the connection (RFC 9112, section 6.3).
    private func framing(_ answer: Answer) throws(HTTPSyntaxError) -> BodyFraming? {
        let status = answer.response.status
        if requestMethod == .head || status < 200 || status == 204 || status == 304 { return nil }
        do {
            return try BodyFraming.of(answer.response.fields, version: answer.version) ?? .untilClose
        } catch {
            if case .syntax(let error) = error { throw error }
            throw .transferEncoding
        }
    }

    private mutating func body(_ answer: Answer) throws(Fault) -> Answer? {
        do {
            guard try reader?.read(&buffer) == true, let body = reader?.body else { return nil }
            (pending, reader) = (nil, nil)
            var answer = answer
            answer.response.body = body
            return answer
        } catch {
            throw Self.fault(error)
        }
    }

    private static func fault(_ fault: BodyReader.Fault) -> Fault {
        switch fault {
        case .tooLarge: .tooLarge
        case .syntax(let error): .malformed(error)
        }
    }

    /// A version, three digits and perhaps a reason (RFC 9112, section 4).
    private static func statusLine(_ line: ArraySlice<UInt8>) throws(HTTPSyntaxError) -> Answer {
        let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let version = HTTPVersion(rawValue: String(decoding: parts[0], as: UTF8.self)),
            parts[1].count == 3, parts[1].allSatisfy(\.isDigit),
            let status = Int(String(decoding: parts[1], as: UTF8.self)), status >= 100
        else { throw .status }
        let reason = parts.count == 3 ? Latin1.text(parts[2]) : ""
        return Answer(
            response: HTTPResponse(status: status),
            version: version,
            reason: reason,
            endedWithConnection: false
        )
    }
}
