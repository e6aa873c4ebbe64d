extension ServerSystem {
    /// Counts conversations and queries since the server started.
    ///
    /// Requires a user token.
    public func statistics() async throws -> SystemStatistics {
        try await core.answer(to: APIOperation("stats.basic", .get, "stats/basic")).object()
    }

    /// Measures what the server stores; since 4.9.
    ///
    /// Requires a user token. A server with much data takes its time.
    public func storage() async throws -> StorageAnalysis {
        try await core.answer(to: APIOperation("system.storage_analysis", .get, "system/storage-analysis")).object()
    }

    /// Returns which models of LangBot Space answered lately, as the cloud service tells it; since 4.11.
    ///
    /// Requires a user token.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` if the server cannot reach the cloud service.
    public func modelAvailability() async throws -> [JSONObject] {
        let operation = APIOperation("system.model_availability", .get, "system/model-availability")
        return try await core.answer(to: operation).member("models") { $0.arrayValue?.compactMap(\.objectValue) }
    }
}

/// Counters since a server's start.
public struct SystemStatistics: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of sessions.
    public var activeSessions: Int { self[integer: "active_session_count"] ?? 0 }
    /// The number of conversations.
    public var conversations: Int { self[integer: "conversation_count"] ?? 0 }
    /// The number of messages that were handled.
    public var queries: Int { self[integer: "query_count"] ?? 0 }
}
