public import Foundation

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
    }

    /// What a request carries.
    public enum Body: Sendable {
        case none
        case json(JSONValue)
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
    /// Texts of the body that no error may show, such as a password.
    var secrets: [String] = []

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
}

extension APIOperation.Body {
    /// The bytes and the media type; nil for no body.
    func encoded() throws -> (data: Data, contentType: String)? {
        switch self {
        case .none: nil
        case .json(let value): (try value.json(), "application/json")
        case .multipart(let form): form.encoded()
        case .data(let data, let contentType): (data, contentType)
        }
    }
}
