import Foundation

/// When a failed attempt is repeated, and after how long.
///
/// Waiting grows exponentially with full jitter: before the nth repetition it is a random part of
/// `baseDelay * 2^(n-1)`, at most `maximumDelay`. A `Retry-After` of the server takes the place of that. A wait that would pass the
/// call's deadline does not happen; the error is thrown at once.
public struct RetryPolicy: Hashable, Sendable {
    /// How often an operation is attempted at most, the first time included; at least 1.
    public var maximumAttempts: Int
    /// The longest wait before the first repetition.
    public var baseDelay: Duration
    /// The longest wait before any repetition, unless the server asks for more.
    public var maximumDelay: Duration
    /// The statuses that are worth a repetition.
    public var statuses: Set<Int>
    /// Whether connections that failed or broke are worth one.
    public var retriesTransportFailures: Bool
    /// The methods that may be repeated; what is not idempotent never is, whatever stands here.
    public var methods: Set<HTTPMethod>

    /// Makes a policy.
    ///
    /// Only GET and HEAD are repeated unless `methods` says otherwise: LangBot 4.10.11 answers the repetition of a
    /// DELETE that succeeded unseen with 404.
    public init(
        maximumAttempts: Int = 3,
        baseDelay: Duration = .milliseconds(200),
        maximumDelay: Duration = .seconds(5),
        statuses: Set<Int> = [429, 502, 503, 504],
        retriesTransportFailures: Bool = true,
        methods: Set<HTTPMethod> = [.get, .head]
    ) {
        self.maximumAttempts = max(1, maximumAttempts)
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
        self.statuses = statuses
        self.retriesTransportFailures = retriesTransportFailures
        self.methods = methods
    }

    /// Three attempts for GET and HEAD.
    public static let standard = RetryPolicy()

    /// One attempt.
    public static let never = RetryPolicy(maximumAttempts: 1)

    /// Whether an attempt with that outcome is followed by another one.
    func repeats(_ method: HTTPMethod, after error: LangBotError) -> Bool {
        guard error.attempt < maximumAttempts, method.isIdempotent, methods.contains(method) else { return false }
        if let status = error.status { return statuses.contains(status) }
        return retriesTransportFailures && [.connectionFailed, .transport].contains(error.code)
    }

    /// How long to wait before the attempt after `error.attempt`.
    ///
    /// - Parameter fraction: The random part, from 0 to 1.
    func delay(after error: LangBotError, fraction: Double) -> Duration {
        if let asked = error.retryAfter { return asked }
        let doublings = min(max(error.attempt - 1, 0), 30)
        let longest = min(maximumDelay.inSeconds, baseDelay.inSeconds * Double(1 << doublings), RetryAfter.longest)
        return .seconds(longest * fraction)
    }
}

/// The field `Retry-After` (RFC 9110, 10.2.3).
enum RetryAfter {
    /// A day, in seconds.
    static let longest = 86_400.0

    /// The wait that a value asks for, at most a day; nil when the value is neither seconds nor a date.
    static func duration(_ value: String?, now: Date = Date()) -> Duration? {
        guard let value else { return nil }
        let seconds = Double(value) ?? Timestamp.date(http: value)?.timeIntervalSince(now)
        guard let seconds, seconds.isFinite else { return nil }
        return .seconds(min(max(0, seconds), longest))
    }
}
