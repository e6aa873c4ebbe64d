import AsyncHTTPClient
import Foundation
import LangBot
import NIOCore
import NIOFoundationCompat
import NIOSSL

/// Carries a client's requests with AsyncHTTPClient, on the event loops that a server has already.
///
/// It has an `HTTPClient` of its own: one that follows redirects, as the shared one does, would hand the key to another
/// host. Close the LangBot client when you are done with it, which shuts the `HTTPClient` down.
public struct AsyncHTTPClientTransport: Transport {
    private let client: HTTPClient

    /// Creates a transport.
    ///
    /// - Parameters:
    ///   - eventLoopGroup: The event loops that do the work.
    ///   - tls: Authorities and client certificates; the system's authorities by default.
    public init(
        eventLoopGroup: any EventLoopGroup = HTTPClient.defaultEventLoopGroup,
        tls: TLSConfiguration = .makeClientConfiguration()
    ) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.tlsConfiguration = tls
        // The LangBot client tries again itself.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try await classifyingFailures {
            let answer = try await execute(request)
            var body = Data()
            for try await piece in answer.body {
                guard piece.readableBytes <= request.maximumResponseSize - body.count else {
                    throw TransportFailure(.responseTooLarge)
                }
                body.append(Data(buffer: piece))
            }
            return TransportResponse(status: Int(answer.status.code), headers: answer.fields, body: body)
        }
    }

    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let answer = try await classifyingFailures { try await execute(request) }
        let reader = BodyReader(answer.body)
        let body = BodyChunks { try await classifyingFailures { try await reader.next() } }
        return TransportStream(status: Int(answer.status.code), headers: answer.fields, body: body)
    }

    public func close() {
        Task { [client] in try await client.shutdown() }
    }

    private func execute(_ request: TransportRequest) async throws -> HTTPClientResponse {
        var outgoing = HTTPClientRequest(url: request.url.absoluteString)
        outgoing.method = .init(rawValue: request.method.rawValue)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if let body = request.body {
            let pieces = BodyPieces(try BodyPieces.parts(of: body), onProgress: request.onProgress)
            outgoing.body = .stream(pieces, length: .known(pieces.total))
        }
        let deadline = request.timeout.map { NIODeadline.now() + TimeAmount($0) } ?? .distantFuture
        return try await client.execute(outgoing, deadline: deadline)
    }
}

extension HTTPClientResponse {
    fileprivate var fields: LangBot.HTTPHeaders {
        var fields = LangBot.HTTPHeaders()
        for (name, value) in headers { fields.append(name, value) }
        return fields
    }
}

/// Reads a body when it is asked for, so that a server cannot fill the memory.
private actor BodyReader {
    private var iterator: HTTPClientResponse.Body.AsyncIterator

    init(_ body: HTTPClientResponse.Body) { iterator = body.makeAsyncIterator() }

    func next() async throws -> Data? {
        var current = iterator
        let piece = try await current.next(isolation: self)
        iterator = current
        return piece.map { Data(buffer: $0) }
    }
}
