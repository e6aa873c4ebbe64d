import CommandLineSupport
import Foundation
import HTTPCore

/// Asks a server for its health.
///
/// Uses the engine's own client over plain HTTP, which is all that a mock speaks: Foundation's would load TLS and a
/// dozen libraries into the memory of every running mock.
enum HealthCheck {
    /// The time limit for the whole exchange, without resolving the host name.
    private static let timeout = Duration.seconds(5)

    private struct Answer: Decodable {
        let code: Int
    }

    /// - Returns: the exit status.
    static func run(_ baseURL: String) async -> Int32 {
        let complaint = await complaint(baseURL)
        if let complaint { try? StandardStream.error.write("langbot-mock: \(baseURL) \(complaint)\n") }
        return complaint == nil ? 0 : 1
    }

    private static func complaint(_ baseURL: String) async -> String? {
        guard let url = URL(string: baseURL), url.scheme == "http", let host = url.host, !host.isEmpty else {
            return "is not the base URL of a mock; use one like http://127.0.0.1:5300"
        }
        do {
            let answer = try await answer(url.appendingPathComponent("healthz"), host)
            guard answer.status == 200 else { return "is not healthy: it answered \(answer.status)" }
            let envelope = try? JSONDecoder().decode(Answer.self, from: Data(answer.body))
            return envelope?.code == 0 ? nil : "is not a LangBot: it answered 200 without LangBot's envelope"
        } catch {
            return "cannot be reached: \(error)"
        }
    }

    private static func answer(_ url: URL, _ host: String) async throws(HTTPClientError) -> HTTPResponse {
        let end = ContinuousClock.now + timeout
        let port = url.port ?? 80
        let connection = try await HTTPClientConnection.open(host: host, port: port, timeout: timeout)
        defer { connection.close() }
        let authority = HostText.bracketed(host) + (port == 80 ? "" : ":\(port)")
        let path = url.path(percentEncoded: true)
        let request = HTTPRequest(.get, path, fields: ["Host": authority, "Connection": "close"])
        try await connection.send(request.bytes, timeout: end - .now)
        return try await connection.answer(to: .get, timeout: end - .now).response
    }
}
