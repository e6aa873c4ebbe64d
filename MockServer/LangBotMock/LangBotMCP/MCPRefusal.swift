import HTTPCore
import JSONCore

/// What the MCP server answers before it reads a message, and how it says so.
enum MCPRefusal {
    static func json(_ status: Int, _ json: JSONValue, _ more: HTTPFields = [:]) -> HTTPResponse {
        var fields: HTTPFields = ["Content-Type": "application/json"]
        for field in more { fields.append(field.name, field.value) }
        return HTTPResponse(status: status, fields: fields, body: json.serialized())
    }

    static func error(_ status: Int, _ code: Int64, _ message: String, _ more: HTTPFields = [:]) -> HTTPResponse {
        let error: JSONValue = ["code": .integer(code), "message": .string(message)]
        return json(status, ["jsonrpc": "2.0", "id": "server-error", "error": error], more)
    }

    static let unauthorized = json(
        401,
        ["error": "unauthorized", "message": "A valid LangBot API key is required for MCP access."],
        ["WWW-Authenticate": "Bearer"]
    )

    static let noSession = error(405, -32_600, "Method Not Allowed: Session termination not supported")

    static let method = error(405, -32_600, "Method Not Allowed", ["Allow": "GET, POST, DELETE"])

    static func notAcceptable(_ type: String) -> HTTPResponse {
        error(406, -32_600, "Not Acceptable: Client must accept \(type)")
    }

    static func version(_ version: String) -> HTTPResponse {
        let known = MCPServer.versions.joined(separator: ", ")
        return error(
            400,
            -32_600,
            "Bad Request: Unsupported protocol version: \(version). Supported versions: \(known)"
        )
    }

    /// The refusal of a request that a page of another site may have made, or that is not JSON.
    static func ofSender(_ request: HTTPRequest) -> HTTPResponse? {
        func text(_ status: Int, _ text: String) -> HTTPResponse {
            HTTPResponse(status: status, body: Array(text.utf8))
        }
        let type = (request.fields["content-type"] ?? "").lowercased()
        if request.method == .post, !type.hasPrefix("application/json") {
            return text(400, "Invalid Content-Type header")
        }
        if !isLocal(request.fields["host"] ?? "") { return text(421, "Invalid Host header") }
        if let origin = request.fields["origin"] {
            guard origin.hasPrefix("http://"), isLocal(String(origin.dropFirst(7))) else {
                return text(403, "Invalid Origin header")
            }
        }
        return nil
    }

    /// Whether an authority is this machine with a port.
    private static func isLocal(_ authority: String) -> Bool {
        ["127.0.0.1:", "localhost:", "[::1]:"].contains { authority.hasPrefix($0) }
    }

    static func accepts(_ request: HTTPRequest, _ type: String) -> Bool {
        request.fields.tokens("accept").contains { $0.hasPrefix(type) }
    }

    static func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = \.isWhitespace
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
