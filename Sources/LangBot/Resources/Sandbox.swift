public import Foundation

/// The sandbox in which tools run; since 4.10, with an API key since 4.11.
///
/// Source: `/api/v1/box`.
public struct Sandbox: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Whether there is a sandbox, and how busy it is.
    public func status() async throws -> SandboxStatus {
        try await core.answer(to: APIOperation("sandbox.status", .get, "box", "status")).object()
    }

    /// What is running.
    public func sessions() async throws -> [SandboxSession] {
        try await core.answer(to: APIOperation("sandbox.sessions", .get, "box", "sessions")).list()
    }

    /// What went wrong lately.
    public func errors() async throws -> [SandboxError] {
        try await core.answer(to: APIOperation("sandbox.errors", .get, "box", "errors")).list()
    }
}

/// Whether there is a sandbox, and how busy it is.
public struct SandboxStatus: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether it can be used.
    public var isAvailable: Bool { self[flag: "available"] ?? false }
    /// Whether it is switched on.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// How many errors it remembers.
    public var recentErrorCount: Int { self[integer: "recent_error_count"] ?? 0 }
    /// How many sessions there are; nil when the sandbox does not answer.
    public var activeSessions: Int? { self[integer: "active_sessions"] }
}

/// Something that runs in a sandbox.
public struct SandboxSession: DatedObject {
    public static let requiredMembers = ["session_id"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: String { self[text: "session_id"] ?? "" }
    /// The image that it runs.
    public var image: String? { self[text: "image"] }
    /// Such as `idle` or `running`; nil where the release does not say.
    public var status: String? { self[text: "status"] }
    /// When it was used last.
    public var lastUsedAt: Date? { date("last_used_at") }
}

/// Something that went wrong in a sandbox.
public struct SandboxError: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The sort of failure.
    public var type: String? { self[text: "type"] }
    /// What happened.
    public var message: String { self[text: "message"] ?? "" }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}
