/// Overrides of the client's configuration for some calls.
///
/// ```swift
/// let bots = client.bots.with(.deadline(.seconds(5)))
/// try await bots.delete(id)
/// ```
public struct CallOptions: Sendable {
    /// The total time that each call may take; nil for the client's deadline.
    public var deadline: Duration?
    /// When to retry; nil for the client's policy.
    public var retry: RetryPolicy?
    /// Header fields in addition to the client's.
    ///
    /// They replace fields of the same name.
    public var headers: HTTPHeaders
    /// How to treat fields that the release does not know; nil for the client's policy.
    public var unknownFields: UnknownFieldPolicy?

    /// Creates options.
    public init(
        deadline: Duration? = nil,
        retry: RetryPolicy? = nil,
        headers: HTTPHeaders = [:],
        unknownFields: UnknownFieldPolicy? = nil
    ) {
        self.deadline = deadline
        self.retry = retry
        self.headers = headers
        self.unknownFields = unknownFields
    }

    /// Sets the deadline.
    public static func deadline(_ limit: Duration) -> CallOptions { CallOptions(deadline: limit) }

    /// Sets the retry policy.
    public static func retry(_ policy: RetryPolicy) -> CallOptions { CallOptions(retry: policy) }

    /// Adds a header field.
    public static func header(_ name: String, _ value: String) -> CallOptions { CallOptions(headers: [name: value]) }

    /// Sets the policy for fields that the release does not know.
    public static func unknownFields(_ policy: UnknownFieldPolicy) -> CallOptions {
        CallOptions(unknownFields: policy)
    }
}

extension ClientConfiguration {
    mutating func apply(_ options: CallOptions) {
        deadline = options.deadline ?? deadline
        retry = options.retry ?? retry
        unknownFields = options.unknownFields ?? unknownFields
        for (name, value) in options.headers { headers[name] = value }
    }
}
