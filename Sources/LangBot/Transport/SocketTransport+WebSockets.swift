#if os(Linux)
import Foundation
import HTTPCore

extension SocketTransport {
    /// Opens a websocket, on a connection that does not count among those to the server.
    ///
    /// A message may be as large as the response to another request.
    public func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        try Task.checkCancellation()
        let handshake = try HTTPClientRequest(request)
        var limits = WebSocketLimits()
        (limits.frame, limits.message) = (request.maximumResponseSize, request.maximumResponseSize)
        return try await OpenSocket.forClient {
            OpenSocket(
                socket: try await client.webSocket(
                    to: handshake.endpoint,
                    handshake.target,
                    fields: handshake.fields,
                    limits: limits,
                    by: request.timeout.map(Self.deadline)
                )
            )
        }
    }
}

/// A websocket of the transport.
private struct OpenSocket: TransportSocket {
    let socket: WebSocketClient

    func send(_ text: String) async throws {
        try await Self.forClient { try await socket.send(text, timeout: nil) }
    }

    func receive() async throws -> String? {
        while true {
            switch try await Self.forClient({ try await socket.receive(timeout: nil) }) {
            case .text(let text): return text
            case .ping, .pong: continue
            case .binary:
                socket.close(WebSocketClose(code: 1003))
                throw TransportFailure(.other, reason: "the server sent bytes where only text belongs")
            case .close(let close):
                socket.close(close)
                guard let code = close.code, code != WebSocketClose.normal.code else { return nil }
                throw TransportFailure(.connectionLost, reason: "the server ended the websocket (code \(code))")
            case nil:
                throw TransportFailure(.connectionLost, reason: "the connection ended in the middle of the websocket")
            }
        }
    }

    func close() { socket.close() }

    /// Runs `body`, and throws what the client knows.
    static func forClient<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as WebSocketClientError {
            switch error {
            case .connection(.tooLarge), .fault(.tooLarge): throw TransportFailure(.responseTooLarge)
            case .connection(let error): throw error.forClient
            case .refused(let answer): throw LangBotError(refusing: answer)
            case .fault(.invalidText): throw TransportFailure(.other, reason: "the server sent text that is not UTF-8")
            case .fault(.protocolError):
                throw TransportFailure(.other, reason: "what the server sent is not a websocket's frame")
            }
        }
    }
}

extension LangBotError {
    /// An error about an answer that opens no websocket.
    fileprivate init(refusing answer: HTTPResponse) {
        var headers = HTTPHeaders()
        for (name, value) in answer.fields { headers.append(name, value) }
        let response = TransportResponse(status: answer.status, headers: headers, body: Data(answer.body))
        self.init(Code(status: answer.status), response)
        detail =
            detail
            ?? (answer.status == 101
                ? "the server's handshake of the websocket is wrong" : "the server did not open a websocket")
    }
}
#endif
