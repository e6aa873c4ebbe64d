/// A Model Context Protocol (MCP) server.
public struct MCPServer: DatedObject, Identifiable {
    /// What the server calls an MCP server.
    public typealias ID = Identifier<MCPServer>

    /// The transport to a server.
    ///
    /// LangBot may support further transports.
    public struct Mode: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Standard streams of a process that LangBot starts.
        public static let stdio: Mode = "stdio"
        /// Server-sent events.
        public static let sse: Mode = "sse"
        /// Streamable HTTP.
        public static let http: Mode = "http"
        /// A URL whose transport LangBot detects; in later releases.
        public static let remote: Mode = "remote"
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier, "name": .identifier]
    public static let readOnlyMembers: Set = ["runtime_info"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The name, which identifies the server in all calls.
    public var name: String { identity("name") }

    /// The transport to the server.
    public var mode: Mode {
        get { Mode(rawValue: self[text: "mode"] ?? "") }
        set { self[text: "mode"] = newValue.rawValue }
    }

    /// Whether LangBot uses it.
    public var isEnabled: Bool {
        get { self[flag: "enable"] ?? false }
        set { self[flag: "enable"] = newValue }
    }

    /// The connection settings, such as `url`, `headers`, `timeout` in seconds, `command` and `args`.
    public var configuration: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// A description for readers, since 4.10; nil if there is none.
    public var readme: String? {
        get { self[text: "readme"] }
        set { self[text: "readme"] = newValue }
    }

    /// The state of the connection, such as `connecting`; nil if the server reports none.
    public var connectionStatus: String? { fields["runtime_info"]?["status"]?.stringValue }
    /// Why LangBot cannot connect, in words; nil if it can.
    public var connectionError: String? {
        fields["runtime_info"]?["error_message"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
    /// The tools that the server offers.
    public var tools: [JSONValue] { fields["runtime_info"]?["tools"]?.arrayValue ?? [] }

    /// The members changed since the server was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// An MCP server to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft of any mode; `stdio`, `sse` and `http` need no configuration by names.
        ///
        /// - Parameters:
        ///   - name: The name, which identifies the server in all calls.
        ///   - mode: The transport to the server.
        ///   - configuration: `url`, `headers`, `timeout` in seconds, or `command`, `args`, `env`.
        ///   - isEnabled: Whether LangBot uses the server.
        ///   - readme: A description for readers; since 4.10.
        public init(
            name: String,
            mode: Mode,
            configuration: JSONObject,
            isEnabled: Bool = true,
            readme: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": .string(name),
                "mode": .string(mode.rawValue),
                "extra_args": .object(configuration),
                "enable": .bool(isEnabled),
                "readme": JSONValue(readme),
            ])
        }
    }

    /// Changes to an MCP server.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - name: The new name, which identifies the server from then on.
        ///   - mode: The transport to the server.
        ///   - configuration: The complete settings, which replace the existing ones.
        ///   - isEnabled: Whether LangBot uses the server.
        ///   - readme: A description for readers; since 4.10.
        public init(
            name: String? = nil,
            mode: Mode? = nil,
            configuration: JSONObject? = nil,
            isEnabled: Bool? = nil,
            readme: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "mode": JSONValue(mode?.rawValue),
                "extra_args": JSONValue(configuration),
                "enable": JSONValue(isEnabled),
                "readme": JSONValue(readme),
            ])
        }
    }
}
