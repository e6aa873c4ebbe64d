/// The server itself; needs no credential.
public struct ServerSystem: Sendable {
    let core: ClientCore

    /// Release and settings of the server.
    ///
    /// Source: `/api/v1/system/info`, which every release answers to anybody.
    public func info() async throws -> SystemInfo {
        try await core.answer(to: APIOperation("system.info", .get, "system", "info")).object()
    }

    /// Whether the server is up, and what it says about itself.
    ///
    /// Source: `/healthz`; only the envelope in 4.5, also `resources` in 4.11.
    public func health() async throws -> SystemHealth {
        let answer = try await core.answer(to: APIOperation("system.health", .get, path: ["healthz"]))
        return SystemHealth(members: ServerMembers(answer.envelope))
    }
}

/// Release and settings of a server.
public struct SystemInfo: ServerObject {
    /// None.
    public static let requiredMembers: [String] = []

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes the information of members.
    public init(members: ServerMembers) { self.members = members }

    /// The release, such as `v4.11.2`.
    public var version: String? { self[text: "version"] }
    /// Whether the server runs for debugging.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// The edition, such as `community`; nil in older releases.
    public var edition: String? { self[text: "edition"] }
}

/// What a server says about its state.
public struct SystemHealth: ServerObject {
    /// None.
    public static let requiredMembers: [String] = []

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a state of members.
    public init(members: ServerMembers) { self.members = members }

    /// Counters of the server's parts; empty in older releases.
    public var resources: JSONObject { self[object: "resources"] ?? [:] }
}
