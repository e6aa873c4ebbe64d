/// The Model Context Protocol.
public struct MCP: Sendable {
    let core: ClientCore

    /// The servers that LangBot uses tools of.
    public var servers: MCPServers { MCPServers(core: core) }
}

/// Servers of the Model Context Protocol, addressed by their names.
///
/// Source: `/api/v1/mcp/servers` in LangBot's guide to API keys. Releases before late 4.10 ask for a user's token.
public struct MCPServers: Sendable {
    let core: ClientCore

    /// All servers.
    public func list() async throws -> [MCPServer] {
        try await core.answer(to: APIOperation("mcp_server.list", .get, "mcp", "servers")).list("servers")
    }

    /// Adds a server and returns its identifier.
    ///
    /// Later releases refuse a name that exists; 4.5 adds a second server of that name.
    public func create(_ draft: MCPServer.Draft) async throws -> String {
        let operation = APIOperation("mcp_server.create", .post, "mcp", "servers", body: draft.body)
        return try await core.answer(to: operation).text("uuid")
    }

    /// The server of that name.
    public func get(_ name: String) async throws -> MCPServer {
        try await core.answer(to: APIOperation("mcp_server.get", .get, "mcp", "servers", name)).object("server")
    }

    /// Changes what `changes` names of a server and leaves the rest.
    public func update(_ name: String, _ changes: MCPServer.Changes) async throws {
        try await core.perform(APIOperation("mcp_server.update", .put, "mcp", "servers", name, body: changes.body))
    }

    /// Deletes a server.
    public func delete(_ name: String) async throws {
        try await core.perform(APIOperation("mcp_server.delete", .delete, "mcp", "servers", name))
    }

    /// Has LangBot connect to a server, and returns the task that does it.
    ///
    /// - Parameter configuration: What to test instead of the stored server; empty for the server as it is stored.
    public func test(_ name: String, configuration: JSONObject = [:]) async throws -> ServerTask.ID {
        let body = APIOperation.Body.json(.object(configuration))
        let operation = APIOperation("mcp_server.test", .post, "mcp", "servers", name, "test", body: body)
        return try await core.answer(to: operation).member("task_id", ServerTask.ID.init)
    }
}

/// A server of the Model Context Protocol.
public struct MCPServer: DatedObject {
    /// How a server is reached; LangBot may know further ways.
    public struct Mode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as LangBot has it.
        public let rawValue: String

        /// Makes a mode of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a mode of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A process that LangBot starts.
        public static let stdio: Mode = "stdio"
        /// Server-sent events.
        public static let sse: Mode = "sse"
        /// HTTP with streamed answers.
        public static let http: Mode = "http"
        /// An address whose protocol LangBot finds out; in later releases.
        public static let remote: Mode = "remote"
    }

    /// The name.
    public static let requiredMembers = ["name"]
    /// What LangBot knows about the connection.
    public static let readOnlyMembers: Set = ["runtime_info"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a server of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The name, by which the server is addressed.
    public var name: String { self[text: "name"] ?? "" }

    /// How the server is reached.
    public var mode: Mode {
        get { Mode(rawValue: self[text: "mode"] ?? "") }
        set { self[text: "mode"] = newValue.rawValue }
    }

    /// Whether LangBot uses it.
    public var isEnabled: Bool {
        get { self[flag: "enable"] ?? false }
        set { self[flag: "enable"] = newValue }
    }

    /// Address or command and what goes with it, such as `url`, `headers`, `timeout` in seconds, `command`, `args`.
    public var configuration: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// The state of the connection, such as `connecting`; nil when there is none.
    public var connectionStatus: String? { fields["runtime_info"]?["status"]?.stringValue }
    /// The tools that the server offers.
    public var tools: [JSONValue] { fields["runtime_info"]?["tools"]?.arrayValue ?? [] }

    /// What has been changed since the server was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A server to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a server.
        public init(name: String, mode: Mode, configuration: JSONObject, isEnabled: Bool = true) {
            fields = [
                "name": .string(name),
                "mode": .string(mode.rawValue),
                "extra_args": .object(configuration),
                "enable": .bool(isEnabled),
            ]
        }
    }

    /// What to change of a server; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        public init(mode: Mode? = nil, configuration: JSONObject? = nil, isEnabled: Bool? = nil) {
            fields = JSONObject(given: [
                "mode": JSONValue(mode?.rawValue),
                "extra_args": JSONValue(configuration),
                "enable": JSONValue(isEnabled),
            ])
        }
    }
}
