import HTTPCore

/// How long a test waits for what must come: only a fault ever uses it up, however busy the machine is.
let patience = Duration.seconds(600)

/// A handler made of closures, and a server for it.
struct ClosureHandler: HTTPHandler {
    var admission: @Sendable (HTTPRequest) -> HTTPResponse? = { _ in nil }
    let body: @Sendable (HTTPRequest, HTTPExchange) -> Void

    func admit(_ head: HTTPRequest) -> HTTPResponse? { admission(head) }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) { body(request, exchange) }

    /// Answers with the method, the target and the content it was sent.
    static let echo = ClosureHandler { request, exchange in
        let text = "\(request.method) \(request.target) "
        exchange.respond(HTTPResponse(status: 200, body: Array(text.utf8) + request.body))
    }
}

/// Runs `body` with a server, and shuts it down however `body` ends.
func withServer<Value>(
    on poller: PollerKind = .fastest,
    _ handler: some HTTPHandler = ClosureHandler.echo,
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
    _ body: (HTTPServer) async throws -> Value
) async throws -> Value {
    var configuration = HTTPServer.Configuration.on(poller)
    configuration.loops = 2
    // A busy machine may keep a test from its turn for longer than a server waits for a head.
    (configuration.timeouts.head, configuration.timeouts.body) = (patience, patience)
    (configuration.timeouts.write, configuration.timeouts.idle) = (patience, patience)
    configure(&configuration)
    let server = try HTTPServer.start(configuration, handler: handler)
    do {
        let value = try await body(server)
        await server.shutdown(drain: .zero)
        return value
    } catch {
        await server.shutdown(drain: .zero)
        throw error
    }
}

/// Runs `body` with a connection to a server of its own.
func withConnection<Value>(
    on poller: PollerKind = .fastest,
    _ handler: some HTTPHandler = ClosureHandler.echo,
    _ body: (HTTPClientConnection) async throws -> Value
) async throws -> Value {
    try await withServer(on: poller, handler) { try await body(try await $0.connect()) }
}

extension HTTPServer.Configuration {
    static func on(_ poller: PollerKind, host: String = "127.0.0.1") -> Self {
        var configuration = Self(host: host)
        configuration.poller = poller
        return configuration
    }
}

extension HTTPServer {
    func connect() async throws -> HTTPClientConnection {
        try await HTTPClientConnection.open(host: host, port: port, timeout: patience)
    }
}

extension HTTPClientConnection {
    func send(_ text: String) async throws {
        try await send(Array(text.utf8), timeout: patience)
    }

    /// Asks for a target and waits for the answer.
    func get(_ target: String) async throws -> HTTPResponseParser.Answer {
        try await send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
        return try await answer()
    }

    func answer(to method: HTTPMethod = .get) async throws -> HTTPResponseParser.Answer {
        try await answer(to: method, timeout: patience)
    }

    /// Everything until the server ends the connection.
    func rest() async throws -> String {
        var bytes: [UInt8] = []
        while let more = try await receive(timeout: patience) { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HTTPResponseParser.Answer {
    var text: String { String(decoding: response.body, as: UTF8.self) }
}

extension HTTPClientError {
    /// Whether the server has ended the connection, or takes none any more.
    var isEnd: Bool {
        switch self {
        case .closed, .reset, .refused: true
        default: false
        }
    }

    /// Whether what came was no HTTP.
    var isGarbage: Bool { if case .malformed = self { true } else { false } }
}
