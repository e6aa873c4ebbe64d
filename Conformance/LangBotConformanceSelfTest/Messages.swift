import HTTPCore
import JSONCore

extension HTTPRequest {
    /// Whether the request carries no credential.
    var isAnonymous: Bool { !fields.contains("x-api-key") && !fields.contains("authorization") }

    /// The token after `Bearer ` in `Authorization`.
    var bearer: String? {
        guard let value = fields["authorization"], value.hasPrefix("Bearer ") else { return nil }
        return String(value.dropFirst("Bearer ".count))
    }

    /// Whether the path ends with an identifier.
    var namesOne: Bool { path.split(separator: "/").count > 4 }

    /// Whether the request manages API keys.
    var isAboutKeys: Bool { path.hasPrefix("/api/v1/apikeys") }

    /// The content as JSON.
    var json: JSONValue? { try? JSONValue(parsing: body) }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// Replaces all credentials with a key.
    mutating func authenticate(_ key: String) {
        fields.remove("Authorization")
        fields.set("X-API-Key", key)
    }

    /// Replaces all credentials with a user token.
    mutating func signIn(_ token: String) {
        fields.remove("X-API-Key")
        fields.set("Authorization", "Bearer \(token)")
    }

    /// Removes all credentials.
    mutating func becomeAnonymous() {
        fields.remove("X-API-Key")
        fields.remove("Authorization")
    }

    /// Changes the members of the JSON object in the content.
    mutating func edit(_ change: (inout JSONObject) -> Void) {
        guard var object = json?.objectValue else { return }
        change(&object)
        body = Array(JSONValue.object(object).description.utf8)
        if fields.contains("content-length") { fields.set("Content-Length", String(body.count)) }
    }
}

extension HTTPResponse {
    var json: JSONValue? { try? JSONValue(parsing: body) }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// A LangBot envelope without data.
    static func envelope(_ status: Int, _ code: Int, _ message: String) -> HTTPResponse {
        let json: JSONValue = ["code": .integer(Int64(code)), "msg": .string(message)]
        return HTTPResponse(
            status: status,
            fields: ["Content-Type": "application/json"],
            body: Array(json.description.utf8)
        )
    }

    /// The answer that a client with a valid key would get.
    static let bots = HTTPResponse(
        status: 200,
        fields: ["Content-Type": "application/json"],
        body: Array("{\"code\":0,\"data\":{\"bots\":[]},\"msg\":\"ok\"}".utf8)
    )

    mutating func replace(_ old: String, _ new: String) {
        guard text.contains(old) else { return }
        body = Array(text.replacing(old, with: new).utf8)
    }

    /// The answer as bytes, with `Connection: close` and with content even for HEAD.
    var bytes: [UInt8] {
        var head = "HTTP/1.1 \(status) \(HTTPResponse.reason(status))\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        return Array("\(head)Content-Length: \(body.count)\r\nConnection: close\r\n\r\n".utf8) + body
    }
}
