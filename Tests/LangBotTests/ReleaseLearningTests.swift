import Foundation
import LangBot
import Testing

/// How a client comes to know the release of its server.
@Suite(.serialized) struct ReleaseLearningTests {
    @Test func releaseIsAskedForOnceByAllCopiesAtOnce() async throws {
        let server = ReleaseTransport(["v4.11.2"])
        let client = try server.client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask { _ = try await client.with(.header("X-Copy", "\(number)")).providers.list() }
            }
            try await group.waitForAll()
        }
        #expect(server.count(of: "system.info") == 1)
        #expect(server.count(of: "provider.list") == 40)
    }

    @Test func callsThatEveryReleaseTakesDoNotAsk() async throws {
        let server = ReleaseTransport([])
        _ = try await server.client().bots.list()
        #expect(server.count(of: "system.info") == 0)
    }

    /// The ask belongs to all copies: it outlives the one that began it, and keeps none of them from ending.
    @Test func anAskHasNoDeadlineButThoseThatWaitForItDo() async throws {
        let (asked, told) = (Event(), Event())
        let begin = ContinuousClock.now
        let server = ReleaseTransport(Array(repeating: "v4.11.2", count: 100)) {
            asked.happen()
            await told.wait()
        }
        let client = try server.client()
        // On a busy machine the deadline may pass before anything is asked.
        while server.count(of: "system.info") == 0 {
            let hurried = try await failure { try await client.providers.with(.deadline(.milliseconds(20))).list() }
            #expect(hurried.code == .timeout)
        }
        await asked.wait()
        let waiting = Event()
        let noting = Credential.custom {
            waiting.happen()
            return .apiKey("lbk_test")
        }
        let cancelled = Task { _ = try await client.authenticated(with: noting).providers.list() }
        await waiting.wait()
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let unanswered = try await failure { try await client.with(.deadline(.milliseconds(20))).release() }
        #expect(unanswered.code == .timeout)
        async let patient = client.providers.list()
        told.happen()
        _ = try await patient
        // An ask is made again after half a minute, which a busy machine may need for all this.
        let again = Int(begin.duration(to: .now) / .seconds(30))
        #expect(server.count(of: "system.info") <= 1 + again)
    }

    @Test func aFailureIsNotKept() async throws {
        let server = ReleaseTransport([nil, "v4.11.2"])
        let client = try server.client { $0.retry = .never }
        let error = try await failure { try await client.providers.list() }
        #expect(error.code == .transport)
        #expect(error.operation == "provider.list")
        _ = try await client.providers.list()
        #expect(server.count(of: "system.info") == 2)
    }

    @Test(arguments: [ReleaseKnowledge.known(ServerRelease(4, 11, 2)), .ignored])
    func aClientThatIsToldOrDoesNotCareNeverAsks(_ knowledge: ReleaseKnowledge) async throws {
        let server = ReleaseTransport([])
        _ = try await server.client { $0.release = knowledge }.providers.list()
        #expect(server.count(of: "system.info") == 0)
    }

    @Test func whatAReleaseLacksIsNotSent() async throws {
        let server = ReleaseTransport(["v4.5.1"])
        let error = try await failure { try await server.client().providers.list() }
        #expect(error.code == .unsupportedByServer)
        #expect(error.operation == "provider.list")
        #expect(error.release == ServerRelease(4, 5, 1))
        #expect(error.localizedDescription.contains("4.5.1"))
        #expect(server.count(of: "provider.list") == 0)
    }

    @Test func whatAReleaseKeepsFromKeysIsOpenToUsers() async throws {
        let server = ReleaseTransport(["v4.9.7", "v4.9.7"])
        let error = try await failure { try await server.client().tasks.list() }
        #expect(error.code == .unsupportedByServer)
        #expect(error.localizedDescription.contains("user"))
        let user = try server.client(credential: .userToken("eyJ.x"))
        _ = try await user.tasks.list()
        #expect(server.count(of: "task.list") == 1)
    }

    @Test func whatIsForKeysAloneIsNotAskedWithAUsersToken() async throws {
        let server = ReleaseTransport(["v4.11.2"])
        let user = try server.client(credential: .userToken("eyJ.x"))
        let error = try await failure { try await user.system.capabilities() }
        #expect(error.code == .invalidCredential)
        #expect(server.count(of: "system.capabilities") == 0)
    }

    @Test(arguments: ["v5.0.0", "v4.12.0-beta.1", "main", "v4.4.9"])
    func ofAReleaseThatNobodyKnowsNothingIsPresumed(_ version: String) async throws {
        let server = ReleaseTransport([version])
        let client = try server.client()
        _ = try await client.providers.list()
        var draft = Bot.Draft(name: "n", adapter: .telegram, configuration: [:])
        draft.fields["brand_new"] = true
        _ = try await client.bots.create(draft)
        #expect(server.count(of: "bot.create") == 1)
    }

    @Test func aServerThatDoesNotTellIsAskedNoMore() async throws {
        let server = ReleaseTransport([""])
        let client = try server.client()
        _ = try await client.providers.list()
        _ = try await client.providers.list()
        #expect(server.count(of: "system.info") == 1)
    }

    @Test func aServerThatHasBeenReplacedIsAskedAgain() async throws {
        let server = ReleaseTransport(["v4.11.2", "v4.5.1"])
        let client = try server.client()
        server.lack("provider.list")
        let first = try await failure { try await client.providers.list() }
        #expect(first.code == .unsupportedByServer)
        let second = try await failure { try await client.providers.list() }
        #expect(second.release == ServerRelease(4, 5, 1))
        #expect(server.count(of: "provider.list") == 1)
    }

    @Test func fieldsThatAReleaseDoesNotKnowAreNotSent() async throws {
        let server = ReleaseTransport(["v4.9.7"])
        let client = try server.client()
        let draft = Pipeline.Draft(name: "n", isDefault: true)
        let error = try await failure { try await client.pipelines.create(draft) }
        #expect(error.code == .unsupportedByServer)
        #expect(error.localizedDescription.contains("\"is_default\""))
        #expect(error.release == ServerRelease(4, 9, 7))
        #expect(server.count(of: "pipeline.create") == 0)
        _ = try await client.pipelines.with(.unknownFields(.send)).create(draft)
        #expect(server.count(of: "pipeline.create") == 1)
    }

    @Test func misspeltFieldsAreFound() async throws {
        let server = ReleaseTransport(["v4.11.2"])
        let error = try await failure { try await server.client().bots.update("1", .init(fields: ["nmae": "n"])) }
        #expect(error.code == .unsupportedByServer)
        #expect(error.localizedDescription.contains("\"nmae\""))
    }

    @Test func parametersThatAReleaseDoesNotKnowAreNotSent() async throws {
        let server = ReleaseTransport(["v4.8.7"])
        let error = try await failure { try await server.client().models.llm.list(includesSecrets: true) }
        #expect(error.code == .unsupportedByServer)
        #expect(error.localizedDescription.contains("\"include_secret\""))
    }
}

