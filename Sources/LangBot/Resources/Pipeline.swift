/// A pipeline: how messages are filtered, answered and sent back.
public struct Pipeline: DatedObject, Identifiable {
    public static let requiredMembers = ["uuid"]
    public static let readOnlyMembers: Set = ["for_version", "stages", "is_default"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The ``uuid``.
    public var id: String { uuid }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var pipelineDescription: String {
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
        public var fields: JSONObject

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - configuration: The settings; omitted members get the server's defaults.
        ///   - emoji: The emoji shown in the web interface; since 4.8.
        ///   - isDefault: Whether new bots use this pipeline; since 4.10.
        public init(
            name: String,
            description: String = "",
            configuration: JSONObject = [:],
            emoji: String? = nil,
            isDefault: Bool? = nil
        ) {
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
    public struct Changes: RequestFields {
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
