public import Foundation

/// The sandbox for tools; since 4.10, with an API key since 4.11.
///
/// Source: `/api/v1/box`.
public struct Sandbox: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The availability and load of the sandbox.
    public func status() async throws -> SandboxStatus {
        try await core.answer(to: APIOperation("sandbox.status", .get, "box/status")).object()
    }

    /// The runtime that runs the sandbox.
    ///
    /// Requires a user token.
    public func runtime() async throws -> SandboxRuntime {
        try await core.answer(to: APIOperation("box.runtime_status", .get, "box/runtime-status")).object()
    }

    /// Lists the running sessions.
    public func sessions() async throws -> [SandboxSession] {
        try await core.answer(to: APIOperation("sandbox.sessions", .get, "box/sessions")).list()
    }

    /// Lists recent errors.
    public func errors() async throws -> [SandboxError] {
        try await core.answer(to: APIOperation("sandbox.errors", .get, "box/errors")).list()
    }
}

/// The availability and load of the sandbox.
public struct SandboxStatus: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether the sandbox is available.
    public var isAvailable: Bool { self[flag: "available"] ?? false }
    /// Whether the sandbox is enabled.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// The number of recent errors.
    public var recentErrorCount: Int { self[integer: "recent_error_count"] ?? 0 }
    /// The number of active sessions; nil if the sandbox does not respond.
    public var activeSessions: Int? { self[integer: "active_sessions"] }
}

/// The runtime that runs the sandbox, since 4.10.
public struct SandboxRuntime: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether the sandbox is available.
    public var isAvailable: Bool { self[flag: "available"] ?? false }
    /// Whether the sandbox is enabled.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// Whether the web interface hides the sandbox.
    public var isHidden: Bool { self[flag: "hidden"] ?? false }
}

/// A session in the sandbox.
public struct SandboxSession: DatedObject, Identifiable {
    /// What the server calls a session.
    public typealias ID = Identifier<SandboxSession>

    public static let memberRules: [String: MemberRule] = ["session_id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("session_id") }
    /// The container image.
    public var image: String? { self[text: "image"] }
    /// The state, such as `idle` or `running`; nil if the release does not report it.
    public var status: String? { self[text: "status"] }
    /// When the session was last used.
    public var lastUsedAt: Date? { date("last_used_at") }
}

/// An error in the sandbox.
public struct SandboxError: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The type of error.
    public var type: String? { self[text: "type"] }
    /// The error message.
    public var message: String { self[text: "message"] ?? "" }
    /// When the error occurred.
    public var timestamp: Date? { date("timestamp") }
}
