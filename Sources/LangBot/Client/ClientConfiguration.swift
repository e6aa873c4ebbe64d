/// How a client behaves.
public struct ClientConfiguration: Sendable {
    /// How long a call may take in all, repetitions and waits included; nil for no limit.
    ///
    /// Fractions of a second count. For a streamed answer it ends with the head. A method that needs several requests,
    /// such as making a pipeline with a configuration, gives each of them so long.
    public var deadline: Duration? = .seconds(90)
    /// When failed attempts are repeated.
    public var retry: RetryPolicy = .standard
    /// What is done about redirects.
    public var redirects: RedirectPolicy = .refuse
    /// How many bytes of body an answer may have.
    public var maximumResponseSize = 16 * 1024 * 1024
    /// Header fields for every request; the credential's own field wins over one of the same name.
    public var headers: HTTPHeaders = ["User-Agent": "langbot-swift"]
    /// How the client comes to know the release of its server.
    public var release: ReleaseKnowledge = .automatic
    /// What is done about a field that the server's release does not know.
    public var unknownFields: UnknownFieldPolicy = .refuse
    /// How many requests may be under way at the same time, those of the client's copies included; nil for no limit.
    ///
    /// Further ones wait in the order in which they came. A streamed answer counts until its head has arrived. What a
    /// transport can do limits them as well: ``URLSessionTransport`` has six connections to a server unless it is made
    /// with more, and a stream keeps one until it ends.
    public var maximumConcurrentRequests: Int?
    /// What every attempt passes through, from the first to the last.
    public var middlewares: [any Middleware] = []
    /// The clock that measures the waits between attempts.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// Makes a configuration with the defaults: 90 seconds, three attempts to read, no redirects, 16 MiB.
    public init() {}
}

/// What is done about redirects.
public enum RedirectPolicy: Hashable, Sendable {
    /// Every redirect is an error with the code `.redirectRefused`.
    case refuse
    /// GET and HEAD follow up to five redirects within one scheme, host and port; any other is an error.
    case sameOrigin
}
