import JSONCore
import LangBotContract

/// A request that has been routed, let in and read.
struct Call: Sendable {
    let operation: Operation
    /// The values of the path's parameters, decoded.
    let parameters: [String: String]
    let query: [String: String]
    let body: JSONObject
    let upload: MultipartForm?
    let principal: Principal
    let surroundings: Surroundings
    /// The version that the profile says it is.
    let version: String

    /// The value of the path's first parameter: the identifier of the resource.
    var identifier: String {
        operation.path.parameters.first.flatMap { parameters[$0] } ?? ""
    }
}

/// Who calls.
enum Principal: Hashable, Sendable {
    case nobody
    case apiKey
    case user(email: String, token: String)
}
