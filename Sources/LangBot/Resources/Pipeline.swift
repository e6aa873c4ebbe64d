/// A pipeline: how messages are filtered, answered and sent back.
public struct Pipeline: DatedObject {
    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What belongs to the server's own bookkeeping.
    public static let readOnlyMembers: Set = ["for_version", "stages", "is_default"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a pipeline of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var pipelineDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The settings: `trigger`, `safety`, `ai`, `output`, with what the release knows below them.
    public var configuration: JSONObject {
        get { self[object: "config"] ?? [:] }
        set { self[object: "config"] = newValue }
    }

    /// A sign for the web interface, since 4.8; nil when there is none.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// Whether new bots use it.
    public var isDefault: Bool { self[flag: "is_default"] ?? false }
    /// The release that the configuration was made for, such as `v4.11.2`.
    public var version: String? { self[text: "for_version"] }
    /// The names of the steps that a message goes through.
    public var stages: [String] { self[texts: "stages"] ?? [] }

    /// What has been changed since the pipeline was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A pipeline to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a pipeline.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - description: A text for people.
        ///   - configuration: The settings; what it leaves out has the server's defaults.
        ///   - emoji: A sign for the web interface; since 4.8.
        ///   - isDefault: Whether new bots use it; since 4.10.
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

    /// What to change of a pipeline; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - description: A text for people.
        ///   - configuration: All the settings: they take the place of those that are there.
        ///   - emoji: Since 4.8.
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
