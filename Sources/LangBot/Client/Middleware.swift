public import Foundation

/// One call of an operation, with all its attempts.
public struct CallContext: Hashable, Sendable, Identifiable {
    /// What tells this call from all others; it does not go over the wire.
    public let id: UUID
    /// The operation being performed.
    public let operation: OperationName

    /// Creates a context, for testing a middleware.
    public init(id: UUID = UUID(), operation: OperationName) {
        self.id = id
        self.operation = operation
    }
}

/// The attempt that passes through a middleware.
public struct AttemptContext: Hashable, Sendable {
    /// The call that the attempt belongs to.
    public let call: CallContext
    /// The number of the attempt, starting at 1.
    public let attempt: Int

    /// The operation being performed.
    public var operation: OperationName { call.operation }

    /// Creates a context of a call.
    public init(call: CallContext, attempt: Int) {
        self.call = call
        self.attempt = attempt
    }

    /// Creates a context of a call of its own, for testing a middleware.
    public init(operation: OperationName, attempt: Int) {
        self.init(call: CallContext(operation: operation), attempt: attempt)
    }
}

/// Inspects, changes, delays or answers requests between the client and its transport.
///
/// Each call, and within it each attempt, passes through the middlewares in the order of the configuration. The credential
/// is added after the last one, so a middleware that logs requests never sees it.
public protocol Middleware: Sendable {
    /// Surrounds a call, from before its first attempt until it has its result or its last error.
    ///
    /// The default implementation calls `next`. The error is the one that the caller gets. A call that streams has its result when the head of the response has
    /// arrived; one that opens a websocket, when that is open. What the client has to know for a call, such as the
    /// server's release, is a call of its own.
    ///
    /// The deadline holds within `next`, not for what the middleware itself does. Call `next` once, and return what it
    /// returns.
    func interceptCall<Value: Sendable>(
        _ call: CallContext,
        next: @Sendable () async throws -> Value
    ) async throws -> Value

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
    public func interceptCall<Value: Sendable>(
        _ call: CallContext,
        next: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await next()
    }

    /// Calls `next`.
    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        try await next(request)
    }
}
