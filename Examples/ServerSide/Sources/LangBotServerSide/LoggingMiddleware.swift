import LangBot
import Logging

/// Logs calls with swift-log: the end of each at `info` or `error`, its attempts at `debug`.
///
/// All lines of a call have its identifier under `langbot.call`. No line has a credential: middlewares never see it, and
/// the errors of the client hide what is secret.
public struct LoggingMiddleware: Middleware {
    private let logger: Logger

    /// Creates a middleware that logs to a logger, with its metadata.
    public init(_ logger: Logger) { self.logger = logger }

    public func interceptCall<Value: Sendable>(
        _ call: CallContext,
        next: @Sendable () async throws -> Value
    ) async throws -> Value {
        let logger = logger(for: call)
        let begin = ContinuousClock.now
        do {
            let value = try await next()
            logger.info("\(call.operation) succeeded", metadata: ["duration": "\(ContinuousClock.now - begin)"])
            return value
        } catch {
            let metadata: Logger.Metadata = ["duration": "\(ContinuousClock.now - begin)", "error": "\(error)"]
            logger.error("\(call.operation) failed", metadata: metadata)
            throw error
        }
    }

    public func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        let response = try await next(request)
        log(context, response.status)
        return response
    }

    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        let stream = try await next(request)
        log(context, stream.status)
        return stream
    }

    private func log(_ context: AttemptContext, _ status: Int) {
        logger(for: context.call).debug("attempt \(context.attempt): \(status)")
    }

    private func logger(for call: CallContext) -> Logger {
        var logger = logger
        logger[metadataKey: "langbot.call"] = "\(call.id)"
        logger[metadataKey: "langbot.operation"] = "\(call.operation)"
        return logger
    }
}
