/// Plugins; since 4.6 with an API key.
///
/// Installing, upgrading and deleting take a while: they return the task that does it. Source: `/api/v1/plugins`.
public struct Plugins: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Files that settings of plugins refer to.
    public var configurationFiles: PluginConfigurationFiles { PluginConfigurationFiles(client: client) }

    /// All plugins; none where plugins are switched off.
    public func list() async throws -> [Plugin] {
        try await core.answer(to: APIOperation("plugin.list", .get, "plugins")).list("plugins")
    }

    /// The plugin of that author and name.
    public func get(_ id: PluginID) async throws -> Plugin {
        try await core.answer(to: operation("plugin.get", .get, id)).object("plugin")
    }

    /// Deletes a plugin, and returns the task that does it.
    ///
    /// - Parameters:
    ///   - id: The plugin.
    ///   - deletesData: Whether what it has stored is deleted as well.
    public func delete(_ id: PluginID, deletesData: Bool = false) async throws -> ServerTask.ID {
        var operation = operation("plugin.delete", .delete, id)
        operation.query = [.init("delete_data", deletesData)].compactMap(\.self)
        return try await task(operation)
    }

    /// Brings a plugin up to its newest version, and returns the task that does it.
    public func upgrade(_ id: PluginID) async throws -> ServerTask.ID {
        try await task(operation("plugin.upgrade", .post, id, "upgrade"))
    }

    /// The settings of a plugin; since 4.10 with `***` for what is secret.
    public func configuration(_ id: PluginID) async throws -> JSONObject {
        try await core.answer(to: operation("plugin.config.get", .get, id, "config")).member("config", \.objectValue)
    }

    /// Replaces the settings of a plugin; since 4.10 `***` stands for the secret that is there.
    public func updateConfiguration(_ id: PluginID, _ configuration: JSONObject) async throws {
        let body = APIOperation.Body.json(.object(configuration))
        try await core.perform(operation("plugin.config.update", .put, id, "config", body: body))
    }

    /// The text that describes a plugin, in Markdown; since 4.6.
    ///
    /// - Parameters:
    ///   - id: The plugin.
    ///   - language: Such as `en`; nil for the server's default, English.
    public func readme(_ id: PluginID, language: String? = nil) async throws -> String {
        var operation = operation("plugin.readme", .get, id, "readme")
        operation.query = [.init("language", language)].compactMap(\.self)
        return try await core.answer(to: operation).text("readme")
    }

    /// What a plugin wrote lately, the oldest line first; since 4.10.
    ///
    /// - Parameters:
    ///   - id: The plugin.
    ///   - limit: How many lines at most, up to 1,000; nil for the server's default of 200.
    ///   - level: The lowest level, such as `WARNING`; nil for all.
    public func logs(_ id: PluginID, limit: Int? = nil, level: String? = nil) async throws -> [LogLine] {
        var operation = operation("plugin.logs", .get, id, "logs")
        operation.query = [.init("limit", limit), .init("level", level)].compactMap(\.self)
        return try await core.answer(to: operation).list("logs")
    }

    /// The picture of a plugin; since 4.10.
    public func icon(_ id: PluginID) async throws -> Download {
        try await core.download(operation("plugin.icon", .get, id, "authenticated-icon"))
    }

    /// A file that a plugin brings along for its pages; since 4.10.
    public func asset(_ path: String, of id: PluginID) async throws -> Download {
        var operation = operation("plugin.asset", .get, id, "authenticated-assets")
        operation.path += APIOperation.segments(path)
        return try await core.download(operation)
    }

    /// Calls what a plugin offers to its own pages; since 4.9.
    ///
    /// - Parameters:
    ///   - endpoint: A path of the plugin's, beginning with a slash.
    ///   - id: The plugin.
    ///   - pageID: The page's identifier.
    ///   - method: The method that the plugin is told; the request to LangBot is a POST in any case.
    ///   - body: What the plugin is told.
    /// - Returns: What the plugin answers.
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
        return try await core.answer(to: operation("plugin.page_api", .post, id, "page-api", body: .json(call))).data
    }

    /// How somebody who develops a plugin connects it; since 4.6.
    public func debugInfo() async throws -> PluginDebugInfo {
        try await core.answer(to: APIOperation("plugin.debug_info", .get, "plugins", "debug-info")).object()
    }

    private func operation(
        _ name: OperationName,
        _ method: HTTPMethod,
        _ id: PluginID,
        _ path: String...,
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(name, method, path: ["api", "v1", "plugins", id.author, id.name] + path, body: body)
    }

    func task(_ operation: APIOperation) async throws -> ServerTask.ID {
        try await core.answer(to: operation).member("task_id", ServerTask.ID.init)
    }
}
