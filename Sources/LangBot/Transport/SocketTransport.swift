#if os(Linux)
public import Foundation
import HTTPCore

/// The default transport on Linux, over sockets of its own.
///
/// It keeps connections for further requests, reads a streamed response only as far as it is asked for, sends files
/// from disk piece by piece, and closes a connection at once when its task is cancelled. It asks for no compression and
/// refuses what is compressed nevertheless.
///
/// TLS is that of the system's OpenSSL 3, at least TLS 1.2. Without an OpenSSL, https fails with an error that says so.
///
/// The variables `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` of the environment are respected, and never
/// apply to this machine itself (localhost and loopback addresses).
public final class SocketTransport: Transport, CustomReflectable {
    /// Whom to trust over TLS, and what to show a server that asks for a certificate.
    public struct TLS: Hashable, Sendable {
        /// A PEM file with the authorities to trust; nil for the system's.
        ///
        /// A server's self-signed certificate is its own authority.
        public var authorities: URL?
        /// A PEM file with the client certificate and those that vouch for it.
        public var certificate: URL?
        /// A PEM file with the key of the client certificate; nil if it is in the same file.
        public var privateKey: URL?

        /// Trusts the system's authorities and shows no certificate, unless told otherwise.
        public init(authorities: URL? = nil, certificate: URL? = nil, privateKey: URL? = nil) {
            self.authorities = authorities
            self.certificate = certificate
            self.privateKey = privateKey
        }
    }

    let client: HTTPClient

    /// Creates a transport with connections of its own.
    ///
    /// - Parameters:
    ///   - connectionsPerHost: The maximum number of concurrent requests to one server; further requests wait.
    ///   - tls: Whom to trust over TLS.
    ///   - environment: The variables that name proxies; those of the process unless told otherwise.
    public init(
        connectionsPerHost: Int = 6,
        tls: TLS = TLS(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        var configuration = HTTPClient.Configuration()
        configuration.connectionsPerServer = connectionsPerHost
        configuration.tls = TLSConfiguration(
            authorities: tls.authorities?.path,
            certificate: tls.certificate?.path,
            privateKey: tls.privateKey?.path
        )
        configuration.proxies = HTTPProxySettings(environment: environment)
        client = HTTPClient(configuration)
    }

    /// Nothing: what it holds are connections, and proxies with their passwords.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Sends a request and waits for the whole answer.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let deadline = request.timeout.map(Self.deadline)
        do {
            let (answer, headers) = try await begin(request, by: deadline)
            guard request.method == .head || answer.length ?? 0 <= request.maximumResponseSize else {
                throw TransportFailure(.responseTooLarge)
            }
            var body = Data()
            while let bytes = try await answer.next(by: deadline) {
                guard bytes.count <= request.maximumResponseSize - body.count else {
                    throw TransportFailure(.responseTooLarge)
                }
                body.append(contentsOf: bytes)
            }
            return TransportResponse(status: answer.status, headers: headers, body: body)
        } catch let error as HTTPClientError {
            throw error.forClient
        }
    }

    /// Sends a request and returns when the head of the answer has arrived.
    ///
    /// The body is received as it is read, so that it may be of any length. The timeout is for the head, and then for
    /// each chunk.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        do {
            let timeout = request.timeout
            let (answer, headers) = try await begin(request, by: timeout.map(Self.deadline))
            let body = BodyChunks {
                do {
                    return try await answer.next(by: timeout.map(Self.deadline)).map { Data($0) }
                } catch let error as HTTPClientError {
                    throw error.forClient
                }
            }
            return TransportStream(status: answer.status, headers: headers, body: body)
        } catch let error as HTTPClientError {
            throw error.forClient
        }
    }

    /// Ends the requests in progress and closes all connections.
    public func close() {
        client.close()
    }

    /// A moment after the timeout, so that the client's deadline, which says how long it is, ends a call first.
    static func deadline(after timeout: Duration) -> MonotonicTime {
        MonotonicTime.now + timeout + .milliseconds(250)
    }

    private func begin(
        _ request: TransportRequest,
        by deadline: MonotonicTime?
    ) async throws -> (HTTPClientAnswer, HTTPHeaders) {
        try Task.checkCancellation()
        let answer = try await client.answer(to: HTTPClientRequest(request), by: deadline)
        var headers = HTTPHeaders()
        for (name, value) in answer.fields { headers.append(name, value) }
        let codings = answer.fields.tokens("content-encoding").filter { $0 != "identity" && !$0.isEmpty }
        guard codings.isEmpty || !answer.hasContent else {
            var error = LangBotError(
                .init(status: answer.status),
                TransportResponse(status: answer.status, headers: headers)
            )
            error.detail = "the body is encoded as \(codings.joined(separator: ", ")), which was not asked for"
            throw error
        }
        return (answer, headers)
    }
}

