import Foundation
import LangBot
import LangBotContract
import LangBotTesting
import Testing

/// Every operation of the contract has a method, which sends to each release what the contract's row says.
@Suite(.serialized) struct ContractWalkTests {
    @Test func everyOperationHasAMethod() {
        #expect(Set(Walk.operations.map(\.id)) == Set(Walk.calls.keys))
    }

    @Test(arguments: Walk.operations)
    func methodSendsItsRow(_ operation: LangBotContract.Operation) async throws {
        for release in Release.allCases {
            guard let policy = operation.credentials(in: release) else { continue }
            try await Walk.check(operation, policy, in: release)
        }
    }

    @Test(arguments: Contract.documented)
    func methodSendsWhatIsDocumented(_ operation: DocumentedOperation) async throws {
        let call = try #require(Walk.calls[operation.id]?.first)
        let request = try #require(
            try await Walk.requests(of: operation.id, .v4_11_2, operation.credentials, call).first
        )
        #expect(request.method.rawValue == operation.method.rawValue)
        #expect(request.url.absoluteString.hasPrefix(Walk.address(operation.path)))
    }

    @Test(arguments: Walk.operations)
    func methodSendsNothingToAReleaseThatLacksIt(_ operation: LangBotContract.Operation) async throws {
        let id = operation.id
        let opensToKeys = Release.allCases.contains { operation.acceptsAPIKey(in: $0) }
        for release in Release.allCases {
            // Where no release takes keys, the server itself says so.
            guard !operation.exists(in: release) || !operation.acceptsAPIKey(in: release) && opensToKeys else {
                continue
            }
            let call = try #require(Walk.calls[id]?.first)
            let error = try await failure { try await Walk.requests(of: id, release, .apiKey, call) }
            #expect(error.code == .unsupportedByServer, "\(release)")
            #expect(error.release == ServerRelease(release))
            #expect(error.operation?.rawValue == id.rawValue)
            #expect(error.localizedDescription.contains(release.rawValue))
        }
    }

    @Test(arguments: Walk.operations)
    func everyMethodTurnsARefusalIntoItsError(_ operation: LangBotContract.Operation) async throws {
        let call = try #require(Walk.calls[operation.id]?.first)
        for release in Release.allCases {
            guard let policy = operation.credentials(in: release) else { continue }
            let stub = StubTransport([.any(answer: .refusal(401, message: "Invalid API key"))])
            let client = try Walk.client(policy, release, stub)
            let error = try await failure { try await call(client) }
            #expect(error.code == .unauthorized)
            #expect(error.operation?.rawValue == operation.id.rawValue, "\(release)")
        }
    }
}

extension Walk {
    /// The address of that path, with one text in place of every parameter or with the values of the walk.
    static func address(_ path: PathTemplate, placeholder: String? = nil) -> String {
        let values = path.parameters.map { ($0, placeholder ?? value(of: $0)) }
        return "http://langbot.test" + path.path(Dictionary(values) { first, _ in first })
    }

    static func credential(_ policy: CredentialPolicy) -> Credential {
        switch policy {
        case .open, .own, .apiKey, .userTokenOrAPIKey: .apiKey("lbk_test")
        case .userToken: .userToken("eyJ.test")
        }
    }

    static func client(
        _ policy: CredentialPolicy,
        _ release: Release,
        _ transport: any Transport
    ) throws -> LangBotClient {
        try transport.client(credential: credential(policy)) { $0.release = .known(ServerRelease(release)) }
    }

    /// The requests of that operation that a call sends to a release, and none where the release is said to lack
    /// something.
    static func requests(
        of id: OperationID,
        _ release: Release,
        _ policy: CredentialPolicy,
        _ call: Call
    ) async throws -> [RecordedRequest] {
        let transport = EverythingTransport()
        try await call(client(policy, release, transport))
        return transport.requests.filter { $0.operation.rawValue == id.rawValue }
    }

    /// Expects of all calls together that they send to a release exactly what it takes.
    static func check(
        _ operation: LangBotContract.Operation,
        _ policy: CredentialPolicy,
        in release: Release
    ) async throws {
        let id = operation.id
        let shape = operation.request
        var sentQuery: Set<String> = []
        var sentBody: Set<String> = []
        for (index, call) in try #require(calls[id]).enumerated() {
            let sent: [RecordedRequest]
            do {
                sent = try await requests(of: id, release, policy, call)
            } catch let error as LangBotError where index > 0 && error.code == .unsupportedByServer {
                continue
            }
            #expect(!sent.isEmpty, "\(id) sends nothing to \(release)")
            for request in sent {
                expect(request, of: operation, policy, in: release)
                sentQuery.formUnion(request.queryNames)
                sentBody.formUnion(request.bodyNames)
            }
        }
        let left = Set(leftOut[id].map { Array($0.keys) } ?? [])
        #expect(sentQuery == names(shape.query, release).subtracting(left), "\(id) in \(release)")
        if shape.body != .free {
            #expect(sentBody == names(shape.body.members, release).subtracting(left), "\(id) in \(release)")
        }
    }

    private static func expect(
        _ request: RecordedRequest,
        of operation: LangBotContract.Operation,
        _ policy: CredentialPolicy,
        in release: Release
    ) {
        let sent = String(request.url.absoluteString.prefix { $0 != "?" })
        let path = operation.path(in: release)
        #expect([address(path), address(path, placeholder: "_")].contains(sent), "\(release)")
        #expect(request.method.rawValue == operation.method.rawValue)
        #expect(request.headers["X-API-Key"] == (policy == .userToken ? nil : "lbk_test"))
        #expect(request.headers["Authorization"] == (policy == .userToken ? "Bearer eyJ.test" : nil))
        let required = operation.request.members.filter { $0.isRequired(by: release) }.map(\.name)
        let names = request.queryNames.union(request.bodyNames)
        #expect(names.isSuperset(of: required), "\(operation.id) in \(release)")
    }

    private static func names(_ members: [RequestShape.Member], _ release: Release) -> Set<String> {
        Set(members.filter { $0.isTaken(by: release) }.map(\.name))
    }
}

extension LangBotContract.Operation {
    fileprivate func acceptsAPIKey(in release: Release) -> Bool { credentials(in: release)?.acceptsAPIKey == true }
}

extension ServerRelease {
    init(_ release: Release) {
        self = ServerRelease(release.rawValue) ?? .newestKnown
    }
}
