/// A skill: instructions and files that agents can use, since 4.10.
public struct Skill: DatedObject {
    public static let requiredMembers = ["name"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The name, by which the skill is addressed: letters, digits, `-` and `_`, at most 64.
    public var name: String { self[text: "name"] ?? "" }

    /// The name for people.
    public var displayName: String {
        get { self[text: "display_name"] ?? "" }
        set { self[text: "display_name"] = newValue }
    }

    /// What the skill is for.
    public var skillDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// What to do, in Markdown.
    public var instructions: String {
        get { self[text: "instructions"] ?? "" }
        set { self[text: "instructions"] = newValue }
    }

    /// The state that the skill was read in, since 4.11: an update names it, so that it overwrites nobody's work.
    public var revision: String? { self[text: "revision"] }

    /// What has been changed since the skill was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields.merging(baseRevision) { own, _ in own }) }

    private var baseRevision: JSONObject { JSONObject(given: ["base_revision": JSONValue(revision)]) }

    /// A skill to be added.
    public struct Draft: RequestFields {
        public var fields: JSONObject

        /// Makes a skill.
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

    /// What to change of a skill; what is nil stays as it is.
    public struct Changes: RequestFields {
        public var fields: JSONObject

        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - displayName: The name for people.
        ///   - description: What the skill is good for, by which a model chooses it.
        ///   - instructions: What a model is told that uses it.
        ///   - baseRevision: The `revision` that the changes are based on; nil for whatever is there then.
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

/// A skill that could be installed, since 4.10.
public struct SkillPreview: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// What the skill is for.
    public var skillDescription: String { self[text: "description"] ?? "" }
    /// What to do, in Markdown.
    public var instructions: String { self[text: "instructions"] ?? "" }
    /// Where it is in the archive, to choose it by; empty for the archive itself.
    public var sourcePath: String { self[text: "source_path"] ?? "" }
}

/// The files in a directory of a skill.
public struct SkillFiles: ServerObject {
    /// A file or a directory.
    public struct Entry: ServerObject {
        public static let requiredMembers = ["path"]

        public var members: ServerMembers

        public init(members: ServerMembers) { self.members = members }

        /// The path in the skill.
        public var path: String { self[text: "path"] ?? "" }
        /// Whether it is a directory.
        public var isDirectory: Bool { self[flag: "is_dir"] ?? false }
        /// How many bytes it has; nil of a directory.
        public var size: Int? { self[integer: "size"] }
    }

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The entries, 200 at most.
    public var entries: [Entry] { objects("entries") }
    /// Whether there are more.
    public var isTruncated: Bool { self[flag: "truncated"] ?? false }
}
