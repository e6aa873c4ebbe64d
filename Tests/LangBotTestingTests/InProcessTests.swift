import Foundation
import LangBot
import LangBotMock
import LangBotMockClient
import LangBotTesting
import Testing

@Suite(.serialized) struct InProcessTests {
    @Test(arguments: MockProfile.all)
    func everyProfileAnswersWithItsState(profile: MockProfile) async throws {
        let mock = try MockLangBot.inProcess(profile: profile)
        let client = try mock.client()
        let uuid = try await client.pipelines.create(.init(name: "in process"))
        #expect(try await client.pipelines.get(uuid).name == "in process")
        try await client.pipelines.update(uuid, .init(name: "changed"))
        #expect(try await client.pipelines.list().map(\.name).contains("changed"))
        try await client.pipelines.delete(uuid)
        let error = await #expect(throws: LangBotError.self) { try await client.pipelines.get(uuid) }
        #expect(error?.operation == "pipeline.get")
        #expect(mock.journal.contains { $0.operation == "pipeline.create" && $0.status == 200 })
    }

    /// 4.11 masks secrets in answers, and takes the mask for the secret that it has.
    @Test func aHeaderThatIsMaskedSurvivesAnUpdate() async throws {
        let mock = try MockLangBot.inProcess(profile: .v4_11)
        let servers = try mock.client().mcp.servers
        let headers = ["Authorization": "Bearer kept-by-the-server"]
        let url = "http://127.0.0.1:9/mcp"
        _ = try await servers.create(.http(name: "m", url: url, headers: headers, isEnabled: false))
        var server = try await servers.get("m")
        #expect(server.configuration["headers"] == ["Authorization": "***"])
        server.configuration["timeout"] = 5
        try await servers.update(server)
        #expect(try await servers.get("m").configuration["timeout"] == 5)
        #expect(String(decoding: mock.snapshot(), as: UTF8.self).contains("kept-by-the-server"))
    }

    @Test func aMockWithoutAServerHasAnAddressThatLeadsNowhere() async throws {
        let mock = try MockLangBot.inProcess()
        #expect(mock.port == 0)
        #expect(mock.baseURL.absoluteString == "http://langbot.invalid")
        await mock.stop()
        #expect(try await mock.client().bots.list().isEmpty)
    }

    @Test func aMockThatListensCanBeAskedBothWays() async throws {
        let mock = try await MockLangBot.start()
        let uuid = try await mock.client().pipelines.create(.init(name: "both"))
        let credential = Credential.apiKey(APIKey(mock.apiKey))
        let other = try LangBotClient(baseURL: mock.baseURL, credential: credential)
        #expect(try await other.pipelines.get(uuid).name == "both")
        await mock.stop(drain: .zero)
    }

    @Test func anotherCredentialIsRefused() async throws {
        let mock = try MockLangBot.inProcess()
        let error = await #expect(throws: LangBotError.self) {
            try await mock.client(credential: .apiKey("lbk_wrong")).bots.list()
        }
        #expect(error?.code == .unauthorized)
        #expect(error?.status == 401)
    }

    @Test func documentsAreUploadedAndFound() async throws {
        let client = try MockLangBot.inProcess().client()
        let upload = try await client.files.upload(Data("Whales swim.\n\nFoxes run.".utf8), filename: "animals.txt")
        let base = try await client.knowledge.bases.create(.init(name: "k", storage: .embedding("e")))
        try await client.tasks.wait(for: try await client.knowledge.bases.files.store(upload, in: base))
        #expect(try await client.knowledge.bases.retrieve(base, query: "who can run?").map(\.text) == ["Foxes run."])
    }

    @Test func aFileIsSentAndItsProgressTold() async throws {
        let mock = try MockLangBot.inProcess()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(#"{"name": "from a file"}"#.utf8).write(to: file)
        let (progress, continuation) = AsyncStream<TransferProgress>.makeStream()
        let request = TransportRequest(
            operation: "pipeline.create",
            method: .post,
            url: mock.baseURL.appendingPathComponent("api/v1/pipelines"),
            headers: ["X-API-Key": mock.apiKey, "Content-Type": "application/json"],
            body: .file(file),
            onProgress: { continuation.yield($0) }
        )
        #expect(try await InProcessTransport(mock).send(request).status == 200)
        try FileManager.default.removeItem(at: file)
        continuation.finish()
        let steps = await progress.reduce(into: [TransferProgress]()) { $0.append($1) }
        #expect(steps.last == TransferProgress(sent: 23, total: 23))
        #expect(try await mock.client().pipelines.list().contains { $0.name == "from a file" })
    }

    @Test func whatIsTooLargeIsRefusedAsByTheServer() async throws {
        let client = try MockLangBot.inProcess().client()
        let error = await #expect(throws: LangBotError.self) {
            try await client.files.upload(Data(count: 11 * 1024 * 1024), filename: "large.txt")
        }
        #expect(error?.status == 413)
    }

    @Test func anAnswerLargerThanAllowedIsRefused() async throws {
        let client = try MockLangBot.inProcess().client().configured { $0.maximumResponseSize = 10 }
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(error?.code == .responseTooLarge)
    }

    @Test func aHeadHasNoBody() async throws {
        let mock = try MockLangBot.inProcess()
        let transport = InProcessTransport(mock)
        let url = mock.baseURL.appendingPathComponent("api/v1/platform/bots")
        let headers: HTTPHeaders = ["X-API-Key": mock.apiKey]
        let request = TransportRequest(operation: "x", method: .head, url: url, headers: headers)
        let answer = try await transport.send(request)
        #expect(answer.body.isEmpty)
        #expect(answer.headers["Content-Type"] == "application/json")
    }
}
