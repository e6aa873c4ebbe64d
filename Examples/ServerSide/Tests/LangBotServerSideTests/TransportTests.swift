import Foundation
import LangBot
import LangBotMock
import LangBotServerSide
import Testing

@Suite struct TransportTests {
    private func withClient(
        _ configuration: ClientConfiguration = ClientConfiguration(),
        _ body: (LangBotClient, MockLangBot) async throws -> Void
    ) async throws {
        let mock = try await MockLangBot.start(profile: .v4_11)
        let client = try LangBotClient(
            baseURL: mock.baseURL,
            credential: .apiKey(APIKey(mock.apiKey)),
            configuration: configuration,
            transport: AsyncHTTPClientTransport()
        )
        try await body(client, mock)
        client.close()
        await mock.stop()
    }

    @Test func carriesCallsOfEveryKind() async throws {
        try await withClient { client, mock in
            let draft = Bot.Draft(name: "Support", adapter: .telegram, configuration: ["token": "1:t"])
            let id = try await client.bots.create(draft)
            try await client.bots.update(id, .init(description: "Answers questions"))
            #expect(try await client.bots.get(id).description == "Answers questions")
            try await client.bots.delete(id)
            #expect(try await client.bots.list().isEmpty)
            #expect(mock.journal.map(\.status).allSatisfy { $0 == 200 })
        }
    }

    @Test func sendsFilesInPieces() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        try Data(String(repeating: "The sea is blue.\n", count: 40_000).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await withClient { client, _ in
            let steps = AsyncStream.makeStream(of: TransferProgress.self)
            let upload = try await client.files.upload(contentsOf: file) { steps.continuation.yield($0) }
            steps.continuation.finish()
            var last: TransferProgress?
            for await progress in steps.stream { last = progress }
            #expect(upload.rawValue.hasSuffix(".txt") && last?.fraction == 1 && last?.total ?? 0 > 680_000)
        }
    }

    @Test func streamsAsBytesArrive() async throws {
        try await withClient { client, _ in
            let operation = APIOperation("system.info", .get, path: ["api", "v1", "system", "info"])
            var body = Data()
            for try await piece in try await client.stream(operation).body { body.append(piece) }
            #expect(try JSONValue(json: body)["data"]?["version"]?.stringValue?.contains("4.11") == true)
        }
    }

    @Test func tellsFailuresApart() async throws {
        var configuration = ClientConfiguration()
        configuration.retry = .never
        configuration.maximumResponseSize = 2_000
        try await withClient(configuration) { client, mock in
            try mock.fault(.empty, on: .operation("bot.list"), .first(1))
            await #expect(throws: LangBotError.self) { try await client.bots.list() }
            let large = String(repeating: "x", count: 4_000)
            try mock.fault(.status(500, code: -1, message: large), on: .operation("bot.list"), .first(1))
            let tooLarge = await #expect(throws: LangBotError.self) { try await client.bots.list() }
            #expect(tooLarge?.code == .responseTooLarge)
            let url = mock.baseURL
            await mock.stop()
            let gone = try LangBotClient(
                baseURL: url,
                credential: .none,
                configuration: configuration,
                transport: AsyncHTTPClientTransport()
            )
            defer { gone.close() }
            let error = await #expect(throws: LangBotError.self) { try await gone.bots.list() }
            #expect(error?.code == .connectionFailed, "\(error.map { "\($0)" } ?? "")")
        }
    }
}
