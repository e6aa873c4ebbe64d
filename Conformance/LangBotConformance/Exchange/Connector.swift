import Foundation
package import HTTPCore

/// Opens connections to the server under test.
package struct Connector: Sendable {
    package let target: Target
    private var way: ConnectionWay

    /// Whether connections carry exactly the bytes that are given.
    package var sendsExactBytes: Bool { !target.isTLS || way.tls != nil }

    /// - Throws: ``ConformanceError`` of the kind `usage` if the base URL or the connection is invalid.
    package init(
        _ baseURL: String,
        _ connection: ConformanceOptions.Connection = ConformanceOptions.Connection(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConformanceError) {
        do throws(Target.ParseError) {
            target = try Target(baseURL, connection)
        } catch {
            throw ConformanceError(kind: .usage, description: error.description)
        }
        try connection.check(over: target)
        do throws(HTTPClientError) {
            way = try Self.way(to: target, environment)
        } catch {
            throw ConformanceError(kind: .usage, description: error.description)
        }
    }

    private static func way(
        to target: Target,
        _ environment: [String: String]
    ) throws(HTTPClientError) -> ConnectionWay {
        let connection = target.connection
        var way = ConnectionWay(address: connection.address)
        if let proxy = connection.proxy {
            way.proxy = try HTTPProxy(proxy, from: "the value of '--proxy'")
        } else if target.isTLS {
            let endpoint = HTTPEndpoint(host: target.host, port: target.port, isTLS: true)
            way.proxy = try HTTPProxySettings(environment: environment).proxy(for: endpoint)
        }
        // Foundation can only go straight to a server that shows a certificate of the system's authorities.
        let isPlain = connection == ConformanceOptions.Connection()
        if target.isTLS, TLSContext.isAvailable || !(isPlain && hasFoundationTLS) {
            var configuration = TLSConfiguration(
                authorities: connection.authorities,
                certificate: connection.certificate,
                privateKey: connection.privateKey
            )
            configuration.verifiesServer = connection.verifiesServer
            way.tls = try TLSContext(configuration)
        }
        return way
    }

    #if canImport(Darwin)
    private static let hasFoundationTLS = true

    /// What sends the requests.
    package var exchanger: any Exchanger { sendsExactBytes ? SocketExchanger(connector: self) : URLSessionExchanger() }
    #else
    private static let hasFoundationTLS = false

    /// What sends the requests.
    package var exchanger: any Exchanger { SocketExchanger(connector: self) }
    #endif

    /// - Throws: ``HTTPClientError/unreachable(host:reason:)`` also where TLS fails, since no request was sent.
    package func open(timeout: Duration) async throws(HTTPClientError) -> HTTPClientConnection {
        do throws(HTTPClientError) {
            return try await HTTPClientConnection.open(
                host: target.host,
                port: target.port,
                by: way,
                timeout: timeout
            )
        } catch .tls(let reason) {
            throw .unreachable(host: target.host, reason: reason)
        }
    }

    /// The same server without TLS.
    func withoutTLS() -> Connector {
        var copy = self
        copy.way.tls = nil
        return copy
    }
}
