import JSONCore
import LangBotContract

/// The tools of connected MCP servers.
extension Behaviour {
    /// How long a tool may take.
    private static let patience = Duration.seconds(300)

    /// The tools of connected servers in conversations.
    var serverPart: ConversationPart {
        var part = ConversationPart()
        part.tools = { world, preferences in
            serverTools(world).filter { $0.isBound(preferences) }.map(\.offered)
        }
        part.call = { live, tool, arguments, _ in await callServer(live, tool, arguments) }
        return part
    }

    /// A tool with the server that has it.
    struct ServerTool: Sendable {
        let server: JSONObject
        let tool: JSONObject

        fileprivate var name: String { tool["name"]?.stringValue ?? "" }

        fileprivate var offered: ConversationPart.Tool {
            ConversationPart.Tool(
                name: name,
                description: tool["description"]?.stringValue ?? "",
                parameters: tool["inputSchema"] ?? [:],
                source: "mcp",
                owner: server["name"]?.stringValue ?? ""
            )
        }

        /// Whether the extension preferences of a pipeline let it through.
        fileprivate func isBound(_ preferences: JSONObject) -> Bool {
            guard preferences["enable_all_mcp_servers"] == false else { return true }
            return preferences["mcp_servers"]?.arrayValue?.contains(server["uuid"] ?? .null) ?? false
        }

        /// The tool as lists of tools show it.
        func row(showsSource: Bool) -> JSONObject {
            let description = tool["description"] ?? ""
            var row: JSONObject = [
                "description": description, "human_desc": description, "name": .string(name),
                "parameters": tool["inputSchema"] ?? [:],
            ]
            if showsSource {
                row.merge([
                    "source": "mcp", "source_id": server["uuid"] ?? "", "source_name": server["name"] ?? "",
                ])
            }
            return row
        }
    }

    /// The tools of all servers that are connected.
    func serverTools(_ world: World) -> [ServerTool] {
        world.records(.mcpServer).flatMap { record -> [ServerTool] in
            guard let name = record["name"]?.stringValue, let state = world.servers[name],
                state.status == .connected
            else { return [] }
            return state.offer.tools.map { ServerTool(server: record, tool: $0) }
        }
    }

    private func callServer(
        _ live: LiveWorld,
        _ tool: ConversationPart.Tool,
        _ arguments: JSONObject
    ) async -> ConversationPart.Result {
        switch live.outside.script.effect(.tool, tool.name, "\(JSONValue.object(arguments))") {
        case .value(let json): return .value((try? JSONValue(parsing: json)) ?? .null)
        case .reply(let texts, _): return .value(.array(texts.map { ["type": "text", "text": .string($0)] }))
        case .fail(_, let message): return .failed(message)
        case .succeed: return .value([])
        case .call, nil: break
        }
        let record = live.now.tables[.mcpServer]?.first { $0["name"]?.stringValue == tool.owner }
        guard let record, let client = await client(record, live) else {
            return .failed("MCP session is not connected")
        }
        let parameters: JSONObject = ["name": .string(tool.name), "arguments": .object(arguments)]
        let answer: JSONValue
        do throws(MCPFailure) {
            answer = try await client.request("tools/call", parameters, within: Self.patience)
        } catch {
            return .failed(error.text)
        }
        let content = answer["content"]?.arrayValue ?? []
        guard answer["isError"] == true else {
            return .value(.array(content.filter { $0["type"] == "text" || $0["type"] == "image" }))
        }
        let texts = content.compactMap { $0["text"]?.stringValue }
        return .failed(texts.isEmpty ? "Unknown error from MCP tool" : texts.joined(separator: "\n"))
    }
}
