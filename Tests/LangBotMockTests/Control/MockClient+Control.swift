import HTTPCore
import JSONCore
import LangBotMock

extension MockClient {
    /// Asks the control interface.
    func control(
        _ method: String,
        _ name: String,
        _ json: JSONValue? = nil,
        token: String? = nil
    ) async throws -> Answer {
        let fields = token.map { [("Authorization", "Bearer \($0)")] } ?? []
        let body = json?.description ?? (method == "POST" || method == "PUT" ? "{}" : nil)
        return try await send(method, "/__mock/\(name)", fields, body: body)
    }

    /// Sends the same request over one connection, one after the other.
    func sendMany(_ count: Int, _ path: String) async throws {
        let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: mock.port, timeout: patience)
        defer { connection.close() }
        for _ in 0..<count {
            try await connection.send(Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n".utf8), timeout: patience)
            _ = try await connection.answer(to: .get, timeout: patience)
        }
    }

    /// The status of the answer to a request that is sent as it is.
    func status(of request: String) async throws -> Int {
        let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: mock.port, timeout: patience)
        defer { connection.close() }
        try await connection.send(Array(request.utf8), timeout: patience)
        return try await connection.answer(to: .get, timeout: patience).response.status
    }

    /// Everything that comes on a connection until it ends, and whether it ended in order.
    func raw(_ path: String) async throws -> (bytes: [UInt8], failure: HTTPClientError?) {
        let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: mock.port, timeout: patience)
        defer { connection.close() }
        let request = "GET \(path) HTTP/1.1\r\nHost: x\r\nX-API-Key: \(mock.apiKey)\r\nConnection: close\r\n\r\n"
        try await connection.send(Array(request.utf8), timeout: patience)
        var bytes: [UInt8] = []
        do throws(HTTPClientError) {
            while let more = try await connection.receive(timeout: patience) { bytes += more }
            return (bytes, nil)
        } catch {
            return (bytes, error)
        }
    }
}