extension HTTPClientRequest {
    /// The request as it goes over the wire.
    init(_ request: TransportRequest) throws {
        guard let parts = URLComponents(url: request.url, resolvingAgainstBaseURL: true),
            let endpoint = HTTPEndpoint(parts)
        else {
            throw LangBotError(.invalidRequest, detail: "the URL has no host, or a scheme other than http and https")
        }
        var target = parts.percentEncodedPath
        if !target.hasPrefix("/") { target = "/" + target }
        if let query = parts.percentEncodedQuery { target += "?" + query }
        var fields = HTTPFields()
        for (name, value) in request.headers where !Self.ofConnection.contains(name.lowercased()) {
            fields.append(name, value)
        }
        if !fields.contains("accept-encoding") { fields.append("Accept-Encoding", "identity") }
        let content = try request.body?.parts() ?? (request.method.expectsContent ? [] : nil)
        self.init(
            endpoint,
            HTTPCore.HTTPMethod(rawValue: request.method.rawValue),
            target,
            fields: fields,
            content: content
        )
        guard let report = request.onProgress else { return }
        let total = length
        onProgress = { sent in report(TransferProgress(sent: sent, total: total)) }
    }

    /// The fields that the transport itself decides on.
    private static let ofConnection: Set<String> = ["connection", "content-length", "transfer-encoding"]
}

extension HTTPMethod {
    /// Whether a request without content says that its length is zero (RFC 9110, section 8.6).
    fileprivate var expectsContent: Bool { self == .post || self == .put || rawValue == "PATCH" }
}

extension HTTPEndpoint {
    fileprivate init?(_ parts: URLComponents) {
        guard let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty
        else { return nil }
        let isTLS = scheme == "https"
        let name = host.utf8.allSatisfy { $0 < 0x80 } ? host : parts.encodedHost ?? host
        let bare = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
        self.init(host: bare, port: parts.port ?? (isTLS ? 443 : 80), isTLS: isTLS)
    }
}

extension TransportBody {
    fileprivate func parts() throws -> [HTTPClientRequest.Part] {
        switch self {
        case .data(let data): return [.data(data)]
        case .sequence(let bodies): return try bodies.flatMap { try $0.parts() }
        case .file(let file):
            do {
                let values = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
                return [.file(path: file.path, count: (values[.size] as? NSNumber)?.int64Value ?? 0)]
            } catch {
                throw LangBotError(.invalidRequest, detail: "the file \(file.path) cannot be read", underlying: error)
            }
        }
    }
}

extension HTTPClientError {
    /// The failure as the client knows it.
    var forClient: any Error {
        switch self {
        case .unresolvable, .refused, .unreachable: TransportFailure(.connectionFailed, reason: description)
        case .tls: TransportFailure(.insecure, reason: description)
        case .timeout: TransportFailure(.timeout)
        case .closed, .reset, .malformed(.prematureEnd, _): TransportFailure(.connectionLost, reason: lost)
        case .malformed: TransportFailure(.other, reason: description)
        case .tooLarge: TransportFailure(.other, reason: "the head of the answer is too large")
        case .unreadable: LangBotError(.invalidRequest, detail: description)
        case .cancelled: Task.isCancelled ? CancellationError() : TransportFailure(.cancelled)
        }
    }

    private var lost: String {
        switch self {
        case .closed: "the server closed the connection without an answer"
        case .reset(let error?): "the connection broke off before the answer was complete (\(error))"
        case .reset: "the connection broke off before the answer was complete"
        default: "the connection ended before the answer was complete"
        }
    }
}
#endif
