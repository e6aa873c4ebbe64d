public import Foundation

/// Where to install skills from, since 4.10.
public struct SkillSource: PlainRequestFields {
    public var fields: JSONObject

    /// Creates a source of arbitrary members, by their names in the API.
    public init(fields: JSONObject) { self.fields = fields }

    /// A GitHub repository.
    ///
    /// - Parameters:
    ///   - owner: The owner of the repository.
    ///   - repository: The name of the repository.
    ///   - tag: The tag or branch; optional if `assetURL` points to a single `SKILL.md`.
    ///   - assetURL: The URL of the archive.
    ///   - directory: The directory that contains the skills; nil for the whole repository.
    public static func gitHub(
        owner: String,
        repository: String,
        tag: String?,
        assetURL: String,
        directory: String? = nil
    ) -> SkillSource {
        SkillSource(
            fields: JSONObject(given: [
                "owner": .string(owner),
                "repo": .string(repository),
                "release_tag": JSONValue(tag),
                "asset_url": .string(assetURL),
                "source_subdir": JSONValue(directory),
            ])
        )
    }
}

extension Skills {
    /// Installs skills and returns them.
    ///
    /// - Parameters:
    ///   - source: Where to install the skills from.
    ///   - paths: The skills to install, by `sourcePath`; empty if there is only one.
    public func install(_ source: SkillSource, paths: [String] = []) async throws -> [Skill] {
        var source = source
        if !paths.isEmpty { source.fields["source_paths"] = .array(paths.map(JSONValue.string)) }
        return try await core.answer(
            to: APIOperation("skill.install.github", .post, "skills/install/github", body: source.body)
        )
        .list("skills")
    }

    /// Lists the skills that a source offers.
    public func preview(_ source: SkillSource) async throws -> [SkillPreview] {
        let operation = APIOperation("skill.preview.github", .post, "skills/install/github/preview", body: source.body)
        return try await core.answer(to: operation)
            .list("skills")
    }

    /// Installs skills from an archive of up to 20 MiB and returns them.
    ///
    /// - Parameters:
    ///   - file: The URL of the archive on disk.
    ///   - paths: The skills to install, by `sourcePath`; empty if there is only one.
    ///   - onProgress: Called with the upload's progress, on any thread.
    public func install(
        contentsOf file: URL,
        paths: [String] = [],
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> [Skill] {
        var operation = APIOperation("skill.install.upload", .post, "skills/install/upload")
        operation.body = .multipart(Self.form(file, paths))
        operation.onProgress = onProgress
        return try await core.answer(to: operation).list("skills")
    }

    /// Lists the skills in an archive of up to 20 MiB.
    public func preview(contentsOf file: URL) async throws -> [SkillPreview] {
        let body = APIOperation.Body.multipart(Self.form(file, []))
        return try await core.answer(
            to: APIOperation("skill.preview.upload", .post, "skills/install/upload/preview", body: body)
        ).list("skills")
    }

    private static func form(_ file: URL, _ paths: [String]) -> MultipartForm {
        var form = MultipartForm(contentsOf: file)
        for path in paths { form.append("source_paths", text: path) }
        return form
    }
}
