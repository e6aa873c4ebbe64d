package import JSONCore

/// The `code` of an envelope: a number, or often a text since 4.10.
package enum ServerCode: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case number(Int64)
    case text(String)

    package init(integerLiteral value: Int64) { self = .number(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}

/// The answer to a request that fails.
package enum Refusal: Hashable, Sendable {
    /// An envelope without data.
    case envelope(status: Int, code: ServerCode, message: String)
    /// An envelope with data, which says how to go on.
    case demand(status: Int, code: ServerCode, message: String, data: JSONValue)
    /// An envelope with data and a `request_id`.
    case report(status: Int, code: ServerCode, message: String, data: JSONValue)
    /// An internal error, with its reason.
    case failure(String)
    /// An HTML page of the framework.
    case page(Int)
    /// A plain sentence, sent as HTML.
    case text(Int, String)
    /// A success with this data, although nothing was done.
    case success(JSONValue)

    package static func of(_ status: Int, _ code: ServerCode, _ message: String) -> Refusal {
        .envelope(status: status, code: code, message: message)
    }

    /// The answer to an unknown path or identifier since there are workspaces.
    package static let gone = Refusal.of(404, "resource_not_found", "Resource not found")

    /// The status, or nil for a success.
    package var status: Int? {
        switch self {
        case .envelope(let status, _, _), .page(let status), .report(let status, _, _, _), .text(let status, _),
            .demand(let status, _, _, _):
            status
        case .failure: 500
        case .success: nil
        }
    }
}
