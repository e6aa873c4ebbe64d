import Foundation
import LangBot
import LangBotMock
import LangBotMockClient
import LangBotTesting
import Testing

@Suite struct RequestRecorderTests {
    private func client(
        _ mock: MockLangBot,
        _ transport: any Transport,
        middlewares: [any Middleware] = []
    ) throws -> LangBotClient {
        var configuration = ClientConfiguration.testing()
        configuration.middlewares = middlewares
        return try LangBotClient(
            baseURL: mock.baseURL,
            credential: .apiKey(APIKey(mock.apiKey)),
            configuration: configuration,
            transport: transport
        )
    }

    @Test func aroundATransportItSeesTheCredential() async throws {
        let mock = try MockLangBot.inProcess()
        let recorder = RequestRecorder()
        let client = try client(mock, recorder.around(InProcessTransport(mock)))
        _ = try await client.pipelines.create(.init(name: "recorded"))
        let request = try #require(recorder.requests.first)
        #expect(recorder.requests.count == 1)
        #expect(request.operation == "pipeline.create")
        #expect(request.method == .post)
        #expect(request.target == "/api/v1/pipelines")
        #expect(request.headers["x-api-key"] == mock.apiKey)
        #expect(request.json?["name"] == "recorded")
        #expect(!"\(request)".contains(mock.apiKey))
        #expect(!String(reflecting: request).contains(mock.apiKey))
        recorder.clear()
        #expect(recorder.requests.isEmpty)
    }

    @Test func asAMiddlewareItSeesEveryAttemptWithoutTheCredential() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.status(503, code: -2, message: "busy"), on: .all, .first(1))
        let recorder = RequestRecorder()
        let client = try client(mock, InProcessTransport(mock), middlewares: [recorder])
        _ = try await client.bots.list()
        #expect(recorder.requests.map(\.operation) == ["bot.list", "bot.list"])
        #expect(recorder.requests.allSatisfy { $0.headers["X-API-Key"] == nil })
    }

    @Test func streamsAreRecordedAndClosingReachesTheTransport() async throws {
        let mock = try MockLangBot.inProcess()
        let recorder = RequestRecorder()
        let middleware = RequestRecorder()
        let client = try client(mock, recorder.around(InProcessTransport(mock)), middlewares: [middleware])
        let operation = APIOperation("bot.list", .get, path: ["api", "v1", "platform", "bots"])
        _ = try await client.stream(operation)
        #expect(recorder.requests.count == 1)
        #expect(middleware.requests.count == 1)
        client.close()
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(error?.code == .cancelled)
    }

    @Test func aFileIsKeptThoughItIsGoneAfterTheCall() async throws {
        let mock = try MockLangBot.inProcess()
        let recorder = RequestRecorder()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data("Whales swim.".utf8).write(to: file)
        let request = TransportRequest(operation: "x", method: .post, url: mock.baseURL, body: .file(file))
        _ = try await recorder.around(InProcessTransport(mock)).send(request)
        try FileManager.default.removeItem(at: file)
        #expect(recorder.requests.first?.body == Data("Whales swim.".utf8))
    }
}
