#if !canImport(FoundationNetworking)
import Foundation

extension URLSessionTransport {
    /// Opens a websocket; on Linux it has none.
    ///
    /// It does not wait until the server has accepted. A message may be as large as the response to another request.
    public func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        try Task.checkCancellation()
        var handshake = request.urlRequest
        // Foundation's websockets have schemes of their own.
        var parts = URLComponents(url: request.url, resolvingAgainstBaseURL: true)
        parts?.scheme = parts?.scheme?.lowercased() == "https" ? "wss" : "ws"
        handshake.url = parts?.url
        guard let task = delegate.task({ session.webSocketTask(with: handshake) }) else {
            throw TransportFailure(.cancelled)
        }
        task.maximumMessageSize = request.maximumResponseSize
        task.resume()
        return SessionSocket(task, of: self)
    }
}

/// A websocket of a session.
private final class SessionSocket: TransportSocket {
    private let task: URLSessionWebSocketTask
    /// Kept, because a transport that is released ends its session.
    private let transport: URLSessionTransport

    init(_ task: URLSessionWebSocketTask, of transport: URLSessionTransport) {
        self.task = task
        self.transport = transport
    }

    deinit {
        close()
    }

    func send(_ text: String) async throws {
        do {
            try await cancellable { task in try await task.send(.string(text)) }
        } catch {
            throw failure(error)
        }
    }

    func receive() async throws -> String? {
        let text: String?
        do {
            text = try await cancellable { task in
                if case .string(let text) = try await task.receive() { text } else { nil }
            }
        } catch {
            if [.normalClosure, .noStatusReceived].contains(task.closeCode) { return nil }
            throw failure(error)
        }
        if let text { return text }
        close()
        throw TransportFailure(.other, reason: "the server sent bytes where only text belongs")
    }

    func close() {
        // Foundation may block here for as long as a server floods; nobody is to wait for that.
        DispatchQueue.global().async { [task] in task.cancel(with: .normalClosure, reason: nil) }
    }

    private func cancellable<Value: Sendable>(
        _ body: (URLSessionWebSocketTask) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withTaskCancellationHandler {
            try await body(task)
        } onCancel: {
            task.cancel()
        }
    }

    /// Why the websocket has ended.
    private func failure(_ error: any Error) -> any Error {
        if Task.isCancelled { return CancellationError() }
        if let status = (task.response as? HTTPURLResponse)?.statusCode, status != 101 {
            let detail = "the server did not open a websocket"
            return LangBotError(.init(status: status), status: status, detail: detail, underlying: error)
        }
        guard task.closeCode != .invalid else { return error }
        let reason = "the server ended the websocket (code \(task.closeCode.rawValue))"
        return TransportFailure(.connectionLost, reason: reason, underlying: error)
    }
}
#endif
