/// Skills; since 4.10.
///
/// 4.10 stores skills in the sandbox and requires one. Source: `/api/v1/skills`.
public struct Skills: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The files of a skill.
    public var files: SkillFilesResource { SkillFilesResource(client: client) }

    /// Lists all skills, most recently changed first.
    public func list() async throws -> [Skill] {
        try await core.answer(to: APIOperation("skill.list", .get, "skills")).list("skills")
    }

    /// Creates a skill and returns it.
    public func create(_ draft: Skill.Draft) async throws -> Skill {
        try await core.answer(to: APIOperation("skill.create", .post, "skills", body: draft.body)).object("skill")
    }

    /// Returns the skill with the given name.
    public func get(_ name: String) async throws -> Skill {
        try await core.answer(to: APIOperation("skill.get", .get, "skills/\(name)")).object("skill")
    }

    /// Sends what was changed of a skill since it was read, and returns the skill.
    ///
    /// Nothing is sent if nothing was changed.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` if the skill has changed since it was read; since 4.11.
    public func update(_ skill: Skill) async throws -> Skill {
        skill.changedFields.isEmpty ? skill : try await update(skill.name, skill.changes)
    }

    /// Updates the members that `changes` contains, leaves the rest, and returns the skill.
    ///
    /// 4.11 requires the base revision; if `changes` has none, the client looks it up.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` if the skill has changed since the base revision.
    public func update(_ name: String, _ changes: Skill.Changes) async throws -> Skill {
        var changes = changes
        if changes.fields["base_revision"] == nil {
            changes.fields["base_revision"] = try await revision(of: name, for: "skill.update")
        }
        var operation = APIOperation("skill.update", .put, "skills/\(name)", body: changes.body)
        operation.knownFields = SkillFields.changed
        return try await core.answer(to: operation).object("skill")
    }

    /// Deletes a skill.
    public func delete(_ name: String) async throws {
        try await core.perform(APIOperation("skill.delete", .delete, "skills/\(name)"))
    }

    /// Returns the text that agents see of a skill, in Markdown.
    public func preview(_ name: String) async throws -> String {
        try await core.answer(to: APIOperation("skill.preview", .get, "skills/\(name)/preview")).text("instructions")
    }

    /// Inspects the skill in a directory on the server.
    public func scan(_ path: String) async throws -> SkillPreview {
        let operation = APIOperation("skill.scan", .get, "skills/scan", query: ["path": path])
        return try await core.answer(to: operation).object()
    }

    /// The current revision of a skill, for releases that require it.
    func revision(of name: String, for operation: OperationName) async throws -> JSONValue? {
        try await core.onBehalf(of: operation) {
            if let release = try await core.release(), release <= SkillFields.withoutRevisions { return nil }
            return try await get(name).fields["revision"]
        }
    }
}

/// The fields of a skill, by release.
enum SkillFields {
    static let withoutRevisions = ServerRelease(4, 10, 11)
    static let changed = FieldTable(
        ["name", "display_name", "description", "instructions", "package_root"].map(FieldTable.Field.always),
        [.after(withoutRevisions, "base_revision")]
    )
    static let written = FieldTable([.always("content"), .after(withoutRevisions, "base_revision")])
}

/// The files of a skill; since 4.10.
///
/// Source: `/api/v1/skills/{name}/files`.
public struct SkillFilesResource: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists a directory of a skill, without subdirectories' contents.
    ///
    /// - Parameters:
    ///   - name: The skill's name.
    ///   - path: The directory; nil for the skill's root.
    ///   - includesHidden: Whether to list hidden files; nil for the server's default.
    public func list(of name: String, in path: String? = nil, includesHidden: Bool? = nil) async throws -> SkillFiles {
        var operation = APIOperation("skill.files.list", .get, "skills/\(name)/files")
        operation.query = .init(given: ["path": path, "include_hidden": includesHidden])
        return try await core.answer(to: operation).object()
    }

    /// Returns the text of a file of up to 1 MiB.
    public func read(_ path: String, of name: String) async throws -> String {
        try await core.answer(to: APIOperation("skill.files.read", .get, "skills/\(name)/files/\(segments: path)"))
            .text("content")
    }

    /// Writes a text file.
    ///
    /// - Parameters:
    ///   - content: The new text of the file.
    ///   - path: The path relative to the skill.
    ///   - name: The skill's name.
    ///   - baseRevision: The `revision` of the skill that the text is based on, since 4.11; nil for the server's
    ///     current one.
    /// - Returns: The skill's new revision; nil in 4.10.
    @discardableResult
    public func write(
        _ content: String,
        to path: String,
        of name: String,
        baseRevision: String? = nil
    ) async throws -> String? {
        var revision = baseRevision.map(JSONValue.string)
        if revision == nil { revision = try await client.skills.revision(of: name, for: "skill.files.write") }
        let body = JSONObject(given: ["content": .string(content), "base_revision": revision])
        var operation = APIOperation("skill.files.write", .put, "skills/\(name)/files/\(segments: path)")
        operation.body = .json(.object(body))
        operation.knownFields = SkillFields.written
        return try await core.answer(to: operation).data["revision"]?.stringValue
    }
}
