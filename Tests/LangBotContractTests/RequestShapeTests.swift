import LangBotContract
import Testing

@Suite(.serialized) struct RequestShapeTests {
    @Test func everyOperationHasOneRowAndNoOtherHas() {
        let rows = Contract.requestRows.map(\.id)
        #expect(Set(rows).count == rows.count)
        #expect(Set(rows) == Set(Contract.observed.map(\.id)).union(Contract.operations.map(\.id)))
    }

    @Test func findsTheShapeByTheNameOfTheOperation() {
        #expect(Contract.request("pipeline.run")?.body.members.map(\.name) == ["message"])
        #expect(Contract.request("bot.list") == RequestShape.none)
        #expect(Contract.request("bot.fly") == nil)
    }

    @Test(arguments: Contract.requestRows)
    func namesAMemberOnce(row: Contract.RequestRow) {
        for names in [row.shape.query.map(\.name), row.shape.body.members.map(\.name)] {
            #expect(Set(names).count == names.count)
        }
    }

    @Test(arguments: Contract.requestRows)
    func takesNoMemberAfterItIsGone(row: Contract.RequestRow) {
        for member in row.shape.members {
            #expect(member.since <= member.until ?? .v4_11_2, "\(row.id): \(member.name)")
        }
    }

    @Test(arguments: Contract.requestRows)
    func requiresAMemberOnlyWhereItIsTaken(row: Contract.RequestRow) {
        for member in row.shape.members {
            for release in Release.allCases where member.isRequired(by: release) {
                #expect(member.isTaken(by: release), "\(row.id): \(member.name)")
            }
            if let first = member.requiredSince {
                #expect(first <= member.requiredUntil ?? .v4_11_2, "\(row.id): \(member.name)")
            }
        }
    }

    @Test(arguments: Contract.requestRows)
    func takesAMemberOnlyWhereAReleaseHasTheOperation(row: Contract.RequestRow) {
        let rows = Contract.observed.filter { $0.id == row.id }
        for member in row.shape.members {
            for release in Release.allCases where member.isTaken(by: release) {
                #expect(
                    rows.contains { $0.credentials(in: release) != nil },
                    "\(row.id) takes \(member.name) in \(release)"
                )
            }
        }
    }

    @Test(arguments: Contract.observed)
    func onlyPostAndPutHaveABody(operation: ObservedOperation) throws {
        let shape = try #require(Contract.request(operation.id))
        if operation.method == .get || operation.method == .delete {
            #expect(shape.body == .none)
        } else {
            #expect(shape.query.isEmpty)
        }
    }

    @Test(arguments: Contract.operations)
    func hasTheQueryThatTheDocumentNames(operation: Operation) throws {
        let shape = try #require(Contract.request(operation.id))
        #expect(Set(operation.query).isSubset(of: shape.query.map(\.name)))
    }

    @Test func knowsWhoTakesAndWhoRequiresAMember() throws {
        let members = try #require(Contract.request("bot.create")).body.members
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
