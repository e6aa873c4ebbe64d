public import Foundation
import Redaction

/// One call of the API as a value, before anything is sent.
///
/// Every method of the resource groups makes one of these. Make your own for operations that this SDK has no method
/// for, and pass it to `LangBotClient.perform(_:)`.
public struct APIOperation: Sendable {
    /// A name and value of a query.
    public struct QueryItem: Hashable, Sendable {
        /// The name of the item, unencoded.
        public var name: String
        /// The value of the item, unencoded.
        public var value: String

        /// Makes an item of unencoded texts.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        init?(_ name: String, _ value: String?) {
            guard let value else { return nil }
            self.init(name, value)
        }

        init?(_ name: String, _ flag: Bool?) {
            guard let flag else { return nil }
            self.init(name, flag ? "true" : "false")
        }

        init?(_ name: String, _ number: Int?) {
            guard let number else { return nil }
            self.init(name, String(number))
        }

        init?(_ name: String, _ date: Date?) {
            guard let date else { return nil }
            self.init(name, Timestamp.text(date))
        }
    }

    /// What a request carries.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// A JSON text.
        case json(JSONValue)
        /// A form with files.
        case multipart(MultipartForm)
        /// Bytes and their media type.
        case data(Data, contentType: String)
    }

    /// The name in errors and to middlewares, such as `bot.list`.
    public var name: OperationName
    /// The method of the request.
    public var method: HTTPMethod
    /// The segments of the path below the base URL, unencoded, such as `["api", "v1", "pipelines"]`.
    public var path: [String]
    /// The items after the question mark, in their order.
    public var query: [QueryItem]
    /// What the request carries.
    public var body: Body
    /// Header fields for this call alone.
    public var headers: HTTPHeaders
    /// What a refusal means that comes with a status of success and no telling code.
    var refusal: LangBotError.Code = .invalidRequest
    /// Writes the members of the body for a release, where releases want different ones.
    var adapted: (@Sendable (ServerRelease?) throws -> JSONObject)?
    /// Which members of the body the releases know; nil where the body is free.
    var knownFields: FieldTable?
    /// Which query parameters the releases know; nil where all know all.
    var knownParameters: FieldTable?
    /// Called while the body is sent.
    var onProgress: (@Sendable (TransferProgress) -> Void)?
    /// The media type that is asked for.
    var accept = "application/json"

    /// Makes an operation.
    public init(
        _ name: OperationName,
        _ method: HTTPMethod,
        path: [String],
        query: [QueryItem] = [],
        body: Body = .none,
        headers: HTTPHeaders = HTTPHeaders()
    ) {
        self.name = name
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.headers = headers
    }

    /// Makes an operation below `/api/v1`.
    init(_ name: OperationName, _ method: HTTPMethod, _ path: String..., body: Body = .none) {
        self.init(name, method, path: ["api", "v1"] + path, body: body)
    }

    /// The segments of a path whose slashes are borders, such as that of a file.
    static func segments(_ path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}

extension APIOperation: CustomStringConvertible, CustomReflectable {
    /// The name and the method, without path, query, header values and body.
    public var description: String { "\(name): \(method)" }

    /// The same and the redacted headers, for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["operation": description, "headers": headers]) }
}

extension APIOperation.QueryItem: CustomStringConvertible, CustomReflectable {
    /// The item, without a value that its name calls secret.
    public var description: String { "\(name)=\(Redactor().value(of: name, value))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["item": description]) }
}

extension APIOperation.Body: CustomStringConvertible, CustomReflectable {
    /// The kind of body, and how long it is or which members it has.
    public var description: String {
        switch self {
        case .none: "no body"
        case .json(let value): value.debugDescription
        case .multipart(let form): form.description
        case .data(let data, let contentType): "\(data.count) bytes of \(contentType)"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["body": description]) }
}
