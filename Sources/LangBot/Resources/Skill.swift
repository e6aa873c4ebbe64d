/// A skill: instructions and files for agents, since 4.10.
public struct Skill: DatedObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["name": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The name that identifies the skill: letters, digits, `-` and `_`, at most 64 characters.
    public var name: String { identity("name") }
    /// The ``name``.
    public var id: String { name }

    /// The display name.
    public var displayName: String {
        get { self[text: "display_name"] ?? "" }
        set { self[text: "display_name"] = newValue }
    }

    /// What the skill is for; models choose skills by this text.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The instructions for the model, in Markdown.
    public var instructions: String {
        get { self[text: "instructions"] ?? "" }
        set { self[text: "instructions"] = newValue }
    }

    /// The revision that was read, since 4.11.
    ///
    /// Updates send it to avoid overwriting concurrent changes.
    public var revision: String? { self[text: "revision"] }

    /// The members changed since the skill was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields.merging(baseRevision) { own, _ in own }) }

    private var baseRevision: JSONObject { JSONObject(given: ["base_revision": JSONValue(revision)]) }

    /// A skill to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        public init(
            name: String,
            displayName: String? = nil,
            description: String? = nil,
            instructions: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": .string(name),
                "display_name": JSONValue(displayName),
                "description": JSONValue(description),
                "instructions": JSONValue(instructions),
            ])
        }
    }

    /// Changes to a skill.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - displayName: The display name.
        ///   - description: What the skill is for; models choose skills by this text.
        ///   - instructions: The instructions for the model, in Markdown.
        ///   - baseRevision: The `revision` that the changes are based on; nil for the server's current one.
        public init(
            displayName: String? = nil,
            description: String? = nil,
            instructions: String? = nil,
            baseRevision: String? = nil
        ) {
            fields = JSONObject(given: [
                "display_name": JSONValue(displayName),
                "description": JSONValue(description),
                "instructions": JSONValue(instructions),
                "base_revision": JSONValue(baseRevision),
            ])
        }
    }
}

/// A skill that can be installed, since 4.10.
public struct SkillPreview: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// What the skill is for; models choose skills by this text.
    public var description: String { self[text: "description"] ?? "" }
    /// The instructions for the model, in Markdown.
    public var instructions: String { self[text: "instructions"] ?? "" }
    /// The skill's path in the archive, for selecting it; empty for the root.
    public var sourcePath: String { self[text: "source_path"] ?? "" }
}

/// The files in a directory of a skill.
public struct SkillFiles: ServerObject {
    /// A file or a directory.
    public struct Entry: ServerObject, Identifiable {
        public static let memberRules: [String: MemberRule] = ["path": .identifier]

        public var members: ServerMembers

        public init(members: ServerMembers) { self.members = members }

        /// The path relative to the skill.
        public var path: String { identity("path") }
        /// The ``path``.
        public var id: String { path }
        /// Whether it is a directory.
        public var isDirectory: Bool { self[flag: "is_dir"] ?? false }
        /// The size in bytes; nil for a directory.
        public var size: Int? { self[integer: "size"] }
    }

    public static let memberRules: [String: MemberRule] = ["entries": .objects(Entry.self)]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The entries, at most 200.
    public var entries: [Entry] { objects("entries") }
    /// Whether there are more entries.
    public var isTruncated: Bool { self[flag: "truncated"] ?? false }
}
