import AsyncHTTPClient
import Foundation
import LangBot
import NIOCore
import NIOPosix
import NIOSSL

/// Tells the failures apart that the client distinguishes.
func classifyingFailures<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as TransportFailure {
        throw error
    } catch is CancellationError {
        throw CancellationError()
    } catch {
        throw TransportFailure(.init(error), reason: nil, underlying: error)
    }
}

extension TransportFailure.Kind {
    init(_ error: any Error) {
        switch error {
        case let error as HTTPClientError: self = Self.kinds.first { $0.0 == error }?.1 ?? .other
        case is NIOConnectionError, ChannelError.connectTimeout: self = .connectionFailed
        case let error as IOError where Self.unreachable.contains(error.errnoCode): self = .connectionFailed
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .insecure
        case is IOError, is ChannelError: self = .connectionLost
        default: self = .other
        }
    }

    private static let unreachable: Set = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH]

    private static let kinds: [(HTTPClientError, TransportFailure.Kind)] = [
        (.connectTimeout, .connectionFailed), (.getConnectionFromPoolTimeout, .connectionFailed),
        (.proxyAuthenticationRequired, .connectionFailed), (.tlsHandshakeTimeout, .insecure),
        (.readTimeout, .timeout), (.writeTimeout, .timeout), (.deadlineExceeded, .timeout),
        (.remoteConnectionClosed, .connectionLost), (.cancelled, .cancelled), (.alreadyShutdown, .cancelled),
    ]
}
