/// The Model Context Protocol.
public struct MCP: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// The servers that LangBot uses tools of.
    public var servers: MCPServers { MCPServers(client: client) }
}

/// Servers of the Model Context Protocol, addressed by their names.
///
/// Source: `/api/v1/mcp/servers` in LangBot's guide to API keys. Releases before late 4.10 ask for a user's token.
public struct MCPServers: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All servers.
    public func list() async throws -> [MCPServer] {
        try await core.answer(to: operation("list", .get)).list("servers")
    }

    /// Adds a server and returns its identifier.
    ///
    /// Since 4.10 a name that exists is refused; before, it gets a second server.
    public func create(_ draft: MCPServer.Draft) async throws -> String {
        try await core.answer(to: operation("create", .post, body: draft.body)).text("uuid")
    }

    /// The server of that name.
    public func get(_ name: String) async throws -> MCPServer {
        try await core.answer(to: operation("get", .get, [name])).object("server")
    }

    /// Changes what `changes` names of a server and leaves the rest.
    ///
    /// Up to 4.9 LangBot disconnects a server when an update does not say that it is enabled; there, that is looked up
    /// and said.
    public func update(_ name: String, _ changes: MCPServer.Changes) async throws {
        var operation = operation("update", .put, [name])
        var changes = changes
        if changes.fields["enable"] == nil {
            changes.fields["enable"] = try await core.onBehalf(of: operation.name) {
                guard let release = try await core.release(), release < .serverUpdatesKeepConnection else { return nil }
                return .bool(try await get(name).isEnabled)
            }
        }
        operation.body = changes.body
        try await core.perform(operation)
    }

    /// Deletes a server.
    public func delete(_ name: String) async throws {
        try await core.perform(operation("delete", .delete, [name]))
    }

    /// Has LangBot connect to a server, and returns the task that does it.
    public func test(_ name: String) async throws -> ServerTask.ID {
        try await task(operation("test", .post, [name, "test"], body: .json([:])))
    }

    /// Has LangBot connect to a server that it does not have, and returns the task that does it.
    public func test(_ draft: MCPServer.Draft) async throws -> ServerTask.ID {
        var operation = operation("test", .post, ["_", "test"])
        operation.adapted = { release in
            // Early releases do nothing for a server that is not enabled.
            var members = draft.fields.merging(["enable": true]) { _, fixed in fixed }
            if release.map({ $0 < .serversAreTestedWithoutIdentifier }) ?? false { members["uuid"] = "" }
            return members
        }
        operation.knownFields = Self.tested
        return try await task(operation)
    }

    /// What a server wrote while it ran, the oldest line first; since 4.10.
    ///
    /// Only servers that LangBot starts in its sandbox have something to show.
    ///
    /// - Parameters:
    ///   - name: The server's name.
    ///   - limit: How many lines at most, from 1 to 500; nil for the server's default of 200.
    ///   - level: The level that the lines must have, such as `error`; nil for all.
    public func logs(_ name: String, limit: Int? = nil, level: String? = nil) async throws -> [LogLine] {
        var operation = operation("logs", .get, [name, "logs"])
        operation.query = [.init("limit", limit), .init("level", level)].compactMap(\.self)
        return try await core.answer(to: operation).list("logs")
    }

    /// What a server has to read; since 4.10.
    public func resources(_ name: String) async throws -> MCPResources {
        try await core.answer(to: operation("resources", .get, [name, "resources"])).object()
    }

    /// The patterns of addresses that a server has something to read at; since 4.10.
    public func resourceTemplates(_ name: String) async throws -> [MCPResourceTemplate] {
        try await core.answer(to: operation("resource_templates", .get, [name, "resource-templates"]))
            .list("resource_templates")
    }

    /// Reads something that a server has; since 4.10.
    ///
    /// - Parameters:
    ///   - uri: An address from `resources`.
    ///   - name: The server's name.
    ///   - maximumBytes: How much of it at most; nil for the server's default of 65,536.
    ///   - includesBinary: Whether what is no text comes as base 64.
    public func read(
        _ uri: String,
        from name: String,
        maximumBytes: Int? = nil,
        includesBinary: Bool = false
    ) async throws -> MCPResourceContent {
        let body = JSONObject(given: [
            "uri": .string(uri), "max_bytes": JSONValue(maximumBytes), "include_blob": .bool(includesBinary),
        ])
        let operation = operation("resource_read", .post, [name, "resources", "read"], body: .json(.object(body)))
        return try await core.answer(to: operation).object()
    }

    private func task(_ operation: APIOperation) async throws -> ServerTask.ID {
        try await core.answer(to: operation).member("task_id", ServerTask.ID.init)
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        var operation = APIOperation(
            OperationName(rawValue: "mcp_server.\(action)"),
            method,
            path: ["api", "v1", "mcp", "servers"] + path,
            body: body
        )
        if action == "create" || action == "update" { operation.knownFields = Self.fields }
        return operation
    }

    private static let common = ["name", "mode", "extra_args", "enable"].map(FieldTable.Field.always)
    private static let fields = FieldTable(common, [.after(ServerRelease(4, 9, 7), "readme")])
    private static let tested = FieldTable(common, [.before(ServerRelease(4, 8), "uuid")])
}
