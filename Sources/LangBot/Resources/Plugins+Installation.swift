public import Foundation

extension Plugins {
    /// Installs a plugin and returns the task that does it.
    public func install(_ source: PluginSource) async throws -> ServerTask.ID {
        switch source {
        case .gitHub(let owner, let repository, let tag, let assetURL):
            let body: JSONValue = [
                "owner": .string(owner), "repo": .string(repository), "release_tag": .string(tag),
                "asset_url": .string(assetURL),
            ]
            return try await core.task(installation("github", .json(body)))
        case .gitHubAsset(let owner, let repository, let tag, let releaseID, let assetID):
            let body: JSONValue = [
                "owner": .string(owner), "repo": .string(repository), "release_tag": .string(tag),
                "release_id": .integer(Int64(releaseID)), "asset_id": .integer(Int64(assetID)),
            ]
            var operation = installation("github", .json(body))
            operation.knownFields = Self.gitHubFields
            return try await core.task(operation)
        case .marketplace(let id, let version):
            let body = JSONObject(given: [
                "plugin_author": .string(id.author), "plugin_name": .string(id.name),
                "plugin_version": JSONValue(version),
            ])
            return try await core.task(installation("marketplace", .json(.object(body))))
        }
    }

    /// Installs a plugin from an archive and returns the task that does it.
    ///
    /// - Parameters:
    ///   - file: An archive with the extension `lbpkg` or `zip`.
    ///   - onProgress: Called with the upload's progress, on any thread.
    public func install(
        contentsOf file: URL,
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) async throws -> ServerTask.ID {
        var operation = installation("local", .multipart(MultipartForm(contentsOf: file)))
        operation.onProgress = onProgress
        return try await core.task(operation)
    }

    /// Inspects a plugin archive without installing it; since 4.10.
    public func preview(contentsOf file: URL) async throws -> PluginPreview {
        let body = APIOperation.Body.multipart(MultipartForm(contentsOf: file))
        let operation = APIOperation("plugin.install.local_preview", .post, "plugins/install/local/preview", body: body)
        return try await core.answer(to: operation)
            .object()
    }

    /// Lists the releases of a GitHub repository.
    ///
    /// - Parameter repository: The URL of the repository, such as `https://github.com/langbot-app/hello`.
    public func gitHubReleases(of repository: String) async throws -> GitHubReleases {
        let body = APIOperation.Body.json(["repo_url": .string(repository)])
        let operation = APIOperation("plugin.github.releases", .post, "plugins/github/releases", body: body)
        return try await core.answer(to: operation).object()
    }

    /// Lists the assets of a GitHub release.
    public func gitHubAssets(owner: String, repository: String, releaseID: Int) async throws -> [GitHubAsset] {
        let body: JSONValue = [
            "owner": .string(owner), "repo": .string(repository), "release_id": .integer(Int64(releaseID)),
        ]
        var operation = APIOperation("plugin.github.release_assets", .post, "plugins/github/release-assets")
        operation.body = .json(body)
        return try await core.answer(to: operation).list("assets")
    }

    private func installation(_ source: String, _ body: APIOperation.Body) -> APIOperation {
        APIOperation("plugin.install.\(source)", .post, "plugins/install/\(source)", body: body)
    }

    private static let gitHubFields = FieldTable(
        ["owner", "repo", "release_tag", "asset_url"].map(FieldTable.Field.always),
        ["release_id", "asset_id"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}

/// Files that plugin settings refer to; with an API key since 4.10.
///
/// Source: `/api/v1/plugins/config-files`.
public struct PluginConfigurationFiles: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Uploads a file of up to 10 MiB and returns the key for plugin settings to refer to.
    public func upload(
        _ content: Data,
        filename: String,
        contentType: String = "application/octet-stream"
    ) async throws -> String {
        let form = MultipartForm(file: content, filename: filename, contentType: contentType)
        let operation = APIOperation("plugin.config_file.upload", .post, "plugins/config-files", body: .multipart(form))
        return try await core.answer(to: operation).text("file_key")
    }

    /// Deletes the file with the given key.
    public func delete(_ key: String) async throws {
        try await core.perform(APIOperation("plugin.config_file.delete", .delete, "plugins/config-files/\(key)"))
    }
}
