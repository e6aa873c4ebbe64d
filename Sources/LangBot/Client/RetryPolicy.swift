import Foundation

/// When to retry a failed attempt, and after how long.
///
/// Delays grow exponentially with full jitter: the delay before the nth retry is a random fraction of `baseDelay *
/// 2^(n-1)`, at most `maximumDelay`. A longer `Retry-After` from the server replaces it. If the delay would exceed the call's
/// deadline, the error is thrown immediately.
public struct RetryPolicy: Hashable, Sendable {
    /// The maximum number of attempts, including the first; at least 1.
    public var maximumAttempts: Int
    /// The maximum delay before the first retry.
    public var baseDelay: Duration
    /// The maximum delay before any retry, unless the server asks for more.
    public var maximumDelay: Duration
    /// The response statuses to retry after.
    public var statuses: Set<Int>
    /// Whether to retry after a connection failed or broke.
    public var retriesTransportFailures: Bool
    /// The methods that may be retried.
    ///
    /// Methods that are not idempotent never are, even if listed here.
    public var methods: Set<HTTPMethod>

    /// Creates a policy.
    ///
    /// By default, only GET and HEAD are retried: LangBot 4.10.11 answers 404 to the retry of a DELETE whose success
    /// never reached the client.
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

    /// Whether to retry after an attempt with this error.
    func repeats(_ method: HTTPMethod, after error: LangBotError) -> Bool {
        guard error.attempt < maximumAttempts, method.isIdempotent, methods.contains(method) else { return false }
        if let status = error.status { return statuses.contains(status) }
        return retriesTransportFailures && [.connectionFailed, .transport].contains(error.code)
    }

    /// The delay before the attempt after `error.attempt`.
    ///
    /// - Parameter fraction: The random fraction, from 0 to 1.
    func delay(after error: LangBotError, fraction: Double) -> Duration {
        let doublings = min(max(error.attempt - 1, 0), 30)
        let longest = min(maximumDelay.inSeconds, baseDelay.inSeconds * Double(1 << doublings), RetryAfter.longest)
        return max(error.retryAfter ?? .zero, .seconds(longest * fraction))
    }
}

/// The header field `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// A day, in seconds.
    static let longest = 86_400.0

    /// The delay that a value asks for, at most a day; nil if it is neither seconds nor a date.
    static func duration(_ value: String?, now: Date = Date()) -> Duration? {
        guard let value else { return nil }
        let seconds = Double(value) ?? Timestamp.date(http: value)?.timeIntervalSince(now)
        guard let seconds, seconds.isFinite else { return nil }
        return .seconds(min(max(0, seconds), longest))
    }
}
