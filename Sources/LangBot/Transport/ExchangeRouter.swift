import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request on its way and what becomes of its answer.
protocol Exchange: AnyObject, Sendable {
    func receive(_ head: ResponseHead)

    /// Takes a part of the body; false when it is more than the exchange accepts.
    func receive(_ data: Data) -> Bool

    /// Ends the exchange, with an error or well; only the first call counts.
    func finish(_ error: (any Error)?)
}

/// What an answer begins with.
struct ResponseHead: Sendable {
    let status: Int
    let headers: HTTPHeaders
}

/// The delegate of the session: hands each event to the exchange that it concerns.
final class ExchangeRouter: NSObject, URLSessionDataDelegate, Sendable {
    private struct Entry {
        let exchange: any Exchange
        let onProgress: (@Sendable (TransferProgress) -> Void)?
        let task: URLSessionTask
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var isClosed = false
    }

    private let state = Locked(State())

    /// Starts the task that `make` creates; false when the router is closed.
    ///
    /// The task is created under the lock because creating one on an ended session is a fatal error.
    func open(
        _ exchange: any Exchange,
        _ onProgress: (@Sendable (TransferProgress) -> Void)?,
        _ make: () -> URLSessionTask
    ) -> Bool {
        let task: URLSessionTask? = state.withLock { state in
            guard !state.isClosed else { return nil }
            let task = make()
            state.entries[task.taskIdentifier] = Entry(exchange: exchange, onProgress: onProgress, task: task)
            return task
        }
        task?.resume()
        return task != nil
    }

    /// Ends the transfer of an exchange, so that the server sees the connection close.
    func cancel(_ exchange: any Exchange) {
        let task = state.withLock { state -> URLSessionTask? in
            guard let entry = state.entries.first(where: { $0.value.exchange === exchange }) else { return nil }
            state.entries[entry.key] = nil
            return entry.value.task
        }
        task?.cancel()
        exchange.finish(URLError(.cancelled))
    }

    /// Refuses new exchanges and returns those under way, or nil when it was closed before.
    func close() -> [any Exchange]? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            defer { state.entries = [:] }
            return state.entries.values.map(\.exchange)
        }
    }

    private func exchange(of task: URLSessionTask) -> (any Exchange)? {
        state.withLock { $0.entries[task.taskIdentifier]?.exchange }
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

    /// Lets an answer of 401 through as it is.
    ///
    /// Foundation on Linux asks this after the whole answer to a 401 with `WWW-Authenticate` has arrived, and whatever
    /// it is told without a credential, it never completes the task. So the exchange ends here.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
        if let response = challenge.failureResponse as? HTTPURLResponse, let exchange = exchange(of: task) {
            exchange.receive(ResponseHead(response))
            exchange.finish(nil)
            cancel(exchange)
        }
        #endif
        completionHandler(.performDefaultHandling, nil)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didSendBodyData bytesSent: Int64,
        totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        let onProgress = state.withLock { $0.entries[task.taskIdentifier]?.onProgress }
        onProgress?(TransferProgress(sent: totalBytesSent, total: totalBytesExpectedToSend))
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        guard let exchange = exchange(of: dataTask), let response = response as? HTTPURLResponse else {
            return completionHandler(.cancel)
        }
        exchange.receive(ResponseHead(response))
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard let exchange = exchange(of: dataTask), !exchange.receive(data) else { return }
        exchange.finish(TransportFailure(.responseTooLarge))
        cancel(exchange)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let entry = state.withLock { $0.entries.removeValue(forKey: task.taskIdentifier) }
        entry?.exchange.finish(error)
    }
}

extension ResponseHead {
    fileprivate init(_ response: HTTPURLResponse) {
        var headers = HTTPHeaders()
        for (name, value) in response.allHeaderFields {
            headers.append("\(name)", "\(value)")
        }
        self.init(status: response.statusCode, headers: headers)
    }
}
