import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The default transport on Apple's systems, which uses one Foundation URL session for its whole lifetime.
///
/// Creating a session for each request exhausts threads and has crashed on Linux, so there is only one: ephemeral,
/// without cookies, cache or credential store, and with a delegate that works on Darwin and Linux. Redirects are never
/// followed: on Linux, Foundation would send `X-API-Key` to another host.
///
/// On Linux it is there for those who ask for it; what Foundation does there cannot be mended here (seen in Swift
/// 6.3.1). A server that closes the connection between two lines of a response's head ends the client's process. One
/// that floods keeps every session of the process from going on. IPv6 addresses in a URL cannot be reached, nor schemes
/// in upper case, and `http_proxy` applies to 127.0.0.1 too, unless `no_proxy` lists it.
///
/// Without a deadline, a server may be silent for a million seconds, more than eleven days.
public final class URLSessionTransport: Transport, CustomReflectable {
    let session: URLSession
    let delegate: SessionDelegate

    /// Creates a transport with its own session.
    ///
    /// - Parameter connectionsPerHost: The maximum number of concurrent requests to one server; further requests wait.
    public init(connectionsPerHost: Int = 6) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCredentialStorage = nil
        configuration.httpMaximumConnectionsPerHost = max(1, connectionsPerHost)
        delegate = SessionDelegate()
        session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
    }

    /// Nothing: what it holds are connections, and the requests on them.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    deinit {
        close()
    }

    /// Sends a request and waits for the whole answer.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let receiver = BufferingReceiver(limit: request.maximumResponseSize)
        let (request, file) = try Self.sendable(request)
        defer { file?.remove() }
        return try await start(request, receiver) { try await receiver.response() }
    }

    /// Sends a request and returns when the head of the answer has arrived.
    ///
    /// Up to `maximumResponseSize` bytes may be unread. Beyond that the transfer fails, because pausing one is
    /// unreliable on Linux.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let receiver = StreamingReceiver(limit: request.maximumResponseSize)
        let (request, file) = try Self.sendable(request)
        defer { file?.remove() }
        let head = try await start(request, receiver) { try await receiver.head() }
        // The reader keeps this transport and its session alive for as long as there may be something to read.
        let reader = StreamReader(receiver: receiver) { self.delegate.cancel(receiver) }
        return TransportStream(status: head.status, headers: head.headers, body: BodyChunks { try await reader.next() })
    }

    /// Cancels the requests in progress and invalidates the session.
    public func close() {
        guard let pending = delegate.close() else { return }
        for receiver in pending { receiver.finish(URLError(.cancelled)) }
        DispatchQueue.global().async { [session] in session.invalidateAndCancel() }
    }

    /// The request, several bodies in one file, which is all that a session can send without having it in memory.
    private static func sendable(_ request: TransportRequest) throws -> (TransportRequest, TemporaryFile?) {
        guard case .sequence? = request.body, let body = request.body else { return (request, nil) }
        let file = try TemporaryFile(body)
        var request = request
        request.body = .file(file.url)
        return (request, file)
    }

    private func task(for request: TransportRequest) -> URLSessionTask {
        guard case .file(let file) = request.body else { return session.dataTask(with: request.urlRequest) }
        return session.uploadTask(with: request.urlRequest, fromFile: file)
    }

    private func start<Value: Sendable>(
        _ request: TransportRequest,
        _ receiver: some ResponseReceiver,
        wait: () async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        guard delegate.open(receiver, request.onProgress, { task(for: request) }) else {
            throw TransportFailure(.cancelled)
        }
        return try await withTaskCancellationHandler(operation: wait) { [delegate] in delegate.cancel(receiver) }
    }
}

extension TransportRequest {
    var urlRequest: URLRequest {
        var request = URLRequest(url: url)
        request.httpMethod = method.rawValue
        if case .data(let data) = body { request.httpBody = data }
        request.httpShouldHandleCookies = false
        request.cachePolicy = .reloadIgnoringLocalCacheData
        // Without a timeout, Foundation gives up after a minute of silence. On Linux, it counts whole seconds and
        // treats zero as none, so the backstop is rounded up.
        let longest = 1e6
        request.timeoutInterval = timeout.map { min(max(1, $0.inSeconds.rounded(.up)), longest) } ?? longest
        for (name, value) in headers { request.addValue(value, forHTTPHeaderField: name) }
        return request
    }
}
