import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock

/// The mock behind a mutation, with what mutations need to know about it.
struct Original: Sendable {
    let mock: MockLangBot
    /// A user token for the mutation itself.
    let userToken: String
    /// The keys and tokens that the mock has issued.
    let issued = Locked<Set<String>>([])

    init(_ mock: MockLangBot) {
        self.mock = mock
        let account: JSONValue = ["user": .string(mock.user), "password": .string(mock.password)]
        var request = HTTPRequest(.post, "/api/v1/user/auth", body: Array(account.description.utf8))
        request.fields.append("Content-Type", "application/json")
        let answer = mock.application.blockingAnswer(request).response
        userToken = answer.json?["data"]?["token"]?.stringValue ?? ""
    }

    /// The key that is valid from the start.
    var apiKey: String { mock.apiKey }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        answerAndOperation(request).0
    }

    func answerAndOperation(_ request: HTTPRequest) -> (HTTPResponse, OperationID?) {
        let answer = mock.application.blockingAnswer(request)
        if request.method == .post, answer.response.status == 200 { learn(answer.response, answer.operation) }
        return (answer.response, answer.operation)
    }

    /// The ID of the operation that a request is routed to.
    func operationID(of request: HTTPRequest) -> OperationID? {
        mock.application.operation(of: request)
    }

    /// The documented operation that a request is routed to.
    func operation(of request: HTTPRequest) -> DocumentedOperation? {
        operationID(of: request).flatMap(Contract.documented)
    }

    /// Whether the mock has issued this key or token.
    func hasIssued(_ secret: String) -> Bool {
        issued.withLock { $0.contains(secret) }
    }

    /// Whether the mock has issued the key of a request.
    func hasIssuedKey(of request: HTTPRequest) -> Bool { request.fields["x-api-key"].map(hasIssued) ?? false }

    private func learn(_ response: HTTPResponse, _ operation: OperationID?) {
        let secret: String? =
            switch operation {
            case "user.auth": response.json?["data"]?["token"]?.stringValue
            case "api_key.create": response.json?["data"]?["key"]?["key"]?.stringValue
            default: nil
            }
        if let secret { issued.withLock { _ = $0.insert(secret) } }
    }
}
