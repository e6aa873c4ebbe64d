import Foundation
import HTTPCore
import JSONCore
import LangBotMock

/// How long a test waits for what must come: only a fault ever uses it up, however busy the machine is.
let patience = Duration.seconds(600)

/// Speaks to a mock over a socket.
struct MockClient {
    static let key = ("X-API-Key", "lbk_local_mock_key")

    let mock: MockLangBot

    struct Answer {
        let response: HTTPResponse
        let json: JSONValue?

        var status: Int { response.status }
        var code: Int64? { json?["code"]?.integerValue }
        var message: String? { json?["msg"]?.stringValue }
        var data: JSONValue? { json?["data"] }

        func field(_ name: String) -> String? { response.fields[name] }
    }

    /// Sends a request with exactly these fields.
    func send(
        _ method: String,
        _ path: String,
        _ fields: [(String, String)] = [key],
        body: String? = nil,
        type: String? = "application/json"
    ) async throws -> Answer {
        var request = HTTPRequest(HTTPMethod(rawValue: method), path)
        request.fields.append("Host", "127.0.0.1")
        for (name, value) in fields { request.fields.append(name, value) }
        if let body {
            if let type { request.fields.append("Content-Type", type) }
            request.body = Array(body.utf8)
        }
        request.fields.append("Content-Length", String(request.body.count))
        let connection = try await HTTPClientConnection.open(
            host: "127.0.0.1",
            port: mock.port,
            timeout: patience
        )
        defer { connection.close() }
        try await connection.send(request.bytes, timeout: patience)
        let response = try await connection.answer(to: request.method, timeout: patience).response
        return Answer(response: response, json: try? JSONValue(parsing: response.body))
    }

    /// Sends JSON with the key.
    func send(_ method: String, _ path: String, _ json: JSONValue) async throws -> Answer {
        try await send(method, path, body: json.description)
    }

    /// Sends a file in a form.
    func upload(_ path: String, _ name: String, _ content: String) async throws -> Answer {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/plain"
        let form = "--b\r\n\(head)\r\n\r\n\(content)\r\n--b--\r\n"
        return try await send("POST", path, body: form, type: "multipart/form-data; boundary=b")
    }

    /// The token of the account that every mock has.
    func signIn() async throws -> String {
        let body: JSONValue = ["user": .string(mock.user), "password": .string(mock.password)]
        let answer = try await send("POST", "/api/v1/user/auth", [], body: body.description)
        return answer.data?["token"]?.stringValue ?? ""
    }
}

/// Runs `body` with a mock of its own.
func withMock(_ options: MockLangBot.Options = .init(), _ body: (MockClient) async throws -> Void) async throws {
    let mock = try await MockLangBot.start(options)
    do {
        try await body(MockClient(mock: mock))
    } catch {
        await mock.stop(drain: .zero)
        throw error
    }
    await mock.stop(drain: .zero)
}
