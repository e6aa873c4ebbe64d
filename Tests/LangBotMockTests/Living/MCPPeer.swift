import HTTPCore
import JSONCore

/// A small MCP server for tests; the path of its address says in which way it answers, or fails to.
final class MCPPeer: HTTPHandler {
    private let stream = Locked<HTTPExchange?>(nil)

    /// Runs `body` with a server on a free port, given its base address.
    static func run(_ body: (String) async throws -> Void) async throws {
        let peer = MCPPeer()
        // An exchange holds the server, which holds the peer.
        defer { peer.stream.withLock { $0 = nil } }
        let server = try HTTPServer.start(HTTPServer.Configuration(host: "127.0.0.1", port: 0), handler: peer)
        do {
            try await body("http://127.0.0.1:\(server.port)")
        } catch {
            await server.shutdown(drain: .zero)
            throw error
        }
        await server.shutdown(drain: .zero)
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let path = String(request.path)
        if path.hasPrefix("/status/") {
            var response = HTTPResponse(status: Int(path.dropFirst(8)) ?? 500)
            if path == "/status/401" { response.fields.append("WWW-Authenticate", "Bearer resource_metadata=\"x\"") }
            return exchange.respond(response)
        }
        switch (request.method, path) {
        case (_, "/hang"): break
        case (_, "/gone"): exchange.abort()
        case (_, "/nonsense"): exchange.respond(Self.response("text/plain", "hello"))
        case (_, "/broken"): exchange.respond(Self.response("application/json", "{nonsense"))
        case (.get, "/sse"):
            stream.withLock { $0 = exchange }
            exchange.beginStream(HTTPResponse(status: 200, fields: ["Content-Type": "text/event-stream"]))
            exchange.write(Array("event: endpoint\r\ndata: /messages\r\n\r\n".utf8))
        case (.get, "/short"):
            exchange.respond(Self.response("text/event-stream", "event: endpoint\ndata: /messages\n"))
        case (.post, _): answer(request, path, exchange)
        default: exchange.respond(HTTPResponse(status: 405))
        }
    }

    private func answer(_ request: HTTPRequest, _ path: String, _ exchange: HTTPExchange) {
        guard let message = try? JSONValue(parsing: request.body), message["id"] != nil else {
            return exchange.respond(HTTPResponse(status: 202))
        }
        let reply = Self.reply(message, refusing: path == "/refuses" ? "tools/list" : nil).description
        switch path {
        case "/messages":
            exchange.respond(HTTPResponse(status: 202))
            stream.withLock { $0 }?.write(Array(": wait\n\nevent: message\ndata: \(reply)\n\n".utf8))
        case "/events":
            exchange.beginStream(HTTPResponse(status: 200, fields: ["Content-Type": "text/event-stream"]))
            // An event in pieces, after one that answers nothing.
            exchange.write(Array("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\nda".utf8))
            exchange.write(Array("ta: \(reply)\n\n".utf8))
            exchange.endStream()
        case "/sse": exchange.respond(HTTPResponse(status: 405))
        default: exchange.respond(Self.response("application/json", reply))
        }
    }

    private static func response(_ type: String, _ text: String) -> HTTPResponse {
        HTTPResponse(status: 200, fields: ["Content-Type": type], body: Array(text.utf8))
    }

    private static func reply(_ message: JSONValue, refusing refused: String?) -> JSONValue {
        let method = message["method"]?.stringValue ?? ""
        let result: JSONValue? = method == refused ? nil : result(method, message["params"] ?? [:])
        let rest: JSONObject = result.map { ["result": $0] } ?? ["error": ["code": -32601, "message": "no thanks"]]
        return .object((["jsonrpc": "2.0", "id": message["id"] ?? .null] as JSONObject).merging(rest))
    }

    private static func result(_ method: String, _ parameters: JSONValue) -> JSONValue? {
        switch method {
        case "initialize":
            [
                "protocolVersion": parameters["protocolVersion"] ?? "", "serverInfo": ["name": "peer", "version": "1"],
                "capabilities": ["tools": [:], "resources": ["subscribe": false]],
            ]
        case "tools/list":
            ["tools": [["name": "shout", "description": "Shouts.", "inputSchema": ["type": "object"]]]]
        case "resources/list": ["resources": [["uri": "peer://note", "name": "note", "mimeType": "text/plain"]]]
        case "resources/templates/list": ["resourceTemplates": [["uriTemplate": "peer://{x}/end", "name": "item"]]]
        case "resources/read":
            [
                "contents": [
                    ["uri": parameters["uri"] ?? "", "mimeType": "text/plain", "text": "größer"],
                    ["uri": parameters["uri"] ?? "", "blob": "AAEC"],
                ]
            ]
        default: nil
        }
    }
}

extension MockClient {
    /// The state of an MCP server once it is not connecting any more.
    func settledServer(_ fields: [(String, String)], _ name: String = "s") async throws -> JSONValue {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let server = try await send("GET", "/api/v1/mcp/servers/\(name)", fields).data?["server"]
            guard let state = server?["runtime_info"], state["status"] != "connecting" else { continue }
            return state
        }
        return .null
    }
}
