import HTTPCore
import JSONCore
import LangBotMock

/// Sends recorded requests to a mock, one after the other, as they were sent to the release.
final class FidelityPlayer {
    private static let unknownKey = "lbk_" + String(repeating: "0", count: 43)
    private static let boundary = "fidelity-boundary"

    private let mock: MockLangBot
    private var connection: HTTPClientConnection
    private var values: [String: String] = [:]
    private var mask = AnswerMask()

    init(_ mock: MockLangBot) async throws {
        self.mock = mock
        connection = try await Self.connect(mock)
    }

    private static func connect(_ mock: MockLangBot) async throws -> HTTPClientConnection {
        try await HTTPClientConnection.open(host: "127.0.0.1", port: mock.port, timeout: patience)
    }

    /// Makes the account and the key with which the recordings begin.
    func setUp() async throws {
        values["user"] = "admin@example.com"
        values["password"] = "Conformance-1-pass!"
        let account: JSONValue = ["user": "{{user}}", "password": "{{password}}"]
        _ = try await exchange("POST", "/api/v1/user/init", [], account)
        let session = try await exchange("POST", "/api/v1/user/auth", [], account)
        values["user_token"] = session.json?["data"]?["token"]?.stringValue
        let key = try await exchange(
            "POST",
            "/api/v1/apikeys",
            [("Authorization", "Bearer {{user_token}}")],
            ["name": "real-langbot"]
        )
        values["api_key"] = key.json?["data"]?["key"]?["key"]?.stringValue
    }

    private func exchange(
        _ method: String,
        _ path: String,
        _ fields: [(String, String)],
        _ json: JSONValue
    ) async throws -> (response: HTTPResponse, json: JSONValue?) {
        let content = (Array(filled(json).description.utf8), "application/json" as String?)
        return try await send(method, path, fields, content)
    }

    /// What the mock answers to a step: nil where it is as recorded, otherwise both.
    func difference(_ exchange: RecordedExchange, from release: String) async throws -> String? {
        guard let recorded = exchange.answer(of: release) else { return "nothing was recorded" }
        let fields = credential(exchange.step["auth"]) + pairs(exchange.step["headers"])
        let answer = try await send(exchange.method, exchange.path, fields, content(of: exchange.step))
        let json = answer.json.map { mask.masked($0) }
        capture(exchange.step, answer.json)
        let media = (answer.response.fields["content-type"] ?? "").prefix { $0 != ";" }
        let isSame =
            recorded["status"] == .integer(Int64(answer.response.status)) && recorded["media"] == .string(String(media))
            && matches(recorded, json)
        return isSame ? nil : "\(answer.response.status) \(media) \(json ?? .null)\n  recorded: \(recorded)"
    }

    private func matches(_ recorded: JSONValue, _ json: JSONValue?) -> Bool {
        if let expected = recorded["json"] { return json == expected }
        if let expected = recorded["shape"] { return json?.shape.agrees(with: expected) ?? false }
        return true
    }

    private func send(
        _ method: String,
        _ path: String,
        _ fields: [(String, String)],
        _ content: (bytes: [UInt8], type: String?)?
    ) async throws -> (response: HTTPResponse, json: JSONValue?) {
        var request = HTTPRequest(HTTPMethod(rawValue: method), filled(path))
        request.fields.append("Host", "127.0.0.1")
        for (name, value) in fields { request.fields.append(name, filled(value)) }
        if let content {
            if let type = content.type { request.fields.append("Content-Type", type) }
            request.fields.append("Content-Length", String(content.bytes.count))
            request.body = content.bytes
        }
        try await connection.send(request.bytes, timeout: patience)
        let answer = try await connection.answer(to: request.method, timeout: patience)
        if answer.response.fields.tokens("connection").contains("close") { connection = try await Self.connect(mock) }
        let isJSON = answer.response.fields["content-type"] == "application/json"
        return (answer.response, isJSON ? try? JSONValue(parsing: answer.response.body) : nil)
    }
}

/// What a step stands for.
extension FidelityPlayer {
    private func filled(_ text: String) -> String {
        guard text.contains("{{") else { return text }
        return text.replacing(/\{\{(\w+)\}\}/) { match in
            values[String(match.output.1)] ?? "unset-\(match.output.1)"
        }
    }

    private func filled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(filled(text))
        case .array(let elements): .array(elements.map(filled))
        case .object(let object): .object(JSONObject(object.map { ($0.name, filled($0.value)) }))
        default: value
        }
    }

    private func credential(_ value: JSONValue?) -> [(String, String)] {
        switch value?.stringValue {
        case "key": [("X-API-Key", "{{api_key}}")]
        case "bearer-key": [("Authorization", "Bearer {{api_key}}")]
        case "user": [("Authorization", "Bearer {{user_token}}")]
        case "bad-key": [("X-API-Key", Self.unknownKey)]
        case "bad-bearer": [("Authorization", "Bearer \(Self.unknownKey)")]
        default: pairs(value)
        }
    }

    private func pairs(_ value: JSONValue?) -> [(String, String)] {
        (value?.arrayValue ?? []).map { ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "") }
    }

    private func content(of step: JSONValue) -> (bytes: [UInt8], type: String?)? {
        if let json = step["json"] { return (Array(filled(json).description.utf8), "application/json") }
        if let raw = step["raw"]?.stringValue { return (Array(filled(raw).utf8), nil) }
        guard let parts = step["multipart"]?.arrayValue else { return nil }
        var text = ""
        for part in parts {
            func member(_ name: String) -> String { part[name]?.stringValue ?? "" }
            text += "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(member("name"))\"; "
            text += "filename=\"\(member("filename"))\"\r\nContent-Type: \(member("type"))\r\n\r\n\(member("text"))\r\n"
        }
        text += "--\(Self.boundary)--\r\n"
        return (Array(text.utf8), "multipart/form-data; boundary=\(Self.boundary)")
    }

    private func capture(_ step: JSONValue, _ json: JSONValue?) {
        for (name, path) in step["capture"]?.objectValue ?? [:] {
            var found = json
            for member in (path.stringValue ?? "").split(separator: ".") { found = found?[String(member)] }
            guard let found, !found.isNull else { continue }
            values[name] = found.stringValue ?? "\(found)"
        }
    }
}
