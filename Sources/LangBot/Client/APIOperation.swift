public import Foundation

/// An API call as a value, before anything is sent.
///
/// Every method of the resource groups creates one. For operations that this SDK has no method for, create your own and
/// pass it to `LangBotClient.perform(_:)`.
public struct APIOperation: Sendable {
    /// A name and value in the query.
    public struct QueryItem: Hashable, Sendable {
        /// The name, not percent-encoded.
        public var name: String
        /// The value, not percent-encoded.
        public var value: String

        /// Creates an item from a name and value that are not percent-encoded.
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

    /// The body of the request.
    public enum Body: Sendable {
        /// No body.
        case none
        /// JSON.
        case json(JSONValue)
        /// A multipart form, for file uploads.
        case multipart(MultipartForm)
        /// Bytes with their media type.
        case data(Data, contentType: String)
    }

    /// The name that errors and middlewares see, such as `bot.list`.
    public var name: OperationName
    /// The method of the request.
    public var method: HTTPMethod
    /// The path segments below the base URL, not percent-encoded, such as `["api", "v1", "pipelines"]`.
    public var path: [String]
    /// The query items, in order.
    public var query: [QueryItem]
    /// What the request carries.
    public var body: Body
    /// Header fields for this call only.
    public var headers: HTTPHeaders
    /// The error code for a refusal that has a success status and no meaningful code of its own.
    var refusal: LangBotError.Code = .invalidRequest
    /// Builds the body for a release, if releases expect different members.
    var adapted: (@Sendable (ServerRelease?) throws -> JSONObject)?
    /// The body members by release; nil if any member may be sent.
    var knownFields: FieldTable?
    /// The query parameters by release; nil if all releases know all of them.
    var knownParameters: FieldTable?
    /// Called while the body is sent.
    var onProgress: (@Sendable (TransferProgress) -> Void)?
    /// The value of `Accept`.
    var accept = "application/json"

    /// Creates an operation.
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

    /// Creates an operation below `/api/v1`.
    init(_ name: OperationName, _ method: HTTPMethod, _ path: String..., body: Body = .none) {
        self.init(name, method, path: ["api", "v1"] + path, body: body)
    }

    /// Splits a path, such as that of a file, at its slashes.
    static func segments(_ path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}

extension APIOperation.Body {
    /// The texts that no error may contain, such as passwords and provider API keys.
    var secrets: [String] {
        if case .json(let value) = self { value.secretTexts } else { [] }
    }
}
