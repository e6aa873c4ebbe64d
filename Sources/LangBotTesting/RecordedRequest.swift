public import Foundation
public import LangBot
import Redaction

/// A request as it was sent.
public struct RecordedRequest: Sendable {
    /// The operation that it belongs to.
    public let operation: OperationName
    /// The method.
    public let method: HTTPMethod
    /// The complete URL.
    public let url: URL
    /// The header fields.
    public let headers: HTTPHeaders
    /// The whole body, that of a file included; nil for a request without one.
    public let body: Data?

    /// Records a request.
    ///
    /// - Throws: what reading the body's file throws.
    public init(_ request: TransportRequest) throws {
        operation = request.operation
        method = request.method
        url = request.url
        headers = request.headers
        body = try request.body?.data()
    }

    /// The path and the query as they were sent, percent-encoding untouched.
    public var target: String {
        let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        let path = parts?.percentEncodedPath ?? ""
        return (path.isEmpty ? "/" : path) + (parts?.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    /// The items of the query, decoded; of several with one name the first.
    public var query: [String: String] {
        let items = URLComponents(url: url, resolvingAgainstBaseURL: true)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }

    /// The body as JSON; nil if there is none or it is not JSON.
    public var json: JSONValue? {
        body.flatMap { try? JSONValue(json: $0) }
    }
}

extension RecordedRequest: CustomStringConvertible, CustomReflectable {
    /// Method, path, query and operation; no header and no body, which may hold secrets.
    public var description: String { "\(method) \(Redactor().text(target)) (\(operation))" }

    /// The same, the headers without credentials, and the length of the body, for `dump` and the debugger.
    public var customMirror: Mirror {
        Mirror(self, children: ["request": description, "headers": headers, "bytes": body?.count ?? 0])
    }
}
