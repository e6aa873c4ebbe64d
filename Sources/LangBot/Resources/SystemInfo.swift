/// The release and settings of a server.
public struct SystemInfo: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The version string, such as `v4.11.2`; nil if the server does not report it.
    public var version: String? { self[text: "version"] }
    /// The parsed release; nil if the server does not report one.
    public var release: ServerRelease? { version.flatMap { ServerRelease($0) } }
    /// Whether the server runs in debug mode.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// The edition, such as `community`; nil in older releases.
    public var edition: String? { self[text: "edition"] }
    /// The maximum numbers of bots, pipelines and extensions, -1 for no limit; empty in older releases.
    public var limits: [String: Int] {
        (self[object: "limitation"] ?? [:]).compactMapValues { $0.integerValue.map(Int.init(clamping:)) }
    }
}

/// The state of a server.
public struct SystemHealth: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Counters of the server's components; empty in older releases.
    public var resources: JSONObject { self[object: "resources"] ?? [:] }
}

/// The operations that a server declares, since 4.10.
public struct SystemCapabilities: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The names of the operations, in the server's order.
    ///
    /// The list is incomplete: 4.11.2 omits agents, for example.
    public var operations: [OperationName] {
        (self[object: "operations"] ?? [:]).filter { $0.value["supported"]?.boolValue == true }.keys.sorted()
            .map(OperationName.init(rawValue:))
    }

    /// Whether the server declares an operation.
    public func includes(_ operation: OperationName) -> Bool {
        fields["operations"]?[operation.rawValue]?["supported"]?.boolValue == true
    }
}

/// The identity and permissions of an API key, since 4.10.
public struct SystemContext: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the installation.
    public var instanceUUID: String? { self[text: "instance_uuid"] }
    /// The identifier of the workspace that the key belongs to.
    public var workspaceUUID: String? { self[text: "workspace_uuid"] }
    /// The identifier of the key.
    public var apiKeyID: String? { self[text: "api_key_id"] }
    /// The permissions of the key.
    public var permissions: [APIKeyRecord.Scope] {
        (self[texts: "permissions"] ?? []).map(APIKeyRecord.Scope.init(rawValue:))
    }
}

/// The state of the plugin system.
public struct PluginSystemStatus: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether plugins are enabled.
    public var isEnabled: Bool { self[flag: "is_enable"] ?? false }
    /// Whether the plugin runtime is connected.
    public var isConnected: Bool { self[flag: "is_connected"] ?? false }
    /// Why the runtime is not connected; nil if it is.
    public var failure: String? {
        self[text: "plugin_connector_error"].flatMap { $0 == "ok" || $0.isEmpty ? nil : $0 }
    }
}

/// A part of a server's log.
public struct ServerLogs: ServerObject {
    /// A position in the log.
    public struct Position: Hashable, Sendable {
        /// The number of the page.
        public var page: Int
        /// The number of the entry within the page.
        public var offset: Int

        /// Creates a position.
        public init(page: Int, offset: Int) {
            self.page = page
            self.offset = offset
        }
    }

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The entries, separated by line breaks.
    public var text: String { self[text: "logs"] ?? "" }
    /// Where the next part starts.
    public var nextPosition: Position {
        Position(page: self[integer: "end_page_number"] ?? 0, offset: self[integer: "end_offset"] ?? 0)
    }
}
