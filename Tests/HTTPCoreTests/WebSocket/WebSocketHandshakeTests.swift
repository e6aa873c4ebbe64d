import HTTPCore
import Testing

struct WebSocketHandshakeTests {
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    static func request(_ change: (inout HTTPRequest) -> Void = { _ in }) -> HTTPRequest {
        var request = WebSocketHandshake.request("/chat", host: "x", key: key)
        change(&request)
        return request
    }

    /// The example of RFC 6455, section 1.3.
    @Test func provesThatItReadTheKey() throws {
        let fields = try WebSocketHandshake.answer(to: Self.request())
        #expect(fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(WebSocketHandshake.isAccepted(HTTPResponse(status: 101, fields: fields), key: Self.key))
        #expect(!WebSocketHandshake.isAccepted(HTTPResponse(status: 101, fields: fields), key: "AAAA"))
        #expect(!WebSocketHandshake.isAccepted(HTTPResponse(status: 200, fields: fields), key: Self.key))
    }

    @Test(arguments: [
        (["Upgrade": "h2c"], WebSocketHandshake.Refusal.notRequested), (["Connection": "close"], .notRequested),
        (["Sec-WebSocket-Version": "8"], .version), (["Sec-WebSocket-Version": "13, 8"], .version),
        (["Sec-WebSocket-Key": "AAAA"], .key), (["Sec-WebSocket-Key": "no base64, 24 bytes long"], .key),
    ])
    func refusesOtherRequests(fields: [String: String], refusal: WebSocketHandshake.Refusal) {
        let request = Self.request { request in for (name, value) in fields { request.fields.set(name, value) } }
        #expect(throws: refusal) { try WebSocketHandshake.answer(to: request) }
    }

    @Test func refusesOtherMethodsAndVersions() {
        #expect(throws: WebSocketHandshake.Refusal.notRequested) {
            try WebSocketHandshake.answer(to: Self.request { $0.method = .post })
        }
        #expect(throws: WebSocketHandshake.Refusal.notRequested) {
            try WebSocketHandshake.answer(to: Self.request { $0.version = .http10 })
        }
        #expect(throws: WebSocketHandshake.Refusal.key) {
            try WebSocketHandshake.answer(to: Self.request { $0.fields.append("Sec-WebSocket-Key", Self.key) })
        }
    }

    @Test func acceptsWhatBrowsersSend() throws {
        let request = Self.request { request in
            request.fields.set("Connection", "keep-alive, Upgrade")
            request.fields.set("Upgrade", "WebSocket")
            request.fields.append("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
        }
        #expect(try !WebSocketHandshake.answer(to: request).contains("sec-websocket-extensions"))
    }
}
