/// A conversation of a user with the assistant, since 4.11.
public struct AssistantConversation: ServerObject, Identifiable {
    /// What the server calls a conversation.
    public typealias ID = Identifier<AssistantConversation>

    /// What a conversation waits for.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The user.
        public static let ready: Status = "ready"
        /// The assistant.
        public static let running: Status = "running"
        /// The user, who has to allow something; see `pending`.
        public static let approval: Status = "approval"
        /// Nobody; see `failure`.
        public static let failed: Status = "failed"
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier, "revision": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// How often the conversation has changed.
    public var revision: Int { Int(clamping: number("revision") as Int64) }
    /// What it waits for.
    public var status: Status { Status(rawValue: self[text: "status"] ?? "") }
    /// The beginning of what the user said first; nil if the conversation was not listed.
    public var title: String? { self[text: "title"] }
    /// What was said, each with `role` and `content`; empty if the conversation was listed.
    public var messages: [JSONValue] { self[array: "messages"] ?? [] }
    /// What the assistant asks to do, each with the name and arguments of a tool.
    public var pending: [JSONValue] { self[array: "pending"] ?? [] }
    /// Why the last turn failed, such as `model_unavailable`; nil unless it did.
    public var failure: String? { self[text: "error"] }
    /// The model; nil until it is chosen.
    public var modelID: LLMModel.ID? { self[identifier: "model_uuid"] }
    /// The name of the model; nil until it is chosen.
    public var modelName: String? { self[text: "model_name"] }
}
