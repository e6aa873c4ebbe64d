import Foundation

/// Hands a record of every attempt to a function, with what is secret left out.
///
/// ```swift
/// configuration.middlewares = [CallLogger { print($0) }]
/// ```
///
/// Put it last to log what is sent, first to log what was asked for.
public struct CallLogger: Middleware {
    private let maximumBodySize: Int
    private let log: @Sendable (CallRecord) -> Void

    /// Makes a logger.
    ///
    /// - Parameters:
    ///   - maximumBodySize: How many characters of a body are logged; 0 logs no bodies.
    ///   - log: Takes each record, from any thread, before the call goes on.
    public init(maximumBodySize: Int = 0, log: @escaping @Sendable (CallRecord) -> Void) {
        self.maximumBodySize = max(0, maximumBodySize)
        self.log = log
    }

    /// Logs an attempt whose answer is read as a whole.
    public func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        try await logged(request, context, next) { response, redaction in
            redaction.learn(from: response)
            let body = redaction.text(response.body, response.headers, limit: maximumBodySize)
            return .answered(status: response.status, headers: redaction.headers(response.headers), body: body)
        }
    }

    /// Logs an attempt whose answer is streamed, when its head has arrived.
    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        try await logged(request, context, next) { stream, redaction in
            .answered(status: stream.status, headers: redaction.headers(stream.headers), body: nil)
        }
    }

    private func logged<Response>(
        _ request: TransportRequest,
        _ context: AttemptContext,
        _ next: (TransportRequest) async throws -> Response,
        _ outcome: (Response, inout BodyRedaction) -> CallRecord.Outcome
    ) async throws -> Response {
        var redaction = BodyRedaction(request)
        let begin = ContinuousClock.now
        do {
            let response = try await next(request)
            let duration = ContinuousClock.now - begin
            let outcome = outcome(response, &redaction)
            log(record(request, context, redaction, outcome, duration))
            return response
        } catch {
            let duration = ContinuousClock.now - begin
            log(record(request, context, redaction, .failed(redaction.reason(error, context)), duration))
            throw error
        }
    }

    private func record(
        _ request: TransportRequest,
        _ context: AttemptContext,
        _ redaction: BodyRedaction,
        _ outcome: CallRecord.Outcome,
        _ duration: Duration
    ) -> CallRecord {
        CallRecord(
            operation: context.operation,
            attempt: context.attempt,
            method: request.method,
            url: redaction.address(request),
            headers: redaction.headers(request.headers),
            body: redaction.text(request, limit: maximumBodySize),
            outcome: outcome,
            duration: duration
        )
    }
}
