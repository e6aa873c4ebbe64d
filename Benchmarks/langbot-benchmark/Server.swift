import Foundation
import LangBot
import LangBotMock

/// The mock server that both sides call over a socket.
struct Server {
    private let mock: MockLangBot

    /// The number of models on the server.
    static let models = 3

    /// Runs `body` with a server that has ``models`` models.
    static func run<Value>(_ body: (Server) async throws -> Value) async throws -> Value {
        let server = Server(mock: try await MockLangBot.start(profile: .v4_11))
        do {
            let client = try server.client()
            let draft = ModelProvider.Draft(name: "p", requester: "openai-chat-completions", baseURL: "http://x")
            let provider = try await client.providers.create(draft)
            for number in 1...models { _ = try await client.models.llm.create(model(number, of: provider)) }
            client.close()
            let value = try await body(server)
            await server.mock.stop(drain: .zero)
            return value
        } catch {
            await server.mock.stop(drain: .zero)
            throw error
        }
    }

    func client() throws -> LangBotClient {
        try LangBotClient(baseURL: mock.baseURL, credential: .apiKey(APIKey(mock.apiKey)))
    }

    func plainClient() -> PlainClient { PlainClient(mock.baseURL, apiKey: mock.apiKey) }

    /// Checks that a list is complete.
    static func check(_ count: Int) throws {
        guard count == models else { throw BenchmarkFailure(description: "a list of models is not complete") }
    }

    private static func model(_ number: Int, of provider: ModelProvider.ID) -> ModelDraft {
        ModelDraft(
            name: "model-\(number)",
            provider: .stored(provider),
            abilities: [.vision, .functionCall],
            contextLength: 128_000,
            extraArguments: ["temperature": 0.7, "max_tokens": 4096]
        )
    }
}
