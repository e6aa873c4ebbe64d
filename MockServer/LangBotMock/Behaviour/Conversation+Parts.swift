import JSONCore

/// What a part of the installation, such as plugins or MCP servers, does in conversations.
struct ConversationPart: Sendable {
    /// A tool that a model may call.
    struct Tool: Sendable {
        let name: String
        let description: String
        /// The JSON Schema of the arguments.
        let parameters: JSONValue
        /// `plugin`, `mcp`, `native` or `skill`.
        let source: String
        /// The plugin or MCP server that has the tool.
        let owner: String
    }

    /// How a call of a tool ends.
    enum Result: Sendable {
        /// A text or an object; the parts of an MCP answer come as a list of `{"type": "text", "text": "…"}`.
        case value(JSONValue)
        case failed(String)
    }

    /// What runs the queries of a pipeline, by an identifier such as `plugin:author/name/runner`.
    struct Runner: Sendable {
        let id: String
        /// The configuration of a new pipeline.
        let defaults: JSONObject
        /// The fields of the configuration, for forms.
        let fields: [JSONValue]
        let label: JSONValue
        let description: JSONValue
        /// What the runner may be used for: `agent`, `event`.
        var usages = ["agent"]
    }

    /// The tools that these extension preferences of a pipeline let through.
    var tools: @Sendable (World, _ preferences: JSONObject) -> [Tool] = { _, _ in [] }

    /// Calls a tool of this part; the query is nil where an agent is tried without one.
    var call: @Sendable (LiveWorld, Tool, _ arguments: JSONObject, Query?) async -> Result = { _, tool, _, _ in
        .failed("Tool \(tool.name) not found")
    }

    /// Runs a command, given without its prefix and split into words: its texts, or nil if it is unknown here.
    var command: @Sendable (LiveWorld, _ words: [String], Query) async -> [String]? = { _, _, _ in nil }

    /// The passages of a knowledge base that answer a question; nil if the base does not belong to this part.
    var passages: @Sendable (LiveWorld, _ base: String, _ question: String, _ limit: Int?) async -> [String]? = {
        _,
        _,
        _,
        _ in nil
    }

    /// The runners that this part provides.
    var runners: @Sendable (World) -> [Runner] = { _ in [] }
}

extension Behaviour {
    /// The parts of the installation that take part in conversations: a line for each.
    var conversationParts: [ConversationPart] {
        [
            hostPart,
            pluginPart,
            serverPart,
            knowledgePart,
        ]
    }

    /// The runners of the installation.
    func runners(_ world: World) -> [ConversationPart.Runner] { conversationParts.flatMap { $0.runners(world) } }
}
