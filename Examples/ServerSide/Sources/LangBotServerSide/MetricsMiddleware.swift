import LangBot
import Metrics

/// Measures calls with swift-metrics.
///
/// `langbot_call_duration` is a timer with the dimensions `operation` and `outcome`, which is `success`, the code of the
/// error, such as `notFound`, or `cancelled`. `langbot_attempts` counts what was sent, by `operation`.
public struct MetricsMiddleware: Middleware {
    private let factory: any MetricsFactory

    /// Creates a middleware that reports to a factory; by default, to the one of the process.
    public init(factory: any MetricsFactory = MetricsSystem.factory) { self.factory = factory }

    public func interceptCall<Value: Sendable>(
        _ call: CallContext,
        next: @Sendable () async throws -> Value
    ) async throws -> Value {
        let begin = ContinuousClock.now
        do {
            let value = try await next()
            record(call, "success", since: begin)
            return value
        } catch {
            record(call, (error as? LangBotError)?.code.rawValue ?? "cancelled", since: begin)
            throw error
        }
    }

    public func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        count(context)
        return try await next(request)
    }

    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        count(context)
        return try await next(request)
    }

    private func count(_ context: AttemptContext) {
        let dimensions = [("operation", context.operation.rawValue)]
        Counter(label: "langbot_attempts", dimensions: dimensions, factory: factory).increment()
    }

    private func record(_ call: CallContext, _ outcome: String, since begin: ContinuousClock.Instant) {
        let dimensions = [("operation", call.operation.rawValue), ("outcome", outcome)]
        let timer = Timer(label: "langbot_call_duration", dimensions: dimensions, factory: factory)
        timer.record(duration: ContinuousClock.now - begin)
    }
}
