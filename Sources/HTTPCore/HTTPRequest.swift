/// A request, received or to be sent.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    /// The request target as written: a path with its query, a whole URL, or `*` (RFC 9112, section 3.2).
    package var target: String
    package var version: HTTPVersion
    package var fields: HTTPFields
    package var body: [UInt8]

    package init(
        _ method: HTTPMethod,
        _ target: String,
        version: HTTPVersion = .http11,
        fields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.version = version
        self.fields = fields
        self.body = body
    }

    /// The target's path, still percent-encoded; for an absolute URL, what follows its authority.
    package var path: Substring {
        let local = localTarget
        return Self.questionMark(local).map { local[..<$0] } ?? local
    }

    /// What follows the target's first question mark, still percent-encoded.
    package var query: Substring? {
        let local = localTarget
        return Self.questionMark(local).map { local[local.utf8.index(after: $0)...] }
    }

    private static func questionMark(_ text: Substring) -> Substring.Index? {
        var text = text
        let offset = text.withUTF8 { $0.firstIndex(of: UInt8(ascii: "?")) }
        return offset.map { text.utf8.index(text.startIndex, offsetBy: $0) }
    }

    private var localTarget: Substring {
        guard target.utf8.first != UInt8(ascii: "/"), let scheme = target.firstRange(of: "://") else {
            return target[...]
        }
        let rest = target[scheme.upperBound...]
        return rest.firstIndex { $0 == "/" || $0 == "?" }.map { rest[$0...] } ?? "/"
    }

    /// Whether the sender wants to keep the connection after the response (RFC 9112, section 9.3).
    package var wantsKeepAlive: Bool {
        let options = fields.contains("connection") ? fields.tokens("connection") : []
        return version == .http11 ? !options.contains("close") : options.contains("keep-alive")
    }
}
