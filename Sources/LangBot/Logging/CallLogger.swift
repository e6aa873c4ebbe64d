import Foundation

/// Passes a record of every attempt to a function, without secrets.
///
/// ```swift
/// configuration.middlewares = [CallLogger { print($0) }]
/// ```
///
/// Put it last to log what is sent, or first to log what the caller requested.
public struct CallLogger: Middleware {
    private let maximumBodySize: Int
    private let log: @Sendable (CallRecord) -> Void

    /// Creates a logger.
    ///
    /// - Parameters:
    ///   - maximumBodySize: The maximum number of characters of a body to log; 0 for none.
    ///   - log: Called with each record, on any thread, before the call continues.
    public init(maximumBodySize: Int = 0, log: @escaping @Sendable (CallRecord) -> Void) {
        self.maximumBodySize = max(0, maximumBodySize)
        self.log = log
    }

    /// Logs an attempt with a buffered response.
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

    /// Logs an attempt with a streamed response once its head has arrived.
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
            call: context.call,
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
