import HTTPCore
import JSONCore
import LangBotContract

/// LangBot's own MCP server: streamable HTTP without sessions, and plain JSON for answers.
extension Application {
    static let mcpOperation: OperationID = "mcp.endpoint"

    /// Whether a request is for the MCP server, which stands before all routes.
    func isForMCP(_ request: HTTPRequest) -> Bool {
        profile.traits.servesMCP && (request.path == "/mcp" || request.path.hasPrefix("/mcp/"))
    }

    func mcpAnswer(_ request: HTTPRequest) async -> Answer {
        guard let key = mcpKey(request) else {
            return Self.mcp(MCPRefusal.unauthorized)
        }
        guard request.path == "/mcp" else { return Self.mcp(request.path == "/mcp/" ? moved(request) : Self.notFound) }
        if let refusal = MCPRefusal.ofSender(request) { return Self.mcp(refusal) }
        switch request.method {
        case .post: return Self.mcp(await mcpPost(request, key))
        case .get where MCPRefusal.accepts(request, "text/event-stream"):
            return Answer(response: Self.events, operation: Self.mcpOperation, stream: MCPEvents.stream())
        case .get: return Self.mcp(MCPRefusal.notAcceptable("text/event-stream"))
        case .delete: return Self.mcp(MCPRefusal.noSession)
        default: return Self.mcp(MCPRefusal.method)
        }
    }

    private static func mcp(_ response: HTTPResponse) -> Answer { Answer(response: response, operation: mcpOperation) }

    private static let notFound = HTTPResponse(
        status: 404,
        fields: ["Content-Type": "text/plain; charset=utf-8"],
        body: Array("Not Found".utf8)
    )

    private static let events = HTTPResponse(
        status: 200,
        fields: ["Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-transform"]
    )

    private func moved(_ request: HTTPRequest) -> HTTPResponse {
        HTTPResponse(status: 307, fields: ["Location": "http://\(request.fields["host"] ?? "127.0.0.1")/mcp"])
    }

    /// The number of the key in a request; a user's token is none.
    private func mcpKey(_ request: HTTPRequest) -> Int64? {
        var secret = MCPRefusal.trimmed(request.fields["x-api-key"] ?? "")
        let authorization = MCPRefusal.trimmed(request.fields["authorization"] ?? "")
        if secret.isEmpty, authorization.lowercased().hasPrefix("bearer ") {
            secret = MCPRefusal.trimmed(String(authorization.dropFirst(7)))
        }
        guard !secret.isEmpty else { return nil }
        return keyNumber(secret)
    }

    private func mcpPost(_ request: HTTPRequest, _ key: Int64) async -> HTTPResponse {
        guard MCPRefusal.accepts(request, "application/json") else {
            return MCPRefusal.notAcceptable("application/json")
        }
        let message: MCPMessage
        do {
            message = try MCPMessage(request.body, version: profile.traits.inputErrorVersion)
        } catch {
            return MCPRefusal.error(400, error.code, error.message)
        }
        guard case .request(let id, let method, let parameters) = message else {
            return HTTPResponse(status: 202, fields: ["Content-Type": "application/json"])
        }
        if method != "initialize", let version = request.fields["mcp-protocol-version"],
            !MCPServer.versions.contains(version)
        {
            return MCPRefusal.version(version)
        }
        var server = MCPServer(application: self, traits: profile.traits, key: key, request: request)
        server.losesScope = profile.traits.toolsLoseTheirScope
        let answer = await server.answer(to: method, parameters)
        let json: JSONObject =
            switch answer {
            case .success(let result): ["jsonrpc": "2.0", "id": id, "result": result]
            case .failure(let error): ["jsonrpc": "2.0", "id": id, "error": error.json]
            }
        return MCPRefusal.json(200, .object(json))
    }
}

/// The stream that a client may listen to, on which nothing but a sign of life comes.
enum MCPEvents {
    static func stream() -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            let task = Task {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(15))
                    continuation.yield(Array(": ping\r\n\r\n".utf8))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
