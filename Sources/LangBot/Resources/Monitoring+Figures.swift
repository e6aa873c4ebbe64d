/// Figures for a dashboard; since 4.8.
///
/// These require a user token.
extension Monitoring {
    /// Counts messages, calls and conversations.
    ///
    /// - Parameter filter: The period, bots and pipelines.
    public func overview(_ filter: MonitoringFilter = MonitoringFilter()) async throws -> MonitoringOverview {
        let names = Self.place
        return try await core.answer(to: figures("monitoring.overview", "overview", filter, names)).object()
    }

    /// Returns the figures of ``overview(_:)`` and the newest records of every kind in one request.
    ///
    /// - Parameters:
    ///   - filter: The period, bots and pipelines, and since 4.11 states of executions.
    ///   - limit: The maximum number of records of each kind; nil for the server's default of 50.
    public func dashboard(
        _ filter: MonitoringFilter = MonitoringFilter(),
        limit: Int? = nil
    ) async throws -> MonitoringDashboard {
        var operation = try figures("monitoring.data", "data", filter, Self.place + Self.execution)
        operation.query += .init(given: ["limit": limit])
        operation.knownParameters = MonitoringFilter.parameters(Self.place + Self.execution + ["limit"])
        return try await core.answer(to: operation).object()
    }

    /// Sums up the tokens of model calls, by model and over time; since 4.10.
    ///
    /// - Parameters:
    ///   - filter: The period, bots and pipelines, and since 4.11 states of executions.
    ///   - bucket: The length of a point in time; nil for the server's default, an hour.
    public func tokenStatistics(
        _ filter: MonitoringFilter = MonitoringFilter(),
        by bucket: TokenStatistics.Bucket? = nil
    ) async throws -> TokenStatistics {
        let names = Self.place + Self.execution
        var operation = try figures("monitoring.token_statistics", "token-statistics", filter, names)
        operation.query += .init(given: ["bucket": bucket?.rawValue])
        operation.knownParameters = MonitoringFilter.parameters(names + ["bucket"])
        return try await core.answer(to: operation).object()
    }

    /// Counts what users think of answers; since 4.9.
    ///
    /// - Parameter filter: The period, bots and pipelines, and since 4.11 states of executions.
    public func feedbackStatistics(
        _ filter: MonitoringFilter = MonitoringFilter()
    ) async throws -> FeedbackStatistics {
        let names = Self.place + Self.execution
        return try await core.answer(to: figures("monitoring.feedback.stats", "feedback/stats", filter, names)).object()
    }

    /// Downloads records as a CSV file.
    ///
    /// - Parameters:
    ///   - kind: The kind of records.
    ///   - filter: The period, bots and pipelines.
    ///   - limit: The maximum number of records; nil for the server's default of 100,000. Since 4.10, the server
    ///     exports at most 10,000.
    public func export(
        _ kind: MonitoringExport,
        _ filter: MonitoringFilter = MonitoringFilter(),
        limit: Int? = nil
    ) async throws -> Download {
        var operation = try figures("monitoring.export", "export", filter, Self.place)
        operation.query += .init(given: ["type": kind.rawValue, "limit": limit])
        operation.knownParameters = nil
        return try await core.download(operation)
    }

    private func figures(
        _ name: OperationName,
        _ path: String,
        _ filter: MonitoringFilter,
        _ names: [String]
    ) throws -> APIOperation {
        var operation = APIOperation(name, .get, "monitoring/\(segments: path)")
        operation.query = try filter.query(of: name, taking: names)
        operation.knownParameters = MonitoringFilter.parameters(names)
        return operation
    }

    private static let place = ["startTime", "endTime", "botId", "pipelineId"]
    private static let execution = ["status", "mode"]
}

/// A kind of records to export, since 4.8.
///
/// Servers may define further kinds.
public struct MonitoringExport: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// Messages.
    public static let messages: MonitoringExport = "messages"
    /// Calls to language models.
    public static let llmCalls: MonitoringExport = "llm-calls"
    /// Calls to embedding models.
    public static let embeddingCalls: MonitoringExport = "embedding-calls"
    /// Conversations.
    public static let sessions: MonitoringExport = "sessions"
    /// Errors.
    public static let errors: MonitoringExport = "errors"
    /// What users think of answers; since 4.9.
    public static let feedback: MonitoringExport = "feedback"
}
