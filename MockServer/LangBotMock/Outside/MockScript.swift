/// What stands behind a LangBot and answers it: models, tools, MCP servers, knowledge engines, platforms and tasks.
///
/// Rules are tried in order; the first that applies decides. Without one, the default script answers, or the real address
/// if it is on this machine.
public struct MockScript: Hashable, Sendable {
    /// What LangBot asks of the world behind it.
    public enum Occasion: String, Hashable, Sendable, CaseIterable {
        /// A model is asked to reply; the name is the model's, the text is the last message.
        case chat
        /// A model is tested.
        case modelTest = "model-test"
        /// A provider is asked for its models; the name is the requester's.
        case scan
        /// A text is embedded.
        case embedding
        /// Passages are ranked; the text is the query.
        case rerank
        /// A tool of a plugin or an MCP server is called; the text is its arguments as JSON.
        case tool
        /// An MCP server is connected to; the name is the server's.
        case mcp
        /// A knowledge base is searched; the name is the base's, the text is the query.
        case knowledge
        /// A bot sends a message; the name is the adapter's.
        case send
        /// A task begins; the name is the task's, such as `plugin-install-local`.
        case task
    }

    /// What happens then.
    public enum Effect: Hashable, Sendable {
        /// Replies with text, in pieces with a pause after each.
        case reply([String], pause: Duration)
        /// Asks for a tool, with arguments as JSON.
        case call(String, arguments: String)
        /// Fails with an HTTP status and a reason.
        case fail(status: Int, message: String)
        /// Answers with JSON: the models of a scan, the result of a tool, the passages of a search.
        case value(String)
        /// Succeeds without a result.
        case succeed
    }

    /// One rule.
    public struct Rule: Hashable, Sendable {
        /// What it is for.
        public var occasion: Occasion
        /// The name of the model, tool, server, base, adapter or task, with `*` for any characters; nil for any.
        public var name: String?
        /// A part of the text; nil for any.
        public var contains: String?
        /// How often it applies; nil for always.
        public var times: Int?
        /// What happens.
        public var effect: Effect
    }

    /// The rules, in the order in which they are tried.
    public var rules: [Rule]

    /// Creates a script.
    public init(rules: [Rule] = []) {
        self.rules = rules
    }

    /// Creates a script of rules written one below the other.
    public init(@MockScriptBuilder _ rules: () -> [Rule]) {
        self.rules = rules()
    }
}

/// The beginning of a rule: `When(.chat, contains: "weather").reply("It is ", "sunny.")`.
public struct When: Hashable, Sendable {
    private let occasion: MockScript.Occasion
    private let name: String?
    private let contains: String?
    private let times: Int?

    /// Says when a rule applies.
    public init(_ occasion: MockScript.Occasion, _ name: String? = nil, contains: String? = nil, times: Int? = nil) {
        self.occasion = occasion
        self.name = name
        self.contains = contains
        self.times = times
    }

    /// Replies with text, in pieces with a pause after each.
    public func reply(_ pieces: String..., pause: Duration = .zero) -> MockScript.Rule {
        rule(.reply(pieces, pause: pause))
    }

    /// Asks for a tool, with arguments as JSON.
    public func call(_ tool: String, arguments: String = "{}") -> MockScript.Rule {
        rule(.call(tool, arguments: arguments))
    }

    /// Fails with an HTTP status and a reason.
    public func fail(_ status: Int = 500, _ message: String = "The script fails") -> MockScript.Rule {
        rule(.fail(status: status, message: message))
    }

    /// Answers with JSON.
    public func value(_ json: String) -> MockScript.Rule { rule(.value(json)) }

    /// Succeeds without a result.
    public func succeed() -> MockScript.Rule { rule(.succeed) }

    private func rule(_ effect: MockScript.Effect) -> MockScript.Rule {
        MockScript.Rule(occasion: occasion, name: name, contains: contains, times: times, effect: effect)
    }
}

/// Collects the rules of a script.
@resultBuilder public enum MockScriptBuilder {
    /// Collects rules.
    public static func buildBlock(_ rules: MockScript.Rule...) -> [MockScript.Rule] { rules }
}
