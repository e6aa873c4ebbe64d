import Foundation
import HTTPCore
public import LangBot
public import LangBotMock
import LangBotTesting

/// Sends a client's requests to a mock in the same process, without a socket.
///
/// ```swift
/// let mock = try MockLangBot.inProcess(profile: .v4_11)
/// let client = try mock.client()
/// ```
///
/// The mock answers as it does over a connection, with its state, journal and faults. A fault that closes a connection
/// fails the call in the same way, and a slow response can be cancelled. The transport has no timeout of its own; the
/// client's deadline applies. There are no websockets: a chat with a pipeline needs a mock that listens on a port.
public final class InProcessTransport: Transport, CustomReflectable {
    private let mock: MockLangBot
    private let transfers = OpenTransfers()

    /// Creates a transport to a mock, which may listen on a port as well.
    public init(_ mock: MockLangBot) { self.mock = mock }

    /// Nothing: what it holds is the state of the mock.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Sends a request and waits for the complete response.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try await transfers.run { [mock] in
            let answer = try await Self.answer(of: mock, to: request)
            return try await answer.collected(limit: request.maximumResponseSize)
        }
    }

    /// Sends a request and returns once the head of the response has arrived.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        var stream = try await transfers.run { [mock] in try await Self.answer(of: mock, to: request).streamed() }
        let body = stream.body
        stream.body = BodyChunks { [transfers] in
            try await transfers.run {
                var iterator = body.makeAsyncIterator()
                return try await iterator.next()
            }
        }
        return stream
    }

    /// Cancels the requests in progress.
    ///
    /// Nothing can be sent afterwards.
    public func close() { transfers.close() }

    private static func answer(of mock: MockLangBot, to request: TransportRequest) async throws -> PiecewiseAnswer {
        let converted = try HTTPRequest(request)
        do {
            let delivery = try await mock.delivery(converted)
            let sent = Int64(converted.body.count)
            if sent > 0 { request.onProgress?(TransferProgress(sent: sent, total: sent)) }
            return PiecewiseAnswer(delivery)
        } catch is BrokenConnection {
            throw TransportFailure(.connectionLost)
        }
    }
}

extension HTTPRequest {
    /// Creates the request as it would have arrived over a connection.
    fileprivate init(_ request: TransportRequest) throws {
        let recorded = try RecordedRequest(request)
        let body = recorded.body.map(Array.init) ?? []
        var fields = HTTPFields()
        fields.append("Host", Self.authority(of: request.url))
        for (name, value) in request.headers { fields.append(name, value) }
        if recorded.body != nil { fields.set("Content-Length", String(body.count)) }
        self.init(.init(rawValue: request.method.rawValue), recorded.target, fields: fields, body: body)
    }

    private static func authority(of url: URL) -> String {
        (url.host ?? "") + (url.port.map { ":\($0)" } ?? "")
    }
}

extension PiecewiseAnswer {
    fileprivate init(_ delivery: Delivery) {
        var headers = HTTPHeaders()
        for field in delivery.head.fields { headers.append(field.name, field.value) }
        self.init(
            status: delivery.head.status,
            headers: headers,
            pieces: delivery.pieces.map { Data($0) },
            pause: delivery.pause,
            failure: delivery.isCutOff ? TransportFailure(.connectionLost) : nil
        )
    }
}
