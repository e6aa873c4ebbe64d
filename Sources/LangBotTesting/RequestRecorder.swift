import HTTPCore
public import LangBot

/// Keeps the requests of a client, to look at or to print as `curl`.
///
/// As a transport around another one it sees each request as it goes over the wire, with its credential:
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
/// In the middlewares of a configuration it sees the same requests before the credential is added. Either way the
/// bodies are kept in memory, those of files included.
public final class RequestRecorder: Sendable {
    private let recorded = Locked<[RecordedRequest]>([])

    /// Makes a recorder that has seen nothing.
    public init() {}

    /// The requests, each attempt of its own, in the order in which they were sent.
    public var requests: [RecordedRequest] { recorded.withLock { $0 } }

    /// Forgets the requests so far.
    public func clear() { recorded.withLock { $0 = [] } }

    /// A transport that records each request and lets another one send it.
    public func around(_ transport: any Transport) -> any Transport {
        RecordingTransport(recorder: self, transport: transport)
    }

    func record(_ request: TransportRequest) throws {
        let request = try RecordedRequest(request)
        recorded.withLock { $0.append(request) }
    }
}

extension RequestRecorder: Middleware {
    /// Records the request and goes on.
    public func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        try record(request)
        return try await next(request)
    }

    /// Records the request and goes on.
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

    func close() { transport.close() }
}
