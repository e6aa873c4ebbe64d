import JSONCore

/// An MCP server that is not called: the script speaks for it.
final class MCPScript: MCPTransport {
    private let inbox: MCPInbox

    private init(_ inbox: MCPInbox) {
        self.inbox = inbox
    }

    /// Connects to the server that the script plays.
    static func connect() async throws(MCPFailure) -> (MCPClient, MCPClient.Offer) {
        let inbox = MCPInbox()
        let client = MCPClient(inbox: inbox, transport: MCPScript(inbox))
        return (client, try await client.offer(client.initialize(within: .seconds(10)), within: .seconds(10)))
    }

    func send(_ message: JSONValue) async throws(MCPFailure) {
        guard let id = message["id"]?.integerValue, let method = message["method"]?.stringValue else { return }
        inbox.settle(
            id,
            Self.answer(method, message["params"] ?? [:]).map(Result.success)
                ?? .failure(
                    .refused(code: -32601, message: "Method not found")
                )
        )
    }

    func agree(on version: String) {}

    func close() async {
        inbox.end()
    }

    /// What a server answers by default.
    static func answer(_ method: String, _ parameters: JSONValue) -> JSONValue? {
        switch method {
        case "initialize":
            [
                "protocolVersion": parameters["protocolVersion"] ?? "2025-06-18",
                "capabilities": ["resources": ["listChanged": false, "subscribe": false], "tools": [:]],
                "serverInfo": ["name": "scripted", "version": "1.0.0"],
            ]
        case "ping": [:]
        case "tools/list": ["tools": tools]
        case "tools/call": call(parameters["name"]?.stringValue ?? "", parameters["arguments"] ?? [:])
        case "resources/list": ["resources": [greeting]]
        case "resources/templates/list": ["resourceTemplates": [item]]
        case "resources/read": resource(parameters["uri"]?.stringValue ?? "")
        default: nil
        }
    }

    private static let tools: JSONValue = [
        tool("mcp_echo", "Return the text.", ["text": "string"]),
        tool("mcp_add", "Add two integers.", ["a": "integer", "b": "integer"]),
        tool("mcp_fail", "Always fails.", ["text": "string"]),
    ]

    private static let greeting: JSONValue = [
        "name": "greeting", "uri": "scripted://greeting", "description": "A greeting", "mimeType": "text/plain",
    ]

    private static let item: JSONValue = [
        "name": "item", "uriTemplate": "scripted://item/{n}", "description": "An item by number",
        "mimeType": "text/plain",
    ]

    private static func tool(_ name: String, _ description: String, _ types: JSONObject) -> JSONValue {
        let properties = types.map { name, type in
            (name, ["title": .string(name.prefix(1).uppercased() + name.dropFirst()), "type": type] as JSONValue)
        }
        return [
            "name": .string(name), "description": .string(description),
            "inputSchema": [
                "properties": .object(JSONObject(properties)), "required": .array(types.names.map(JSONValue.string)),
                "title": .string("\(name)Arguments"), "type": "object",
            ],
        ]
    }

    private static func call(_ name: String, _ arguments: JSONValue) -> JSONValue {
        let text = arguments["text"]?.stringValue ?? ""
        let (answer, fails) =
            switch name {
            case "mcp_echo": ("mcp-echo:\(text)", false)
            case "mcp_add": (sum(arguments["a"], arguments["b"]), false)
            case "mcp_fail": ("Error executing tool mcp_fail: mcp_fail: \(text)", true)
            default: ("Unknown tool: \(name)", true)
            }
        return ["content": [["type": "text", "text": .string(answer)]], "isError": .bool(fails)]
    }

    private static func sum(_ a: JSONValue?, _ b: JSONValue?) -> String {
        "\((a?.integerValue ?? 0).addingReportingOverflow(b?.integerValue ?? 0).partialValue)"
    }

    private static func resource(_ uri: String) -> JSONValue? {
        let text: String
        if uri == "scripted://greeting" {
            text = "Hello from a scripted server"
        } else if uri.hasPrefix("scripted://item/") {
            text = "Item \(uri.dropFirst("scripted://item/".count))"
        } else {
            return nil
        }
        return ["contents": [["uri": .string(uri), "mimeType": "text/plain", "text": .string(text)]]]
    }
}
