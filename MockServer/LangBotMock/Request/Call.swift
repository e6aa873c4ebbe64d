import HTTPCore
import JSONCore
import LangBotContract

/// A request that has been routed, authenticated and read.
struct Call: Sendable {
    let endpoint: Endpoint
    /// The values of the path's parameters, decoded.
    let parameters: [String: String]
    var query: [String: String]
    /// The query as it was sent, for parameters that may repeat.
    var queryText: Substring?
    let fields: HTTPFields
    let content: ContentReader.Content
    /// The content as it was sent.
    var bytes: [UInt8] = []
    let principal: Principal
    let surroundings: Surroundings
    /// The version that the profile reports.
    let version: String

    /// The value of the path's first parameter: the identifier of the resource.
    var identifier: String {
        endpoint.path.parameters.first.flatMap { parameters[$0] } ?? ""
    }

    /// All values of a query parameter, which may be empty.
    func values(_ name: String) -> [String] {
        query[name] == nil ? [] : PercentEncoding.values(of: name, in: queryText)
    }

    /// The content, of any type.
    ///
    /// - Throws: ``DomainError/failure(_:)`` if it could not be read.
    func json() throws(DomainError) -> JSONValue { try content.json.get() }
}

/// The caller.
enum Principal: Hashable, Sendable {
    case nobody
    /// The holder of a key, by the number of the key.
    case apiKey(Int64)
    case user(email: String, token: String)
}
