public import LangBot

/// Records a client's requests, for inspection or printing as `curl` commands.
///
/// As a wrapper around a transport, it sees each request as it goes over the wire, with its credential:
///
/// ```swift
/// let recorder = RequestRecorder()
/// let client = try LangBotClient(
///     baseURL: url, credential: .environment("LANGBOT_API_KEY"), transport: recorder.around(URLSessionTransport())
/// )
/// _ = try await client.bots.list()
/// print(recorder.requests[0].curl(keyFrom: "LANGBOT_API_KEY"))
/// ```
///
/// As a middleware, it sees the same requests before the credential is added. Either way, bodies stay in memory,
/// including those of files.
public final class RequestRecorder: Sendable {
    private let recorded = Guarded<[RecordedRequest]>([])

    /// Creates an empty recorder.
    public init() {}

    /// The requests in the order in which they were sent; each attempt counts separately.
    public var requests: [RecordedRequest] { recorded.withLock { $0 } }

    /// Removes the recorded requests.
    public func clear() { recorded.withLock { $0 = [] } }

    /// Returns a transport that records each request and sends it with another one.
    public func around(_ transport: any Transport) -> any Transport {
        RecordingTransport(recorder: self, transport: transport)
    }

    func record(_ request: TransportRequest) throws {
        let request = try RecordedRequest(request)
        recorded.withLock { $0.append(request) }
    }
}

extension RequestRecorder: Middleware {
    /// Records the request and calls `next`.
    public func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        try record(request)
        return try await next(request)
    }

    /// Records the request and calls `next`.
    public func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        try record(request)
        return try await next(request)
    }
}

private struct RecordingTransport: Transport {
    let recorder: RequestRecorder
    let transport: any Transport

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        try recorder.record(request)
        return try await transport.send(request)
    }

    func stream(_ request: TransportRequest) async throws -> TransportStream {
        try recorder.record(request)
        return try await transport.stream(request)
    }

    func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        try recorder.record(request)
        return try await transport.socket(request)
    }

    func close() { transport.close() }
}
