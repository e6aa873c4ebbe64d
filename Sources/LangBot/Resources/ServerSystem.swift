/// Release, health, capabilities and logs of the server.
///
/// Source: `/api/v1/system`, `/healthz`, `/api/v1/logs`.
public struct ServerSystem: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the server's release and settings.
    ///
    /// Needs no credential.
    public func info() async throws -> SystemInfo {
        try await core.answer(to: APIOperation("system.info", .get, "system/info")).object()
    }

    /// Checks that the server is up and returns its state.
    ///
    /// Needs no credential.
    public func health() async throws -> SystemHealth {
        let answer = try await core.answer(to: APIOperation("system.health", .get, path: ["healthz"]))
        return SystemHealth(members: ServerMembers(answer.envelope))
    }

    /// Lists the operations that the server declares; since 4.10.
    ///
    /// Requires an API key.
    public func capabilities() async throws -> SystemCapabilities {
        try await core.answer(to: APIOperation("system.capabilities", .get, "system/capabilities")).object()
    }

    /// Returns the identity and permissions of the client's API key; since 4.10.
    ///
    /// Requires an API key.
    public func context() async throws -> SystemContext {
        try await core.answer(to: APIOperation("system.context", .get, "system/context")).object()
    }

    /// Returns the state of the plugin system.
    ///
    /// Requires a user token.
    public func pluginStatus() async throws -> PluginSystemStatus {
        try await core.answer(to: APIOperation("system.plugin_status", .get, "system/status/plugin-system"))
            .object()
    }

    /// Returns a part of the server's log.
    ///
    /// Requires a user token.
    ///
    /// - Parameter position: Where to start: the `nextPosition` of an earlier part, or nil for the oldest entry that
    ///   the server keeps.
    public func logs(from position: ServerLogs.Position? = nil) async throws -> ServerLogs {
        var operation = APIOperation("system.logs", .get, "logs")
        operation.query = .init(given: ["start_page_number": position?.page, "start_offset": position?.offset])
        return try await core.answer(to: operation).object()
    }
}
