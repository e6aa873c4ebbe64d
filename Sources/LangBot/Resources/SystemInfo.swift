/// Release and settings of a server.
public struct SystemInfo: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// What the server calls its release, such as `v4.11.2`.
    public var version: String? { self[text: "version"] }
    /// The release; nil when the server does not tell.
    public var release: ServerRelease? { version.flatMap { ServerRelease($0) } }
    /// Whether the server runs for debugging.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// The edition, such as `community`; nil in older releases.
    public var edition: String? { self[text: "edition"] }
    /// How many bots, pipelines and extensions there may be, -1 for no limit; empty in older releases.
    public var limits: [String: Int] {
        (self[object: "limitation"] ?? [:]).compactMapValues { $0.integerValue.map(Int.init(clamping:)) }
    }
}

/// What a server says about its state.
public struct SystemHealth: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Counters of the server's parts; empty in older releases.
    public var resources: JSONObject { self[object: "resources"] ?? [:] }
}

/// The operations that a server says it has, since 4.10.
public struct SystemCapabilities: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The names of the operations, in their order.
    ///
    /// The list is not complete: 4.11.2 has agents and does not name them.
    public var operations: [OperationName] {
        (self[object: "operations"] ?? [:]).filter { $0.value["supported"]?.boolValue == true }.keys.sorted()
            .map(OperationName.init(rawValue:))
    }

    /// Whether the list names an operation.
    public func includes(_ operation: OperationName) -> Bool {
        fields["operations"]?[operation.rawValue]?["supported"]?.boolValue == true
    }
}

/// What an API key is and may do, since 4.10.
public struct SystemContext: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the installation.
    public var instanceUUID: String? { self[text: "instance_uuid"] }
    /// The identifier of the workspace that the key belongs to.
    public var workspaceUUID: String? { self[text: "workspace_uuid"] }
    /// The identifier of the key.
    public var apiKeyID: String? { self[text: "api_key_id"] }
    /// What the key may do.
    public var permissions: [APIKeyRecord.Scope] {
        (self[texts: "permissions"] ?? []).map(APIKeyRecord.Scope.init(rawValue:))
    }
}

/// Whether plugins are switched on and work.
public struct PluginSystemStatus: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether they are switched on.
    public var isEnabled: Bool { self[flag: "is_enable"] ?? false }
    /// Whether their runtime is connected.
    public var isConnected: Bool { self[flag: "is_connected"] ?? false }
    /// What keeps it from being connected; nil when nothing does.
    public var failure: String? {
        self[text: "plugin_connector_error"].flatMap { $0 == "ok" || $0.isEmpty ? nil : $0 }
    }
}

/// A part of what a server logged.
public struct ServerLogs: ServerObject {
    /// A place in the log.
    public struct Position: Hashable, Sendable {
        /// The number of the page.
        public var page: Int
        /// The number of the entry in it.
        public var offset: Int

        /// Makes a position.
        public init(page: Int, offset: Int) {
            self.page = page
            self.offset = offset
        }
    }

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The entries, one below another.
    public var text: String { self[text: "logs"] ?? "" }
    /// Where the next part begins.
    public var nextPosition: Position {
        Position(page: self[integer: "end_page_number"] ?? 0, offset: self[integer: "end_offset"] ?? 0)
    }
}
