/// The Model Context Protocol.
public struct MCP: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The MCP servers whose tools LangBot uses.
    public var servers: MCPServers { MCPServers(client: client) }
}

/// MCP servers, identified by name.
///
/// Source: `/api/v1/mcp/servers` in LangBot's API key guide. Releases before late 4.10 require a user token.
public struct MCPServers: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all servers.
    public func list() async throws -> [MCPServer] {
        try await core.answer(to: APIOperation("mcp_server.list", .get, "mcp/servers")).list("servers")
    }

    /// Creates a server and returns its identifier, by which pipelines refer to it.
    ///
    /// Since 4.10, an existing name is rejected; earlier releases create a second server with that name.
    public func create(_ draft: MCPServer.Draft) async throws -> MCPServer.ID {
        let operation = APIOperation("mcp_server.create", .post, "mcp/servers", body: draft.body, fields: Self.fields)
        return try await core.answer(to: operation).identifier()
    }

    /// Returns the server with the given name.
    public func get(_ name: String) async throws -> MCPServer {
        try await core.answer(to: APIOperation("mcp_server.get", .get, "mcp/servers/\(name)")).object("server")
    }

    /// Sends what was changed of a server since it was read, or nothing if nothing was.
    ///
    /// A new name is sent to the server of the name that was read.
    public func update(_ server: MCPServer) async throws {
        let changes = server.changes
        if !changes.fields.isEmpty { try await update(server.name, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// Up to 4.9, LangBot disconnects a server if an update omits whether it is enabled. For those releases, the client
    /// looks that up and sends it along.
    public func update(_ name: String, _ changes: MCPServer.Changes) async throws {
        var operation = APIOperation("mcp_server.update", .put, "mcp/servers/\(name)", fields: Self.fields)
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
        try await core.perform(APIOperation("mcp_server.delete", .delete, "mcp/servers/\(name)"))
    }

    /// Tests the connection to a stored server and returns the task that does it.
    public func test(_ name: String) async throws -> ServerTask.ID {
        try await core.task(APIOperation("mcp_server.test", .post, "mcp/servers/\(name)/test", body: .json([:])))
    }

    /// Tests the connection to a server before it is created and returns the task that does it.
    public func test(_ draft: MCPServer.Draft) async throws -> ServerTask.ID {
        var operation = APIOperation("mcp_server.test", .post, "mcp/servers/_/test")
        operation.adapted = { release in
            // Early releases skip the test for a server that is not enabled.
            var members = draft.fields.merging(["enable": true]) { _, fixed in fixed }
            if release.map({ $0 < .serversAreTestedWithoutIdentifier }) ?? false { members["uuid"] = "" }
            return members
        }
        operation.knownFields = Self.tested
        return try await core.task(operation)
    }

    /// Returns a server's log, oldest line first; since 4.10.
    ///
    /// Only servers that LangBot starts in its sandbox have a log.
    ///
    /// - Parameters:
    ///   - name: The server's name.
    ///   - limit: The maximum number of lines, 1 to 500; nil for the server's default of 200.
    ///   - level: The level to filter by, such as `error`; nil for all.
    public func logs(_ name: String, limit: Int? = nil, level: String? = nil) async throws -> [LogLine] {
        var operation = APIOperation("mcp_server.logs", .get, "mcp/servers/\(name)/logs")
        operation.query = .init(given: ["limit": limit, "level": level])
        return try await core.answer(to: operation).list("logs")
    }

    /// Lists a server's resources and resource templates; since 4.10.
    public func resources(_ name: String) async throws -> MCPResources {
        try await core.answer(to: APIOperation("mcp_server.resources", .get, "mcp/servers/\(name)/resources")).object()
    }

    /// Lists a server's resource templates; since 4.10.
    public func resourceTemplates(_ name: String) async throws -> [MCPResourceTemplate] {
        let operation = APIOperation("mcp_server.resource_templates", .get, "mcp/servers/\(name)/resource-templates")
        return try await core.answer(to: operation)
            .list("resource_templates")
    }

    /// Reads a resource of a server; since 4.10.
    ///
    /// - Parameters:
    ///   - uri: A URI from `resources`.
    ///   - name: The server's name.
    ///   - maximumBytes: The maximum number of bytes; nil for the server's default of 65,536.
    ///   - includesBinary: Whether binary content is included, in Base64.
    public func read(
        _ uri: String,
        from name: String,
        maximumBytes: Int? = nil,
        includesBinary: Bool = false
    ) async throws -> MCPResourceContent {
        let body = JSONObject(given: [
            "uri": .string(uri), "max_bytes": JSONValue(maximumBytes), "include_blob": .bool(includesBinary),
        ])
        var operation = APIOperation("mcp_server.resource_read", .post, "mcp/servers/\(name)/resources/read")
        operation.body = .json(.object(body))
        return try await core.answer(to: operation).object()
    }

    private static let common = ["name", "mode", "extra_args", "enable"].map(FieldTable.Field.always)
    private static let fields = FieldTable(common, [.after(ServerRelease(4, 9, 7), "readme")])
    private static let tested = FieldTable(common, [.before(ServerRelease(4, 8), "uuid")])
}
