import LangBotContract
import Testing

@Suite(.serialized) struct RequestShapeTests {
    @Test func findsTheShapeByTheNameOfTheOperation() {
        #expect(Contract.operation("pipeline.run")?.request.body.members.map(\.name) == ["message"])
        #expect(Contract.operation("bot.list")?.request == RequestShape.none)
    }

    @Test(arguments: Contract.operations)
    func namesAMemberOnce(row: Operation) {
        for names in [row.request.query.map(\.name), row.request.body.members.map(\.name)] {
            #expect(Set(names).count == names.count)
        }
    }

    @Test(arguments: Contract.operations)
    func takesNoMemberAfterItIsGone(row: Operation) {
        for member in row.request.members {
            #expect(member.since ?? .v4_5_1 <= member.until ?? .v4_11_2, "\(row.id): \(member.name)")
        }
    }

    @Test(arguments: Contract.operations)
    func requiresAMemberOnlyWhereItIsTaken(row: Operation) {
        for member in row.request.members {
            for release in Release.allCases where member.isRequired(by: release) {
                #expect(member.isTaken(by: release), "\(row.id): \(member.name)")
            }
        }
    }

    @Test(arguments: Contract.operations)
    func datesAMemberOnlyIfItIsYoungerThanTheOperation(row: Operation) {
        for release in row.request.members.compactMap(\.since) {
            #expect(Release.allCases.contains { $0 < release && row.exists(in: $0) }, "\(row.id) in \(release)")
        }
    }

    @Test(arguments: Contract.operations)
    func onlyPostAndPutHaveABody(operation: Operation) {
        let shape = operation.request
        if operation.method == .get || operation.method == .delete {
            #expect(shape.body == .none)
        } else if operation.method != .webSocket {
            #expect(shape.query.isEmpty || shape.body == .none)
        }
    }

    @Test(arguments: Contract.documented)
    func hasTheQueryThatTheDocumentNames(operation: DocumentedOperation) throws {
        let shape = try #require(Contract.operation(operation.id)).request
        #expect(Set(operation.query).isSubset(of: shape.query.map(\.name)))
    }

    @Test func knowsWhoTakesAndWhoRequiresAMember() throws {
        let members = try #require(Contract.operation("bot.create")?.request).body.members
        let description = try #require(members.first { $0.name == "description" })
        #expect(description.isTaken(by: .v4_11_2))
        #expect(!description.isRequired(by: .v4_11_2))
        #expect(description.isRequired(by: .v4_10_11))
        let pipeline = try #require(members.first { $0.name == "use_pipeline_uuid" })
        #expect(pipeline.isTaken(by: .v4_10_11))
        #expect(!pipeline.isTaken(by: .v4_11_2))
        #expect(Release.allCases.allSatisfy { !pipeline.isRequired(by: $0) })
    }
}
