import Foundation
import HTTPCore
import JSONCore

/// Applies a fault to one answer.
struct FaultPlay: Sendable {
    private let strike: FaultBook.Strike
    private let application: Application

    init(_ strike: FaultBook.Strike, _ application: Application) {
        self.strike = strike
        self.application = application
    }

    /// The identifier of the fault.
    var id: String { strike.id }

    /// The answer of a fault that keeps a request from being carried out; nil for others.
    func answer(_ request: HTTPRequest) -> Application.Answer? {
        let response: HTTPResponse
        switch strike.effect {
        case .status(let status, let code, let message):
            response = application.envelope(status: status, code: code.serverCode, message: message, request)
        case .success(let data):
            let data = (try? JSONValue(parsing: Array(data.utf8))) ?? .null
            response = application.success(data, request)
        default: return nil
        }
        return Application.Answer(response: response, operation: application.operation(of: request))
    }

    /// Sends the answer, or what is left of it.
    func send(_ response: HTTPResponse, _ exchange: HTTPExchange) {
        switch strike.effect {
        case .status, .success: exchange.respond(response)
        case .latency: after(strike.delay) { exchange.respond(response) }
        case .reset: exchange.abort(reset: true)
        case .empty: exchange.abort()
        case .truncated:
            exchange.abort(sending: Self.head(response) + response.body.prefix(response.body.count / 2))
        case .slow(let pause): sendSlowly(response, pause, exchange)
        case .contentType(let type): exchange.respond(Self.retyped(response, type))
        case .garbage: exchange.abort(sending: Array("\u{1}\u{2}\u{3} this is no HTTP \u{7F}\r\n\r\n".utf8))
        }
    }

    /// Opens a websocket later, or does instead what is left of the answer that would open it.
    func open(_ response: HTTPResponse, _ exchange: HTTPExchange, _ upgrade: @escaping @Sendable () -> Void) {
        switch strike.effect {
        case .latency: after(strike.delay, upgrade)
        case .slow, .contentType: upgrade()
        case .status, .reset, .empty, .truncated, .garbage: send(response, exchange)
        }
    }

    /// The answer for a mock without a socket.
    func delivery(of response: HTTPResponse) async throws -> Delivery {
        switch strike.effect {
        case .status, .success: return Delivery(response)
        case .latency:
            try await Task.sleep(for: strike.delay)
            return Delivery(response)
        case .reset, .empty, .garbage: throw BrokenConnection()
        case .truncated:
            let half = Array(response.body.prefix(response.body.count / 2))
            return Delivery(response, pieces: half.isEmpty ? [] : [half], isCutOff: !response.body.isEmpty)
        case .slow(let pause): return Delivery(response, pieces: Self.pieces(of: response), pause: pause)
        case .contentType(let type): return Delivery(Self.retyped(response, type))
        }
    }

    private static func retyped(_ response: HTTPResponse, _ type: String) -> HTTPResponse {
        var response = response
        response.fields.set("Content-Type", type)
        return response
    }

    private static func pieces(of response: HTTPResponse) -> [[UInt8]] {
        let length = max(1, response.body.count / 10)
        return stride(from: 0, to: response.body.count, by: length).map { start in
            Array(response.body[start..<min(start + length, response.body.count)])
        }
    }

    private static func head(_ response: HTTPResponse) -> [UInt8] {
        var head = "HTTP/1.1 \(response.status) \(HTTPResponse.reason(response.status))\r\n"
        for field in response.fields { head += "\(field.name): \(field.value)\r\n" }
        head += "Content-Length: \(response.body.count)\r\n\r\n"
        return Array(head.utf8)
    }

    private func sendSlowly(_ response: HTTPResponse, _ pause: Duration, _ exchange: HTTPExchange) {
        let pieces = Self.pieces(of: response)
        exchange.beginStream(HTTPResponse(status: response.status, fields: response.fields))
        Task {
            for piece in pieces {
                exchange.write(piece)
                try? await Task.sleep(for: pause)
            }
            exchange.endStream()
        }
    }

    private func after(_ delay: Duration, _ action: @escaping @Sendable () -> Void) {
        Task {
            try? await Task.sleep(for: delay)
            action()
        }
    }
}
