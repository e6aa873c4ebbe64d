#if canImport(Darwin)
import Foundation
package import HTTPCore

/// Sends requests over TLS with Foundation, which decides how they look on the wire.
///
/// Does not follow redirects, keeps no state between requests, and verifies certificates.
package final class URLSessionExchanger: Exchanger {
    private let session: URLSession
    private let collector: AnswerCollector

    package init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCredentialStorage = nil
        configuration.httpMaximumConnectionsPerHost = 64
        collector = AnswerCollector()
        session = URLSession(configuration: configuration, delegate: collector, delegateQueue: nil)
    }

    deinit {
        session.invalidateAndCancel()
    }

    package func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        guard let urlRequest = Self.urlRequest(request, timeout) else {
            let host = request.fields["host"] ?? ""
            throw .unreachable(host: host, reason: "Foundation does not accept '\(request.target)' in a URL")
        }
        let task = session.dataTask(with: urlRequest)
        let result = await withTaskCancellationHandler { [collector] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    try? await Task.sleep(for: timeout)
                    collector.end(task, .failure(.timeout))
                }
                let result = await collector.answer(of: task)
                group.cancelAll()
                return result
            }
        } onCancel: { [collector] in
            collector.end(task, .failure(.cancelled))
        }
        return try result.get()
    }

    private static func urlRequest(_ request: HTTPRequest, _ timeout: Duration) -> URLRequest? {
        guard let authority = request.fields["host"], let url = URL(string: "https://\(authority)\(request.target)")
        else { return nil }
        var urlRequest = URLRequest(url: url)
        urlRequest.httpMethod = request.method.rawValue
        urlRequest.httpShouldHandleCookies = false
        // Foundation on Linux counts whole seconds; the timer above ends the wait, and this one must not fire earlier.
        urlRequest.timeoutInterval = Double(timeout.components.seconds) + 2
        // Cookies and an empty Accept are sent like any other field; Foundation adds host and length itself.
        for field in request.fields where !["host", "content-length"].contains(field.name.lowercased()) {
            urlRequest.addValue(field.value, forHTTPHeaderField: field.name)
        }
        if !request.body.isEmpty { urlRequest.httpBody = Data(request.body) }
        return urlRequest
    }
}

/// Collects the answers from the callbacks of the session.
private final class AnswerCollector: NSObject, URLSessionDataDelegate, Sendable {
    typealias Outcome = Result<HTTPResponse, HTTPClientError>

    private struct Pending {
        let continuation: CheckedContinuation<Outcome, Never>
        var response: HTTPResponse?
    }

    private static let maximumSize = 16 << 20

    private let pending = Locked<[Int: Pending]>([:])

    func answer(of task: URLSessionDataTask) async -> Outcome {
        await withCheckedContinuation { continuation in
            pending.withLock { $0[task.taskIdentifier] = Pending(continuation: continuation) }
            task.resume()
            if Task.isCancelled { end(task, .failure(.cancelled)) }
        }
    }

    /// Ends the wait for an answer; later calls for the same task do nothing.
    func end(_ task: URLSessionTask, _ outcome: Outcome) {
        let entry = pending.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        entry?.continuation.resume(returning: outcome)
        if entry != nil { task.cancel() }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// Takes the answer to a 401 from the challenge: Foundation on Linux never completes such a task.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
        if let head = challenge.failureResponse as? HTTPURLResponse {
            let received = pending.withLock { $0[task.taskIdentifier]?.response?.body ?? [] }
            end(task, .success(Self.response(head, received)))
        }
        #endif
        completionHandler(.performDefaultHandling, nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        guard let head = response as? HTTPURLResponse else { return completionHandler(.cancel) }
        pending.withLock { $0[dataTask.taskIdentifier]?.response = Self.response(head, []) }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let size = pending.withLock { pending -> Int in
            pending[dataTask.taskIdentifier]?.response?.body.append(contentsOf: data)
            return pending[dataTask.taskIdentifier]?.response?.body.count ?? 0
        }
        if size > Self.maximumSize { end(dataTask, .failure(.tooLarge)) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let response = pending.withLock { $0[task.taskIdentifier]?.response }
        if let response, error == nil {
            end(task, .success(response))
        } else {
            end(task, .failure(Self.failure(error as? URLError, task)))
        }
    }

    private static func response(_ head: HTTPURLResponse, _ body: [UInt8]) -> HTTPResponse {
        var fields: HTTPFields = [:]
        for (name, value) in head.allHeaderFields { fields.append("\(name)", "\(value)") }
        return HTTPResponse(status: head.statusCode, fields: fields, body: body)
    }

    private static func failure(_ error: URLError?, _ task: URLSessionTask) -> HTTPClientError {
        guard let error else { return .closed }
        switch error.code {
        case .timedOut: return .timeout
        case .cancelled: return .cancelled
        case .networkConnectionLost, .badServerResponse: return .reset(nil)
        default:
            let host = task.originalRequest?.url?.host ?? ""
            return .unreachable(host: host, reason: error.localizedDescription)
        }
    }
}
#endif
