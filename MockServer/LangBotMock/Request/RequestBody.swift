import HTTPCore
import JSONCore
import LangBotContract

/// What content an operation takes.
enum BodyPolicy: Hashable, Sendable {
    case none
    /// A JSON object.
    case object
    /// A JSON object, or nothing.
    case optionalObject
    /// A form with files.
    case multipart

    static func of(_ operation: Operation) -> BodyPolicy {
        if operation.id == "file.document.upload" { return .multipart }
        switch operation.method {
        case .get, .delete: return .none
        case .put: return .object
        case .post: return operation.action == .invoke && operation.resource != .account ? .optionalObject : .object
        }
    }

    /// Reads the content of a request.
    func read(_ request: HTTPRequest) throws(DomainError) -> (body: JSONObject, upload: MultipartForm?) {
        switch self {
        case .none: return ([:], nil)
        case .optionalObject where request.body.isEmpty: return ([:], nil)
        case .object, .optionalObject: return (try Self.object(request), nil)
        case .multipart:
            guard let boundary = MultipartForm.boundary(request.fields["content-type"] ?? "") else {
                throw .unsupportedMediaType("The content must be multipart/form-data with a boundary")
            }
            return ([:], try MultipartForm(request.body, boundary: boundary))
        }
    }

    private static func object(_ request: HTTPRequest) throws(DomainError) -> JSONObject {
        guard !request.body.isEmpty else { throw .invalid("The content is empty; a JSON object is expected") }
        let coding = request.fields["content-encoding"] ?? "identity"
        guard coding.lowercased() == "identity" else {
            throw .unsupportedMediaType("The content must not be encoded")
        }
        let type = (request.fields["content-type"] ?? "").prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) else {
            throw .unsupportedMediaType("The content must be application/json")
        }
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
