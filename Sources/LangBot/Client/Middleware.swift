/// The attempt that passes through a middleware.
public struct AttemptContext: Hashable, Sendable {
    /// The operation being performed.
    public let operation: OperationName
    /// The number of the attempt, starting at 1.
    public let attempt: Int

    /// Creates a context, for testing a middleware.
    public init(operation: OperationName, attempt: Int) {
        self.operation = operation
        self.attempt = attempt
    }
}

/// Inspects, changes, delays or answers requests between the client and its transport.
///
/// Each attempt passes through the middlewares in the order of the configuration. The credential is added after the
/// last one, so a middleware that logs requests never sees it.
public protocol Middleware: Sendable {
    /// Handles one attempt. `next` passes it on to the next middleware, and finally to the transport.
    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse

    /// Handles an attempt whose response is streamed. The default implementation calls `next`.
    func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream
}

extension Middleware {
    /// Calls `next`.
    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        try await next(request)
    }
}
