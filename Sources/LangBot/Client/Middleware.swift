/// What a middleware knows about the attempt that passes through it.
public struct AttemptContext: Hashable, Sendable {
    /// The operation under way.
    public let operation: OperationName
    /// Which attempt this is, counted from 1.
    public let attempt: Int

    /// Makes a context, for tests of a middleware.
    public init(operation: OperationName, attempt: Int) {
        self.operation = operation
        self.attempt = attempt
    }
}

/// Looks at, changes, delays or answers requests between the client and its transport.
///
/// Each attempt passes through the middlewares in the order of the configuration. The credential is added after the
/// last one, so that a middleware that logs requests has no secret to log.
public protocol Middleware: Sendable {
    /// Handles one attempt; `next` goes on to the following middleware and in the end to the transport.
    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse

    /// Handles an attempt whose answer is streamed; the default goes on at once.
    func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream
}

extension Middleware {
    /// Goes on at once.
    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        try await next(request)
    }
}
