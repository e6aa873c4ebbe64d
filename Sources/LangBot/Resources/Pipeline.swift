/// A pipeline: how messages are filtered, answered and sent back.
public struct Pipeline: DatedObject, Identifiable {
    /// What the server calls a pipeline.
    public typealias ID = Identifier<Pipeline>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]
    public static let readOnlyMembers: Set = ["for_version", "stages", "is_default"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The settings: `trigger`, `safety`, `ai` and `output`, with release-specific members below them.
    public var configuration: JSONObject {
        get { self[object: "config"] ?? [:] }
        set { self[object: "config"] = newValue }
    }

    /// The emoji shown in the web interface, since 4.8; nil if there is none.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// Whether new bots use this pipeline.
    public var isDefault: Bool { self[flag: "is_default"] ?? false }
    /// The release that the configuration was written for, such as `v4.11.2`.
    public var version: String? { self[text: "for_version"] }
    /// The names of the stages that a message passes through.
    public var stages: [String] { self[texts: "stages"] ?? [] }

    /// The members changed since the pipeline was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A pipeline to create.
    public struct Draft: RequestFields {
        /// The members to send, except the model and the prompt.
        public var fields: JSONObject
        /// The model that answers; nil for the server's default.
        public var model: LLMModel.ID?
        /// The instructions for the model; nil for the server's default.
        public var prompt: String?

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - model: The model that answers, on a server of any release; nil for the server's default. Since 4.11, a
        ///     runner must be installed, which is a plugin.
        ///   - prompt: The instructions for the model, on a server of any release; nil for the server's default.
        ///   - configuration: Further settings; omitted members get the server's defaults.
        ///   - emoji: The emoji shown in the web interface; since 4.8.
        ///   - isDefault: Whether new bots use this pipeline; since 4.10.
        public init(
            name: String,
            description: String = "",
            model: LLMModel.ID? = nil,
            prompt: String? = nil,
            configuration: JSONObject = [:],
            emoji: String? = nil,
            isDefault: Bool? = nil
        ) {
            self.model = model
            self.prompt = prompt
            fields = JSONObject(given: [
                "name": .string(name),
                "description": .string(description),
                "config": configuration.isEmpty ? nil : .object(configuration),
                "emoji": JSONValue(emoji),
                "is_default": JSONValue(isDefault),
            ])
        }
    }

    /// Changes to a pipeline.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - configuration: The complete settings, which replace the existing ones.
        ///   - emoji: The emoji shown in the web interface; since 4.8.
        public init(
            name: String? = nil,
            description: String? = nil,
            configuration: JSONObject? = nil,
            emoji: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "description": JSONValue(description),
                "config": JSONValue(configuration),
                "emoji": JSONValue(emoji),
            ])
        }
    }
}
