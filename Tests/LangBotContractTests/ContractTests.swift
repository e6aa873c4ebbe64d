import LangBotContract
import Testing

@Suite(.serialized) struct ContractTests {
    @Test func holdsTheTwentySixOperationsOfTheDescription() {
        #expect(Contract.documented.count { $0.promise == .listed } == 26)
    }

    @Test func namesEveryOperationOnce() {
        #expect(Set(Contract.operations.map(\.id)).count == Contract.operations.count)
    }

    @Test func addressesEveryOperationOnce() {
        let addresses = Contract.operations.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(addresses).count == addresses.count)
    }

    @Test func findsAnOperationByItsName() {
        #expect(Contract.operation("bot.logs")?.path.path(["bot_uuid": "7"]) == "/api/v1/platform/bots/7/logs")
        #expect(Contract.operation("bot.fly") == nil)
        #expect(Contract.documented("bot.logs")?.promise == .listed)
        #expect(Contract.documented("bot.admin.list") == nil)
    }

    @Test(arguments: Contract.operations)
    func existsInSomeRelease(operation: Operation) {
        #expect(Release.allCases.contains { operation.exists(in: $0) })
    }

    @Test(arguments: Contract.documented)
    func promisesAnAPIKeyWhereTheDocumentDoes(operation: DocumentedOperation) {
        #expect(operation.credentials.acceptsAPIKey == (operation.promise != .none || operation.credentials == .open))
    }

    @Test(arguments: Contract.documented)
    func answers401ExactlyWhereACredentialIsNeeded(operation: DocumentedOperation) {
        #expect(operation.answers.contains(.unauthorized) == (operation.credentials != .open))
    }

    @Test(arguments: Contract.documented.filter { $0.promise == .listed })
    func documentsNotFoundOnlyForMembers(operation: DocumentedOperation) {
        if operation.path.parameters.isEmpty {
            #expect(!operation.documentsNotFound)
        }
    }
}
