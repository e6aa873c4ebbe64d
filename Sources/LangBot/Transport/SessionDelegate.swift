import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A request in progress and its response.
protocol ResponseReceiver: AnyObject, Sendable {
    func receive(_ head: ResponseHead)

    /// Receives a chunk of the body; false if it exceeds what the receiver accepts.
    func receive(_ data: Data) -> Bool

    /// Ends the response, with an error or successfully. Only the first call counts.
    func finish(_ error: (any Error)?)
}

/// The status and header of a response.
struct ResponseHead: Sendable {
    let status: Int
    let headers: HTTPHeaders
}

/// The delegate of the session, which passes each event to the receiver that it belongs to.
final class SessionDelegate: NSObject, URLSessionDataDelegate, Sendable {
    private struct Entry {
        let receiver: any ResponseReceiver
        let onProgress: (@Sendable (TransferProgress) -> Void)?
        let task: URLSessionTask
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var isClosed = false
    }

    private let state = Guarded(State())

    /// Starts the task that `make` creates; false if the delegate is closed.
    ///
    /// The task is created under the lock because creating one on an invalidated session is a fatal error.
    func open(
        _ receiver: any ResponseReceiver,
        _ onProgress: (@Sendable (TransferProgress) -> Void)?,
        _ make: () -> URLSessionTask
    ) -> Bool {
        let task: URLSessionTask? = state.withLock { state in
            guard !state.isClosed else { return nil }
            let task = make()
            state.entries[task.taskIdentifier] = Entry(receiver: receiver, onProgress: onProgress, task: task)
            return task
        }
        task?.resume()
        return task != nil
    }

    /// Creates a task that has no receiver; nil if the delegate is closed.
    func task<SessionTask: URLSessionTask>(_ make: () -> SessionTask) -> SessionTask? {
        state.withLock { $0.isClosed ? nil : make() }
    }

    /// Ends the transfer of a receiver, so that the server sees the connection close.
    func cancel(_ receiver: any ResponseReceiver) {
        let task = state.withLock { state -> URLSessionTask? in
            guard let entry = state.entries.first(where: { $0.value.receiver === receiver }) else { return nil }
            state.entries[entry.key] = nil
            return entry.value.task
        }
        receiver.finish(URLError(.cancelled))
        // Foundation may block here for as long as a server floods; nobody is to wait for that.
        DispatchQueue.global().async { task?.cancel() }
    }

    /// Refuses new receivers and returns those that wait; nil if the delegate was closed already.
    func close() -> [any ResponseReceiver]? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            defer { state.entries = [:] }
            return state.entries.values.map(\.receiver)
        }
    }

    private func receiver(of task: URLSessionTask) -> (any ResponseReceiver)? {
        state.withLock { $0.entries[task.taskIdentifier]?.receiver }
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

    /// Passes 401 responses through.
    ///
    /// On Linux, Foundation calls this after a complete 401 response with `WWW-Authenticate`, and unless it gets a
    /// credential it never completes the task. So the response ends here.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
        if let response = challenge.failureResponse as? HTTPURLResponse, let receiver = receiver(of: task) {
            receiver.receive(ResponseHead(response))
            receiver.finish(nil)
            cancel(receiver)
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
        guard let receiver = receiver(of: dataTask), let response = response as? HTTPURLResponse else {
            return completionHandler(.cancel)
        }
        receiver.receive(ResponseHead(response))
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard let receiver = receiver(of: dataTask), !receiver.receive(data) else { return }
        receiver.finish(TransportFailure(.responseTooLarge))
        cancel(receiver)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let entry = state.withLock { $0.entries.removeValue(forKey: task.taskIdentifier) }
        entry?.receiver.finish(error)
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
