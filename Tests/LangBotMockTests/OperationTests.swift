import LangBotContract
import LangBotMock
import Testing

@Suite(.serialized) struct OperationTests {
    private static let unknown = "lbk_0000000000000000000000000000000000000000000"
    private static let closed = Contract.documented.filter { $0.credentials != .open }

    private func path(_ operation: DocumentedOperation) -> String {
        operation.path.path(Dictionary(uniqueKeysWithValues: operation.path.parameters.map { ($0, "none") }))
    }

    @Test func everyOperationOfTheContractIsDone() {
        #expect(Set(Contract.documented.map(\.id)).subtracting(Profile.documented.operationsDone).isEmpty)
        #expect(MockProfile.documented.routes.count == Contract.documented.count)
    }

    @Test(arguments: closed)
    func asksForACredential(operation: DocumentedOperation) async throws {
        try await withMock { client throws in
            let none = try await client.send(operation.method.rawValue, path(operation), [])
            #expect(none.status == 401 && none.code == -1)
            #expect(none.message == "No valid authentication provided (user token or API key required)")
            #expect(none.field("www-authenticate") == "Bearer realm=\"LangBot\"")
            #expect(none.field("cache-control") == "no-store")

            for field in [("X-API-Key", Self.unknown), ("Authorization", "Bearer \(Self.unknown)")] {
                let wrong = try await client.send(operation.method.rawValue, path(operation), [field])
                #expect(wrong.status == 401 && wrong.code == -1)
                #expect(wrong.message == "Invalid API key")
                #expect(wrong.field("www-authenticate")?.contains("error=\"invalid_token\"") == true)
            }
        }
    }

    @Test(arguments: closed)
    func takesTheCredentialsOfTheContract(operation: DocumentedOperation) async throws {
        try await withMock { client throws in
            let token = try await client.signIn()
            let fields = [
                (("X-API-Key", client.mock.apiKey), operation.credentials.acceptsAPIKey),
                (("Authorization", "Bearer \(client.mock.apiKey)"), operation.credentials.acceptsAPIKey),
                (("Authorization", "Bearer \(token)"), operation.credentials.acceptsUserToken),
            ]
            for (field, isAccepted) in fields {
                let answer = try await client.send(operation.method.rawValue, path(operation), [field])
                #expect((answer.status != 401) == isAccepted, "\(operation.id) with \(field.0)")
                #expect(answer.status < 500)
                #expect(answer.json != nil)
            }
        }
    }

    @Test(arguments: Contract.documented.filter { $0.credentials == .open })
    func asksForNoneWhereNoneIsNeeded(operation: DocumentedOperation) async throws {
        try await withMock { client throws in
            #expect(try await client.send(operation.method.rawValue, path(operation), []).status != 401)
        }
    }

    @Test(arguments: Contract.documented.filter(\.documentsNotFound))
    func saysThatNothingIsThere(operation: DocumentedOperation) async throws {
        try await withMock { client throws in
            let token = try await client.signIn()
            let body = "{\"file_id\":\"none\",\"query\":\"x\",\"name\":\"x\"}"
            let answer = try await client.send(
                operation.method.rawValue,
                path(operation),
                [("Authorization", "Bearer \(token)")],
                body: operation.method == .get || operation.method == .delete ? nil : body
            )
            #expect(answer.status == 404 && answer.code == -1)
            #expect(answer.message == "Resource not found")
        }
    }
}
