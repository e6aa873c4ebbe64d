import JSONCore
import LangBotMock
import Testing

/// A profile's document, as its readers have it.
struct OpenAPIDocument {
    /// The operations by name, each with its method and path.
    let operations: [String: JSONValue]
    private let requests: [String: (method: String, path: String)]

    init(_ profile: MockProfile) throws {
        let document = try JSONValue(parsing: Array(profile.openAPI()))
        var operations: [String: JSONValue] = [:]
        var requests: [String: (String, String)] = [:]
        for (path, item) in try #require(document["paths"]?.objectValue) {
            for (method, operation) in try #require(item.objectValue) {
                let name = try #require(operation["operationId"]?.stringValue)
                operations[name] = operation
                requests[name] = (method.uppercased(), path)
            }
        }
        self.operations = operations
        self.requests = requests
    }

    /// The statuses that an operation is said to answer with.
    func statuses(_ name: String) -> Set<Int> {
        Set((operations[name]?["responses"]?.objectValue?.names ?? []).compactMap { Int($0) })
    }

    /// The method and path of an operation, with a value for each of the path's parameters.
    func request(_ name: String, _ value: String) -> (method: String, path: String)? {
        requests[name].map { ($0.method, $0.path.replacing(/\{\w+\}/, with: value)) }
    }
}
