/// What is different about a few calls.
///
/// ```swift
/// let bots = client.bots.with(.deadline(.seconds(5)))
/// try await bots.delete(id)
/// ```
public struct CallOptions: Sendable {
    /// How long each call may take in all; nil for the client's own limit.
    public var deadline: Duration?
    /// When failed attempts are repeated; nil for the client's own policy.
    public var retry: RetryPolicy?
    /// Header fields besides the client's own; of one name, these win.
    public var headers: HTTPHeaders
    /// What is done about fields that the release does not know; nil for the client's own policy.
    public var unknownFields: UnknownFieldPolicy?

    /// Makes options.
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

    /// Another limit in time.
    public static func deadline(_ limit: Duration) -> CallOptions { CallOptions(deadline: limit) }

    /// Another policy of repetition.
    public static func retry(_ policy: RetryPolicy) -> CallOptions { CallOptions(retry: policy) }

    /// A further header field.
    public static func header(_ name: String, _ value: String) -> CallOptions { CallOptions(headers: [name: value]) }

    /// Another policy for fields that the release does not know.
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
