import Foundation
import HTTPCore
import LangBot
import LangBotMock
import Testing

/// Talking to an HTTP bot of the mock, over real sockets in both directions.
@Suite(.serialized) struct HTTPBotTests {
    private static let secret: HTTPBotSecret = "s3cret"

    /// A mock with an HTTP bot whose pipeline repeats what it is told.
    private func withBot(
        _ profile: MockProfile,
        callback: String = "",
        _ body: (LangBotClient, Bot.ID) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = profile
        let mock = try await MockLangBot.start(options)
        let server = ServerUnderTest(mock, profile)
        let client = try server.client()
        let provider = ModelProviderReference.inline(
            "openai-chat-completions",
            baseURL: "https://models.invalid/v1",
            apiKeys: ["k"]
        )
        let model = try await client.models.llm.create(ModelDraft(name: "echo", provider: provider))
        // Since 4.11 plugins run pipelines, and the mock has none that takes a model.
        let draft = Pipeline.Draft(name: "p", model: server.has(4, 11) ? nil : model)
        let pipeline = try await client.pipelines.create(draft)
        let bot = try await client.bots.create(
            Bot.Draft(
                name: "b",
                adapter: .httpBot,
                configuration: [
                    "inbound_secret": .string(Self.secret.revealed()), "callback_url": .string(callback),
                    "signature_required": true,
                ],
                isEnabled: true,
                pipelineID: pipeline
            )
        )
        try await body(client, bot)
        client.close()
        await mock.stop(drain: .zero)
    }

    @Test func answersAtOnceAndByCallback() async throws {
        let (posts, continuation) = AsyncStream.makeStream(of: HTTPRequest.self)
        let receiver = Receiver { continuation.yield($0) }
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: receiver)
        try await withBot(.v4_10, callback: "http://127.0.0.1:\(server.port)/callback") { client, id in
            let bot = client.bots.httpBot(id, secret: Self.secret)
            let words = (0..<30).map { "word\($0)" }.joined(separator: " ")
            let reply = try await bot.ask(words, in: .person("t-1"))
            #expect(reply.text == "Echo: \(words)" && reply.sessionID == "t-1")
            let message = try await bot.send("hello", in: .person("t-2"), idempotencyKey: "once")
            var received = posts.makeAsyncIterator()
            let post = try #require(await received.next())
            let callback = try HTTPBotCallback(
                verifying: Data(post.body),
                timestamp: post.fields[HTTPBotSignature.timestampField],
                signature: post.fields[HTTPBotSignature.signatureField],
                secret: Self.secret
            )
            #expect(callback.messageID == message.id && callback.sessionID == "t-2")
            #expect(callback.text == "Echo: hello" && callback.isFinal && callback.sequence == 1)
            await expect(.conflict) { _ = try await bot.send("hello", in: .person("t-2"), idempotencyKey: "once") }
        }
        await server.shutdown(drain: .zero)
    }

    @Test(arguments: [MockProfile.v4_10, .v4_11]) func refusalsHaveTheirCodes(profile: MockProfile) async throws {
        try await withBot(profile) { client, id in
            let wrong = client.bots.httpBot(id, secret: "wrong")
            let error = await expect(.unauthorized) { _ = try await wrong.send("x", in: .person("t")) }
            #expect(error?.serverMessage == "invalid signature: signature_mismatch")
            #expect(error?.serverCode == .number(40101))
            let bot = client.bots.httpBot(id, secret: Self.secret)
            await expect(.serverError) { try await bot.reset(.person("t")) }
            await expect(.invalidRequest) {
                _ = try await bot.send(String(repeating: "x", count: 1 << 20), in: .person("t"))
            }
            try await client.bots.update(id, Bot.Changes(isEnabled: false))
            let refused = await #expect(throws: LangBotError.self) { _ = try await bot.send("x", in: .person("t")) }
            #expect(refused.map { [.forbidden, .notFound].contains($0.code) } == true)
            #expect(refused?.serverMessage?.hasPrefix("Bot ") == true)
        }
    }
}

/// What takes the callbacks.
private struct Receiver: HTTPHandler {
    let receive: @Sendable (HTTPRequest) -> Void

    init(_ receive: @escaping @Sendable (HTTPRequest) -> Void) { self.receive = receive }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        receive(request)
        exchange.respond(HTTPResponse(status: 204))
    }
}
