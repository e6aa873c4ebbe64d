public import Foundation
import Redaction

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
    init(
        _ name: OperationName,
        _ method: HTTPMethod,
        _ path: Path,
        query: KeyValuePairs<String, (any QueryValue)?> = [:],
        parameters: FieldTable? = nil,
        body: Body = .none,
        fields: FieldTable? = nil,
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) {
        self.init(name, method, path: ["api", "v1"] + path.segments, query: [QueryItem](given: query), body: body)
        knownParameters = parameters
        knownFields = fields
        self.onProgress = onProgress
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
