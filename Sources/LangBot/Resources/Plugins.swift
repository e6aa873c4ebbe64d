/// Plugins; with an API key since 4.6.
///
/// Installing, upgrading and deleting run in the background; the calls return a task. Source: `/api/v1/plugins`.
public struct Plugins: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Files that plugin settings refer to.
    public var configurationFiles: PluginConfigurationFiles { PluginConfigurationFiles(client: client) }

    /// Lists all plugins; empty if plugins are disabled.
    public func list() async throws -> [Plugin] {
        try await core.answer(to: APIOperation("plugin.list", .get, "plugins")).list("plugins")
    }

    /// Returns the plugin with the given identifier.
    public func get(_ id: PluginID) async throws -> Plugin {
        try await core.answer(to: APIOperation("plugin.get", .get, "plugins/\(id.author)/\(id.name)")).object("plugin")
    }

    /// Deletes a plugin and returns the task that does it.
    ///
    /// - Parameters:
    ///   - id: The plugin's author and name.
    ///   - deletesData: Whether to delete the plugin's stored data as well.
    public func delete(_ id: PluginID, deletesData: Bool = false) async throws -> ServerTask.ID {
        var operation = APIOperation("plugin.delete", .delete, "plugins/\(id.author)/\(id.name)")
        operation.query = .init(given: ["delete_data": deletesData])
        return try await core.task(operation)
    }

    /// Upgrades a plugin to its newest version and returns the task that does it.
    public func upgrade(_ id: PluginID) async throws -> ServerTask.ID {
        try await core.task(APIOperation("plugin.upgrade", .post, "plugins/\(id.author)/\(id.name)/upgrade"))
    }

    /// Returns a plugin's settings; since 4.10 with secrets replaced by `***`.
    public func configuration(_ id: PluginID) async throws -> JSONObject {
        let operation = APIOperation("plugin.config.get", .get, "plugins/\(id.author)/\(id.name)/config")
        return try await core.answer(to: operation).member("config", \.objectValue)
    }

    /// Replaces a plugin's settings.
    ///
    /// Since 4.10, `***` keeps the stored secret.
    public func updateConfiguration(_ id: PluginID, _ configuration: JSONObject) async throws {
        let body = APIOperation.Body.json(.object(configuration))
        let operation = APIOperation("plugin.config.update", .put, "plugins/\(id.author)/\(id.name)/config", body: body)
        try await core.perform(operation)
    }

    /// Returns a plugin's README in Markdown; since 4.6.
    ///
    /// - Parameters:
    ///   - id: The plugin's author and name.
    ///   - language: The language code, such as `en`; nil for the server's default, English.
    public func readme(_ id: PluginID, language: String? = nil) async throws -> String {
        var operation = APIOperation("plugin.readme", .get, "plugins/\(id.author)/\(id.name)/readme")
        operation.query = .init(given: ["language": language])
        return try await core.answer(to: operation).text("readme")
    }

    /// Returns a plugin's recent log, oldest line first; since 4.10.
    ///
    /// - Parameters:
    ///   - id: The plugin's author and name.
    ///   - limit: The maximum number of lines, up to 1,000; nil for the server's default of 200.
    ///   - level: The minimum severity, such as `WARNING`; nil for all.
    public func logs(_ id: PluginID, limit: Int? = nil, level: String? = nil) async throws -> [LogLine] {
        var operation = APIOperation("plugin.logs", .get, "plugins/\(id.author)/\(id.name)/logs")
        operation.query = .init(given: ["limit": limit, "level": level])
        return try await core.answer(to: operation).list("logs")
    }

    /// Downloads a plugin's icon; since 4.10.
    public func icon(_ id: PluginID) async throws -> Download {
        try await core.download(APIOperation("plugin.icon", .get, "plugins/\(id.author)/\(id.name)/authenticated-icon"))
    }

    /// Downloads a static file of a plugin's pages; since 4.10.
    public func asset(_ path: String, of id: PluginID) async throws -> Download {
        let path: APIOperation.Path = "plugins/\(id.author)/\(id.name)/authenticated-assets/\(segments: path)"
        return try await core.download(APIOperation("plugin.asset", .get, path))
    }

    /// Downloads a plugin's icon from where the web interface of every release finds it.
    ///
    /// Needs no credential.
    public func publicIcon(_ id: PluginID) async throws -> Download {
        try await core.download(APIOperation("plugin.public_icon", .get, "plugins/\(id.author)/\(id.name)/icon"))
    }

    /// Downloads a static file of a plugin from where the web interface finds it; since 4.6.
    ///
    /// Needs no credential.
    public func publicAsset(_ path: String, of id: PluginID) async throws -> Download {
        let path: APIOperation.Path = "plugins/\(id.author)/\(id.name)/assets/\(segments: path)"
        return try await core.download(APIOperation("plugin.public_asset", .get, path))
    }

    /// Calls an endpoint that a plugin provides for its own pages; since 4.9.
    ///
    /// - Parameters:
    ///   - endpoint: The plugin's own path, starting with a slash.
    ///   - id: The plugin's author and name.
    ///   - pageID: The page's identifier.
    ///   - method: The method passed to the plugin; the request to LangBot is always a POST.
    ///   - body: The body passed to the plugin.
    /// - Returns: The plugin's response.
    public func callPage(
        _ endpoint: String,
        of id: PluginID,
        pageID: String = "",
        method: HTTPMethod = .post,
        body: JSONValue = .null
    ) async throws -> JSONValue {
        let call: JSONValue = [
            "page_id": .string(pageID), "endpoint": .string(endpoint), "method": .string(method.rawValue), "body": body,
        ]
        var operation = APIOperation("plugin.page_api", .post, "plugins/\(id.author)/\(id.name)/page-api")
        operation.body = .json(call)
        return try await core.answer(to: operation).data
    }

    /// Returns the connection details for developing a plugin; since 4.6.
    public func debugInfo() async throws -> PluginDebugInfo {
        try await core.answer(to: APIOperation("plugin.debug_info", .get, "plugins/debug-info")).object()
    }
}
