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
        ///
        /// - Parameters:
        ///   - name: The name, by which the server is addressed.
        ///   - mode: How the server is reached.
        ///   - configuration: `url`, `headers`, `timeout` in seconds, or `command`, `args`, `env`.
        ///   - isEnabled: Whether LangBot uses the server.
        ///   - readme: A text for people; since 4.10.
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

    /// What to change of a server; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        ///
        /// - Parameters:
        ///   - name: Another name, by which the server is addressed from then on.
        ///   - mode: How the server is reached.
        ///   - configuration: All the settings: they take the place of those that are there.
        ///   - isEnabled: Whether LangBot uses the server.
        ///   - readme: A text for people; since 4.10.
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
