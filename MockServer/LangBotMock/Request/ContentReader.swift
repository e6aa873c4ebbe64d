import HTTPCore
import JSONCore
import LangBotContract

/// How an operation takes the content of a request.
enum ContentReader: Hashable, Sendable {
    case none
    /// A JSON object.
    case object
    /// A JSON object, or nothing.
    case optionalObject
    /// A form with files.
    case multipart
    /// What a release's framework makes of it: nothing where the media type is not JSON's.
    case anyJSON
    /// A form with files, or nothing where it is none.
    case anyForm

    /// What the operation's row says it takes, checked as HTTP has it.
    static func documented(_ operation: Operation) -> ContentReader {
        if operation.id == "file.document.upload" { return .multipart }
        switch operation.method {
        case .get, .delete: return .none
        case .put: return .object
        case .post: return operation.action == .invoke && operation.resource != .account ? .optionalObject : .object
        }
    }

    private static let forms: Set<OperationID> = [
        "file.document.upload", "file.image.upload", "plugin.install.local", "plugin.install.local_preview",
        "plugin.config_file.upload", "skill.install.upload", "skill.preview.upload",
    ]

    /// What a release reads, and how little it checks.
    static func release(_ operation: ObservedOperation) -> ContentReader {
        if forms.contains(operation.id) { return .anyForm }
        return operation.method == .post || operation.method == .put ? .anyJSON : .none
    }

    /// What was read of a request.
    struct Content: Sendable {
        var json: Result<JSONValue, DomainError> = .success(.null)
        var form: MultipartForm?
    }

    /// Reads the content of a request.
    ///
    /// - Throws: what the documented profile refuses before it does anything.
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
            return Content(form: boundary.flatMap { try? MultipartForm(request.body, boundary: $0) })
        }
    }

    private static func isJSON(_ request: HTTPRequest) -> Bool {
        let given = request.fields["content-type"] ?? ""
        // How nearly every client writes it.
        if given == "application/json" { return true }
        let type = given.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    private static func json(_ request: HTTPRequest) -> Result<JSONValue, DomainError> {
        guard isJSON(request) else { return .success(.null) }
        do {
            return .success(try JSONValue(parsing: request.body))
        } catch {
            return .failure(.failure("The content is not JSON: \(error)"))
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
            throw .invalid("The content is not JSON: \(error)")
        }
        guard case .object(let object) = value else {
            throw .invalid("The content must be a JSON object, not \(value.kind)")
        }
        return object
    }
}
