/// The settings of a client.
public struct ClientConfiguration: Sendable {
    /// The total time that a call may take, including retries and waits; nil for no limit.
    ///
    /// Fractions of a second count. For a streamed response, the deadline covers the time until the head arrives. A
    /// method that needs several requests, such as creating a pipeline with a configuration, applies the deadline to
    /// each of them.
    public var deadline: Duration? = .seconds(90)
    /// When to retry failed attempts.
    public var retry: RetryPolicy = .standard
    /// How to treat redirects.
    public var redirects: RedirectPolicy = .refuse
    /// The maximum size of a response body in bytes.
    public var maximumResponseSize = 16 * 1024 * 1024
    /// Header fields for every request.
    ///
    /// The credential's field replaces one of the same name.
    public var headers: HTTPHeaders = ["User-Agent": "langbot-swift"]
    /// How the client determines the server's release.
    public var release: ReleaseKnowledge = .automatic
    /// How to treat fields that the server's release does not know.
    public var unknownFields: UnknownFieldPolicy = .refuse
    /// The maximum number of concurrent requests, across all copies of the client; nil for no limit.
    ///
    /// Further requests wait in order of arrival. A streamed response counts until its head has arrived. The transport
    /// has limits of its own: the default one opens six connections to a server, and a stream occupies one until it ends.
    public var maximumConcurrentRequests: Int?
    /// The middlewares that every attempt passes through, in order.
    public var middlewares: [any Middleware] = []
    /// The clock that measures the waits between attempts.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// Creates the default configuration: a deadline of 90 seconds, three attempts for GET and HEAD, no redirects,
    /// responses of up to 16 MiB.
    public init() {}
}

/// How to treat redirects.
public enum RedirectPolicy: Hashable, Sendable {
    /// Throw an error with the code `.redirectRefused`.
    case refuse
    /// Follow up to five redirects of GET and HEAD within the same scheme, host and port. Any other redirect is an
    /// error.
    case sameOrigin
}
