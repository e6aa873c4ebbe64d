/// The tokens of model calls, since 4.10.
public struct TokenStatistics: ServerObject {
    /// The length of a point in time.
    public enum Bucket: String, Hashable, Sendable, Codable {
        /// An hour.
        case hour
        /// A day.
        case day
    }

    public static let memberRules: [String: MemberRule] = [
        "summary": .object(TokenUsage.self), "by_model": .objects(TokenUsage.self),
        "timeseries": .objects(TokenUsage.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// All calls together.
    public var total: TokenUsage? { object("summary") }
    /// The calls of each model, at most 1,000.
    public var models: [TokenUsage] { objects("by_model") }
    /// The calls over time, at most the last 1,000 points.
    public var points: [TokenUsage] { objects("timeseries") }
    /// The length of a point in time.
    public var bucket: Bucket? { self[text: "bucket"].flatMap(Bucket.init(rawValue:)) }
}

/// The tokens of some model calls.
public struct TokenUsage: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The name of the model; nil for calls of all models.
    public var modelName: String? { self[text: "model_name"] }
    /// The hour or day, such as `2026-01-31 09:00` or `2026-01-31`; nil for calls of all times.
    public var time: String? { self[text: "bucket"] }
    /// The number of calls.
    public var calls: Int { self[integer: "calls"] ?? self[integer: "total_calls"] ?? 0 }
    /// The number of calls that failed; nil for a point in time.
    public var errors: Int? { self[integer: "error_calls"] }
    /// The number of prompt tokens.
    public var inputTokens: Int { self[integer: "input_tokens"] ?? self[integer: "total_input_tokens"] ?? 0 }
    /// The number of completion tokens.
    public var outputTokens: Int { self[integer: "output_tokens"] ?? self[integer: "total_output_tokens"] ?? 0 }
    /// The number of all tokens.
    public var totalTokens: Int { self[integer: "total_tokens"] ?? [inputTokens, outputTokens].saturatingSum }
    /// What the calls cost; nil for a point in time.
    public var cost: Double? { (fields["cost"] ?? fields["total_cost"])?.doubleValue }
    /// How long a call took on average; nil for a point in time.
    public var averageDuration: Duration? { self[integer: "avg_duration_ms"].map { .milliseconds($0) } }
}
