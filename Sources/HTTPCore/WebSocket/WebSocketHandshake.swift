import Digests
import Foundation

/// The opening handshake (RFC 6455, section 4), without extensions and subprotocols.
package enum WebSocketHandshake {
    /// Why a request does not open a websocket.
    package enum Refusal: Error, Hashable, Sendable {
        case notRequested
        case version
        case key
    }

    /// Whether a request asks for a websocket, well or not.
    package static func isRequested(by request: HTTPRequest) -> Bool {
        request.fields.contains("upgrade") && request.fields.tokens("upgrade").contains("websocket")
    }

    /// The fields of the answer that opens a websocket.
    package static func answer(to request: HTTPRequest) throws(Refusal) -> HTTPFields {
        guard request.method == .get, request.version == .http11, isRequested(by: request),
            request.fields.tokens("connection").contains("upgrade")
        else { throw .notRequested }
        guard request.fields.values("sec-websocket-version") == ["13"] else { throw .version }
        let keys = request.fields.values("sec-websocket-key")
        guard keys.count == 1, let key = keys.first, Data(base64Encoded: key)?.count == 16 else { throw .key }
        return ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": proof(of: key)]
    }

    /// The request that opens a websocket.
    package static func request(_ target: String, host: String, fields: HTTPFields = [:], key: String) -> HTTPRequest {
        var all: HTTPFields = [
            "Host": fields["host"] ?? host, "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key,
        ]
        for (name, value) in fields where name.lowercased() != "host" { all.append(name, value) }
        return HTTPRequest(.get, target, fields: all)
    }

    /// A random key for a request.
    package static func newKey() -> String {
        Data((0..<16).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
    }

    /// Whether an answer accepts the request with that key.
    package static func isAccepted(_ answer: HTTPResponse, key: String) -> Bool {
        answer.status == 101 && answer.fields.tokens("upgrade") == ["websocket"]
            && answer.fields.tokens("connection").contains("upgrade")
            && answer.fields["sec-websocket-accept"] == proof(of: key)
            && !answer.fields.contains("sec-websocket-extensions")
    }

    static func proof(of key: String) -> String {
        Data(SHA1.digest(of: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))).base64EncodedString()
    }
}