/// A server of which tests say which versions it tells, one after another, and which operations it lacks; nil fails.
private final class ReleaseTransport: Transport {
    private let versions: Guarded<[String?]>
    private let lacking = Guarded<Set<OperationName>>([])
    private let seen = Guarded<[OperationName]>([])

    private let beforeTelling: @Sendable () async -> Void

    init(_ versions: [String?], beforeTelling: @escaping @Sendable () async -> Void = {}) {
        self.versions = Guarded(versions)
        self.beforeTelling = beforeTelling
    }

    func lack(_ operation: OperationName) { lacking.withLock { $0 = [operation] } }

    func count(of operation: OperationName) -> Int { seen.value.count { $0 == operation } }

    func client(
        credential: Credential = .apiKey("lbk_test"),
        _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> LangBotClient {
        try (self as any Transport).client(credential: credential) {
            $0.release = .automatic
            change(&$0)
        }
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        seen.withLock { $0.append(request.operation) }
        if request.operation == "system.info" {
            await beforeTelling()
            let told: String?? = versions.withLock { $0.isEmpty ? nil : .some($0.removeFirst()) }
            guard let version = try #require(told, "nobody should have asked") else {
                throw TransportFailure(.connectionLost)
            }
            return try .success(["version": .string(version)])
        }
        guard !lacking.value.contains(request.operation) else {
            return TransportResponse(status: 405, body: Data("<!doctype html>".utf8))
        }
        return try .success(["bots": [], "providers": [], "tasks": [], "uuid": "1"])
    }
}
