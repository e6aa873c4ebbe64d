/// The server itself.
///
/// Source: `/api/v1/system`, `/healthz`, `/api/v1/logs`.
public struct ServerSystem: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Release and settings of the server; needs no credential.
    public func info() async throws -> SystemInfo {
        try await core.answer(to: APIOperation("system.info", .get, "system", "info")).object()
    }

    /// Whether the server is up, and what it says about itself; needs no credential.
    public func health() async throws -> SystemHealth {
        let answer = try await core.answer(to: APIOperation("system.health", .get, path: ["healthz"]))
        return SystemHealth(members: ServerMembers(answer.envelope))
    }

    /// The operations that the server says it has; since 4.10, and with an API key alone.
    public func capabilities() async throws -> SystemCapabilities {
        try await core.answer(to: APIOperation("system.capabilities", .get, "system", "capabilities")).object()
    }

    /// What the client's API key is and may do; since 4.10, and with an API key alone.
    public func context() async throws -> SystemContext {
        try await core.answer(to: APIOperation("system.context", .get, "system", "context")).object()
    }

    /// Whether plugins are switched on and work; needs a user's token.
    public func pluginStatus() async throws -> PluginSystemStatus {
        try await core.answer(to: APIOperation("system.plugin_status", .get, "system", "status", "plugin-system"))
            .object()
    }

    /// What the server logged; needs a user's token.
    ///
    /// - Parameter position: Where to begin: nil for the oldest that is kept, or the `end` of an earlier answer.
    public func logs(from position: ServerLogs.Position? = nil) async throws -> ServerLogs {
        var operation = APIOperation("system.logs", .get, "logs")
        operation.query = [.init("start_page_number", position?.page), .init("start_offset", position?.offset)]
            .compactMap(\.self)
        return try await core.answer(to: operation).object()
    }
}
