import HTTPCore
import JSONCore
import LangBotContract

/// How an operation reads the content of a request.
enum ContentReader: Hashable, Sendable {
    case none
    /// A JSON object.
    case object
    /// A JSON object, or nothing.
    case optionalObject
    /// A form with files.
    case multipart
    /// Any JSON; content of another media type is ignored, as in the framework of the releases.
    case anyJSON
    /// A form with files; other content is ignored.
    case anyForm

    /// The reader for a documented operation, which checks the content strictly.
    static func documented(_ operation: DocumentedOperation) -> ContentReader {
        if operation.id == "file.document.upload" { return .multipart }
        switch operation.method {
        case .get, .delete, .webSocket: return .none
        case .put, .patch: return .object
        case .post: return operation.action == .invoke && operation.resource != .account ? .optionalObject : .object
        }
    }

    /// The reader for an operation of a release, which checks little.
    static func release(_ operation: Operation) -> ContentReader {
        if case .multipart = operation.request.body { return .anyForm }
        return [.post, .put, .patch].contains(operation.method) ? .anyJSON : .none
    }

    /// The content of a request, read.
    struct Content: Sendable {
        var json: Result<JSONValue, DomainError> = .success(.null)
        var form: MultipartForm?
    }

    /// Reads the content of a request.
    ///
    /// - Throws: ``DomainError`` for content that the documented profile refuses.
    func read(_ request: HTTPRequest) throws(DomainError) -> Content {
        switch self {
        case .none: return Content()
        case .optionalObject where request.body.isEmpty: return Content(json: .success(.object([:])))
        case .object, .optionalObject: return Content(json: .success(.object(try Self.object(request))))
        case .multipart:
            guard let boundary = MultipartForm.boundary(request.fields["content-type"] ?? "") else {
                throw .unsupportedMediaType("The content must be multipart/form-data with a boundary")
            }
            return Content(form: try MultipartForm(request.body, boundary: boundary))
        case .anyJSON: return Content(json: Self.json(request))
        case .anyForm:
            let boundary = MultipartForm.boundary(request.fields["content-type"] ?? "")
            return Content(form: boundary.flatMap { try? MultipartForm(request.body, boundary: $0, isLax: true) })
        }
    }

    private static func isJSON(_ request: HTTPRequest) -> Bool {
        let given = request.fields["content-type"] ?? ""
        // The spelling of nearly every client.
        if given == "application/json" { return true }
        let type = given.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    private static func json(_ request: HTTPRequest) -> Result<JSONValue, DomainError> {
        guard isJSON(request) else { return .success(.null) }
        do {
            return .success(try JSONValue(parsing: request.body))
        } catch {
            return .failure(.failure("The content is not valid JSON: \(error)"))
        }
    }

    private static func object(_ request: HTTPRequest) throws(DomainError) -> JSONObject {
        guard !request.body.isEmpty else { throw .invalid("The content is empty; a JSON object is expected") }
        let coding = request.fields["content-encoding"] ?? "identity"
        guard coding.lowercased() == "identity" else {
            throw .unsupportedMediaType("The content must not be encoded")
        }
        guard isJSON(request) else { throw .unsupportedMediaType("The content must be application/json") }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: request.body)
        } catch {
            throw .invalid("The content is not valid JSON: \(error)")
        }
        guard case .object(let object) = value else {
            throw .invalid("The content must be a JSON object, not \(value.kind)")
        }
        return object
    }
}
