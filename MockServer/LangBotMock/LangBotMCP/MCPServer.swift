import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// Answers the requests of one MCP client, which sends each on its own.
struct MCPServer: Sendable {
    struct Failure: Error, Sendable {
        let code: Int64
        let message: String
        var hasData = false

        var json: JSONValue {
            let error: JSONObject = ["code": .integer(code), "message": .string(message)]
            return .object(hasData ? error.merging(["data": ""]) : error)
        }

        static let parameters = Failure(code: -32_602, message: "Invalid request parameters", hasData: true)
        static let method = Failure(code: -32_601, message: "Method not found")
    }

    static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

    let application: Application
    let traits: Traits
    /// The number of the caller's key.
    let key: Int64
    /// The request that carries the message, for its credential.
    let request: HTTPRequest
    /// Whether tools fail that read the database.
    var losesScope = true

    /// The methods that the protocol has and this server does not, with what they need.
    private static let others: [String: [String]] = [
        "resources/subscribe": ["uri"], "resources/unsubscribe": ["uri"], "logging/setLevel": ["level"],
        "completion/complete": ["ref", "argument"], "tasks/list": [], "tasks/get": ["taskId"],
        "tasks/result": ["taskId"], "tasks/cancel": ["taskId"],
    ]

    func answer(to method: String, _ parameters: JSONObject) async -> Result<JSONValue, Failure> {
        switch method {
        case "initialize": return initialize(parameters)
        case "ping": return .success([:])
        case "tools/list": return .success(["tools": .array(tools.map(\.listing))])
        case "resources/list": return .success(["resources": []])
        case "resources/templates/list": return .success(["resourceTemplates": []])
        case "prompts/list": return .success(["prompts": []])
        case "prompts/get":
            guard let name = parameters["name"]?.stringValue else { return .failure(.parameters) }
            return .failure(Failure(code: 0, message: "Unknown prompt: \(name)"))
        case "resources/read":
            guard let uri = parameters["uri"]?.stringValue else { return .failure(.parameters) }
            return .failure(Failure(code: 0, message: "Unknown resource: \(uri)"))
        case "tools/call":
            guard let name = parameters["name"]?.stringValue,
                let given = (parameters["arguments"] ?? .null).isNull ? [:] : parameters["arguments"]?.objectValue
            else { return .failure(.parameters) }
            return .success(await call(name, given))
        default:
            let isKnown = Self.others[method]?.allSatisfy { parameters[$0] != nil } ?? false
            return .failure(isKnown ? .method : .parameters)
        }
    }

    private var tools: [MCPTool] { Contract.mcpTools(of: traits.toolsRelease) }

    private func initialize(_ parameters: JSONObject) -> Result<JSONValue, Failure> {
        guard let version = parameters["protocolVersion"], version.stringValue != nil || version.integerValue != nil,
            parameters["capabilities"]?.objectValue != nil, let client = parameters["clientInfo"],
            client["name"]?.stringValue != nil, client["version"]?.stringValue != nil
        else { return .failure(.parameters) }
        let asked = version.stringValue ?? ""
        let chosen = Self.versions.contains(asked) ? asked : Self.versions.last ?? ""
        let off: JSONValue = ["listChanged": false]
        return .success([
            "protocolVersion": .string(chosen),
            "capabilities": [
                "experimental": [:], "prompts": off, "resources": ["subscribe": false, "listChanged": false],
                "tools": off,
            ],
            "serverInfo": ["name": "LangBot", "version": "1.26.0"], "instructions": .string(instructions),
        ])
    }

    private var instructions: String {
        let things = traits.hasAgents ? "bots, agents, pipelines" : "bots, pipelines"
        return """
            This MCP server manages a LangBot instance. LangBot is an LLM-native instant
            messaging bot platform. Use these tools to inspect and manage \(things),
            models, knowledge bases, MCP servers, and skills.

            Authentication uses a LangBot API key (web-UI-created `lbk_...` key or the
            global API key from config.yaml), passed as the `X-API-Key` header or
            `Authorization: Bearer <key>`.

            Prefer the `list_*` / `get_*` tools to discover resources before mutating. All
            identifiers are UUIDs unless noted. Mutating tools take JSON objects matching
            the same shape as the LangBot HTTP API request bodies.

            """
    }
}

/// Calls of tools.
extension MCPServer {
    private func call(_ name: String, _ given: JSONObject) async -> JSONValue {
        guard let tool = tools.first(where: { $0.name == name }) else { return Self.error("Unknown tool: \(name)") }
        let failed = "Error executing tool \(name): "
        do {
            let arguments = try MCPInput.read(given, for: tool, version: traits.inputErrorVersion)
            if let refusal = refusal(tool, arguments) { return Self.error(failed + refusal) }
            let text = PythonJSON.text(try await MCPToolCall(server: self, tool: tool).result(arguments))
            return [
                "content": [["type": "text", "text": .string(text)]], "structuredContent": ["result": .string(text)],
                "isError": false,
            ]
        } catch let error as InputError {
            return Self.error(failed + error.text(of: "\(name)Arguments"))
        } catch {
            return Self.error(failed + ((error as? MCPToolCall.Failure)?.reason ?? "\(error)"))
        }
    }

    private static func error(_ text: String) -> JSONValue {
        ["content": [["type": "text", "text": .string(text)]], "isError": true]
    }

    /// Why a tool is not carried out.
    private func refusal(_ tool: MCPTool, _ arguments: JSONObject) -> String? {
        if let needed = tool.permission, let scopes = application.scopes(ofKey: key), !scopes.contains(needed) {
            return "Missing Workspace permission: \(needed.rawValue)"
        }
        if let need = tool.need, traits.release >= need.since, arguments[need.argument]?[need.member] == nil {
            return "'\(need.member)'"
        }
        guard losesScope else { return nil }
        return switch tool.fault {
        case .lostScope:
            "Scoped persistence boundaries cannot be inherited by child tasks; open an explicit task scope"
        case .other(let reason): reason
        case nil: nil
        }
    }
}
