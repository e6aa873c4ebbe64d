import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The default transport: one URL session of Foundation for its whole life.
///
/// Creating a session for each request exhausts threads and has crashed on Linux, so there is one, ephemeral, without
/// cookies, cache and credential store, and with a delegate of ours. The same delegate serves Darwin and Linux.
/// Redirects are never followed: Foundation on Linux would send `X-API-Key` along to another host.
///
/// Two faults of Foundation on Linux cannot be mended from here, measured with Swift 6.3.1. A server that ends the
/// connection between two lines of an answer's head ends the client's process with a fatal error. And the variable
/// `http_proxy` of the environment applies to every address, 127.0.0.1 included, unless `no_proxy` names it.
///
/// Without a limit a server may be quiet for a million seconds, more than eleven days.
public final class URLSessionTransport: Transport {
    private let session: URLSession
    private let router: ExchangeRouter

    /// Makes a transport with a session of its own.
    ///
    /// - Parameter connectionsPerHost: How many requests to one server may be under way at the same time; further
    ///   ones wait.
    public init(connectionsPerHost: Int = 6) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCredentialStorage = nil
        configuration.httpMaximumConnectionsPerHost = max(1, connectionsPerHost)
        router = ExchangeRouter()
        session = URLSession(configuration: configuration, delegate: router, delegateQueue: nil)
    }

    deinit {
        close()
    }

    /// Sends a request and waits for the whole answer.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let exchange = BufferedExchange(limit: request.maximumResponseSize)
        return try await start(request, exchange) { try await exchange.response() }
    }

    /// Sends a request and returns when the head of the answer has arrived.
    ///
    /// Reading slower than the server sends is safe up to `maximumResponseSize` unread bytes; beyond them the
    /// transfer fails, since pausing one is not reliable on Linux.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let exchange = StreamingExchange(limit: request.maximumResponseSize)
        let head = try await start(request, exchange) { try await exchange.head() }
        // The reader keeps this transport, and with it the session, for as long as there may be something to read.
        let reader = StreamReader(exchange: exchange) { self.router.cancel(exchange) }
        return TransportStream(status: head.status, headers: head.headers, body: BodyChunks { try await reader.next() })
    }

    /// Cancels what is under way and ends the session.
    public func close() {
        guard let pending = router.close() else { return }
        for exchange in pending { exchange.finish(URLError(.cancelled)) }
        session.invalidateAndCancel()
    }

    private func task(for request: TransportRequest) -> URLSessionTask {
        guard case .file(let file) = request.body else { return session.dataTask(with: request.urlRequest) }
        return session.uploadTask(with: request.urlRequest, fromFile: file)
    }

    private func start<Value: Sendable>(
        _ request: TransportRequest,
        _ exchange: some Exchange,
        wait: () async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        guard router.open(exchange, request.onProgress, { task(for: request) }) else {
            throw TransportFailure(.cancelled)
        }
        return try await withTaskCancellationHandler(operation: wait) { [router] in router.cancel(exchange) }
    }
}

extension TransportRequest {
    var urlRequest: URLRequest {
        var request = URLRequest(url: url)
        request.httpMethod = method.rawValue
        if case .data(let data) = body { request.httpBody = data }
        request.httpShouldHandleCookies = false
        request.cachePolicy = .reloadIgnoringLocalCacheData
        // Foundation gives up after a quiet minute where no limit is named. On Linux it counts whole seconds and takes
        // zero for none, so the backstop is rounded up.
        let longest = 1e6
        request.timeoutInterval = timeout.map { min(max(1, $0.inSeconds.rounded(.up)), longest) } ?? longest
        for (name, value) in headers { request.addValue(value, forHTTPHeaderField: name) }
        return request
    }
}
