import Foundation
import LangBot
import Testing

/// What an integrator does with a server, from the beginning to the end.
struct Journey: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let body: @Sendable (ServerUnderTest) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (ServerUnderTest) async throws -> Void) {
        testDescription = name
        self.body = body
    }

    static let all = [
        models, bots, pipelines, keys, mcpServers, knowledge, documents, account, system, refusals, unknownPaths,
    ]
}

/// Expects an error of the SDK with that code.
func expect(_ code: LangBotError.Code, _ body: () async throws -> Void) async {
    let error = await #expect(throws: LangBotError.self) { try await body() }
    #expect(error?.code == code, "\(error.map { "\($0)" } ?? "no error")")
}

extension Journey {
    private static let models = Journey("models") { server in
        let client = try server.client()
        try await life(of: client.models.llm, server)
        try await life(of: client.models.embedding, server)
    }

    private static func life(of models: ModelResource<some ProviderModel>, _ server: ServerUnderTest) async throws {
        let name = server.name("model")
        let uuid = try await models.create(draft(name, server))
        #expect(try await models.list().contains { $0.uuid == uuid && $0.name == name })
        #expect(try await models.get(uuid).name == name)
        try await models.update(uuid, ModelChanges(name: "\(name)-renamed"))
        #expect(try await models.get(uuid).name == "\(name)-renamed")
        try await models.delete(uuid)
        await expect(.notFound) { _ = try await models.get(uuid) }
    }

    private static func draft(_ name: String, _ server: ServerUnderTest) -> ModelDraft {
        guard server.hasProviders else {
            return ModelDraft(
                name: name,
                requester: "openai-chat-completions",
                requesterConfiguration: ["base_url": "http://127.0.0.1:9"],
                apiKeys: []
            )
        }
        return ModelDraft(
            name: name,
            requester: "openai-chat-completions",
            providerBaseURL: "http://127.0.0.1:9/\(name)",
            apiKeys: ["sk-none"]
        )
    }

    private static let bots = Journey("bots") { server in
        let bots = try server.client().bots
        let draft = Bot.Draft(
            name: server.name("bot"),
            adapter: .telegram,
            configuration: ["token": "none", "markdown_card": false],
            isEnabled: false
        )
        let uuid = try await bots.create(draft)
        var bot = try await bots.get(uuid)
        #expect(bot.adapter == .telegram && !bot.isEnabled)
        #expect(bot.configuration["token"] == "none")
        #expect(try await bots.list().contains { $0.uuid == uuid })
        bot.botDescription = "changed"
        try await bots.update(uuid, bot.changes)
        #expect(try await bots.get(uuid).botDescription == "changed")
        #expect(try await bots.logs(uuid).totalCount >= 0)
        try await bots.delete(uuid)
        await expect(.notFound) { _ = try await bots.get(uuid) }
    }

    private static let pipelines = Journey("pipelines") { server in
        let pipelines = try server.client().pipelines
        #expect(try await pipelines.metadata().arrayValue?.isEmpty == false)
        let uuid = try await pipelines.create(.init(name: server.name("pipeline")))
        var pipeline = try await pipelines.get(uuid)
        #expect(try await pipelines.list(sorting: .init(by: "created_at")).contains { $0.uuid == uuid })
        pipeline.pipelineDescription = "changed"
        try await pipelines.update(uuid, pipeline.changes)
        #expect(try await pipelines.get(uuid).pipelineDescription == "changed")
        let extensions = try await pipelines.extensions.get(uuid)
        try await pipelines.extensions.update(uuid, extensions.choice)
        try await pipelines.delete(uuid)
        await expect(.notFound) { _ = try await pipelines.get(uuid) }
    }

    private static let keys = Journey("keys") { server in
        let user = try await server.signedIn()
        let made = try await user.apiKeys.create(.init(name: server.name("key")))
        let key = try #require(made.key)
        let client = try server.client(.apiKey(key))
        _ = try await client.bots.list()
        _ = try await client.authenticated(with: .apiKeyAsBearer(key)).bots.list()
        try await user.apiKeys.update(made.id, .init(name: "\(made.name)-renamed"))
        #expect(try await user.apiKeys.get(made.id).name == "\(made.name)-renamed")
        #expect(try await user.apiKeys.list().contains { $0.id == made.id })
        try await user.apiKeys.delete(made.id)
        await expect(.unauthorized) { _ = try await client.bots.list() }
        await expect(.unauthorized) { _ = try await server.client().apiKeys.list() }
    }

    private static let mcpServers = Journey("MCP servers") { server in
        if !server.opensEverythingToKeys {
            await expect(.unauthorized) { _ = try await server.client().mcp.servers.list() }
        }
        let client = server.opensEverythingToKeys ? try server.client() : try await server.signedIn()
        let servers = client.mcp.servers
        let name = server.name("mcp")
        let configuration: JSONObject = ["url": "http://127.0.0.1:9/sse", "headers": [:], "timeout": 1]
        _ = try await servers.create(.init(name: name, mode: .sse, configuration: configuration, isEnabled: false))
        var made = try await servers.get(name)
        #expect(made.mode == .sse && !made.isEnabled)
        #expect(try await servers.list().contains { $0.name == name })
        made.configuration["timeout"] = 2
        try await servers.update(name, made.changes)
        #expect(try await servers.get(name).configuration["timeout"] == 2)
        try await servers.delete(name)
        await expect(.notFound) { _ = try await servers.get(name) }
    }

    private static let knowledge = Journey("knowledge") { server in
        if server.opensEverythingToKeys {
            _ = try await server.client().knowledge.bases.list()
        } else {
            await expect(.unauthorized) { _ = try await server.client().knowledge.bases.list() }
            _ = try await server.signedIn().knowledge.bases.list()
        }
    }

    private static let documents = Journey("documents") { server in
        let client = try await server.signedIn()
        let file = try await client.files.upload(Data("The sea is blue.".utf8), filename: "notes.txt")
        #expect(file.hasSuffix(".txt"))
        _ = try await client.tasks.list()
    }

    private static let account = Journey("account") { server in
        let client = try server.client(.none)
        #expect(try await client.account.isInitialized())
        await expect(.unauthorized) { _ = try await client.account.signIn(user: server.user, password: "wrong") }
        let token = try await server.signedIn().account.checkToken()
        _ = try await client.authenticated(with: .userToken(token)).bots.list()
    }

    private static let system = Journey("system") { server in
        let client = try server.client(.none)
        #expect(try await client.system.info().version?.isEmpty == false)
        _ = try await client.system.health()
    }

    private static let refusals = Journey("refusals") { server in
        let wrong = APIKey("lbk_0000000000000000000000000000000000000000000")
        await expect(.unauthorized) { _ = try await server.client(.apiKey(wrong)).bots.list() }
        await expect(.unauthorized) { _ = try await server.client(.apiKeyAsBearer(wrong)).bots.list() }
        await expect(.unauthorized) { _ = try await server.client(.none).pipelines.list() }
        let unknown = "00000000-0000-4000-8000-00000000dead"
        await expect(.notFound) { _ = try await server.client().pipelines.get(unknown) }
        await expect(.notFound) { _ = try await server.client().models.llm.get(unknown) }
    }

    /// Up to 4.8 such a path is answered with 200 and a page.
    private static let unknownPaths = Journey("unknown paths") { server in
        let error = await #expect(throws: LangBotError.self) {
            try await server.client().perform(APIOperation("e2e.unknown", .get, path: ["api", "v1", "no-such-thing"]))
        }
        #expect([.unsupportedByServer, .unexpectedResponse, .notFound].contains(error?.code))
    }
}
