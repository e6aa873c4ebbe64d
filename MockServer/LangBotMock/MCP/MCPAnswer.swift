import HTTPCore
import JSONCore

/// An answer of an MCP server over HTTP, whose content is read as it arrives.
struct MCPAnswer {
    /// The most redirects that are followed.
    private static let redirectLimit = 5

    let head: HTTPResponse
    private let connection: HTTPClientConnection
    private var parser: HTTPResponseParser
    private var first: [UInt8]
    private var isComplete: Bool

    /// Sends a request and waits for the head of the answer.
    static func open(
        _ method: HTTPMethod,
        _ address: WebAddress,
        _ fields: HTTPFields,
        body: [UInt8] = [],
        timeout: Duration
    ) async throws(MCPFailure) -> MCPAnswer {
        var address = address
        for _ in 0...redirectLimit {
            let answer = try await single(method, address, fields, body, timeout)
            guard [301, 302, 307, 308].contains(answer.head.status), let place = answer.head.fields["location"],
                let next = address.resolving(place)
            else { return answer }
            answer.close()
            guard next.host == address.host else { throw .status(answer.head.status, asksForSignIn: false) }
            address = next
        }
        throw .nonsense
    }

    private static func single(
        _ method: HTTPMethod,
        _ address: WebAddress,
        _ fields: HTTPFields,
        _ body: [UInt8],
        _ timeout: Duration
    ) async throws(MCPFailure) -> MCPAnswer {
        guard !address.isSecure else { throw .unreachable }
        do throws(HTTPClientError) {
            let connection = try await HTTPClientConnection.open(
                host: address.host,
                port: address.port,
                timeout: timeout
            )
            do throws(HTTPClientError) {
                let request = OutgoingHTTP.request(method, address, fields, body)
                try await connection.send(request.bytes, timeout: timeout)
                return try await MCPAnswer(connection, method, timeout)
            } catch {
                connection.close()
                throw error
            }
        } catch {
            throw MCPFailure(error)
        }
    }

    private init(
        _ connection: HTTPClientConnection,
        _ method: HTTPMethod,
        _ timeout: Duration
    ) async throws(HTTPClientError) {
        var parser = HTTPResponseParser(answering: method)
        let deadline = ContinuousClock.now + timeout
        var answer = try Self.next(&parser)
        while answer == nil {
            let left = ContinuousClock.now.duration(to: deadline)
            guard let bytes = try await connection.receive(timeout: max(.zero, left)) else { throw .closed }
            parser.append(bytes)
            answer = try Self.next(&parser)
        }
        guard let answer else { throw .closed }
        (head, first, isComplete) = (answer.response, answer.response.body, answer.isComplete)
        self.parser = parser
        self.connection = connection
    }

    /// The final response, complete or with the content that has arrived; nil without its head.
    private static func next(
        _ parser: inout HTTPResponseParser
    ) throws(HTTPClientError) -> (response: HTTPResponse, isComplete: Bool)? {
        do {
            while let answer = try parser.next() {
                if answer.response.status >= 200 { return (answer.response, true) }
            }
            return parser.takePart().map { ($0, false) }
        } catch {
            throw error.clientError
        }
    }

    /// The next bytes of the content; nil at its end.
    mutating func next(timeout: Duration) async throws(MCPFailure) -> [UInt8]? {
        if !first.isEmpty {
            defer { first = [] }
            return first
        }
        guard !isComplete else { return nil }
        do throws(HTTPClientError) {
            guard let bytes = try await connection.receive(timeout: timeout) else {
                isComplete = true
                do {
                    return try parser.finish()?.response.body
                } catch {
                    throw error.clientError
                }
            }
            parser.append(bytes)
            guard let answer = try Self.next(&parser) else { return [] }
            isComplete = answer.isComplete
            return answer.response.body
        } catch {
            throw MCPFailure(error)
        }
    }

    /// The whole content.
    mutating func content(timeout: Duration) async throws(MCPFailure) -> [UInt8] {
        var content: [UInt8] = []
        while let bytes = try await next(timeout: timeout) {
            content += bytes
            guard content.count <= HTTPLimits().body else { throw .nonsense }
        }
        return content
    }

    func close() { connection.close() }

    /// Whether the content is a stream of events.
    var hasEvents: Bool { mediaType == "text/event-stream" }

    var mediaType: String { HeaderParameters(head.fields["content-type"] ?? "").value }

    /// - Throws: the status, unless it is one of success.
    func checkStatus() throws(MCPFailure) {
        guard head.status >= 300 else { return }
        let challenge = head.fields.values("www-authenticate").joined(separator: ",").lowercased()
        let asksForSignIn =
            head.status == 401 && challenge.contains("bearer") && challenge.contains("resource_metadata")
        throw .status(head.status, asksForSignIn: asksForSignIn)
    }
}

extension HTTPResponseParser.Fault {
    fileprivate var clientError: HTTPClientError {
        switch self {
        case .malformed(let error): .malformed(error, received: [])
        case .tooLarge: .tooLarge
        }
    }
}
