import Foundation
import LangBot
import Testing

extension Journey {
    static let installation = [keys, limitedKeys, account, system, refusals, unknownPaths]

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

    private static let limitedKeys = Journey("keys that may do a part, for a while") { server in
        guard !server.isDocumented else { return }
        let user = try await server.signedIn()
        let end = Date(timeIntervalSince1970: 4_102_444_800.25)
        let draft = APIKeyRecord.Draft(name: server.name("key"), scopes: [.viewResources], expiresAt: end)
        try await server.offering(server.has(4, 10)) {
            let made = try await user.apiKeys.create(draft)
            #expect(made.scopes == [.viewResources] && made.status == .active)
            #expect(made.expiresAt == end)
            let client = try server.client(.apiKey(try #require(made.key)))
            _ = try await client.bots.list()
            await expect(.forbidden) { _ = try await client.bots.create(server.bot("bot")) }
            let context = try await client.system.context()
            #expect(context.permissions == [.viewResources])
            #expect(try await user.apiKeys.list().first { $0.uuid == context.apiKeyID }?.id == made.id)
            try await user.apiKeys.delete(made.id)
        }
    }

    private static let account = Journey("account") { server in
        let client = try server.client(.none)
        #expect(try await client.account.isInitialized())
        await expect(.conflict) { try await client.account.initialize(user: "a@example.com", password: "Second-1!") }
        await expect(.unauthorized) { _ = try await client.account.signIn(user: server.user, password: "wrong") }
        let user = try await server.signedIn()
        let token = try await user.account.checkToken()
        _ = try await client.authenticated(with: .userToken(token)).bots.list()
        guard !server.isDocumented else { return }
        try await server.offering(server.has(4, 7)) {
            let info = try await user.account.info()
            #expect(info.user == server.user)
        }
        try await server.offering(server.has(4, 7)) {
            let options = try await client.account.signInOptions()
            #expect(options.isInitialized)
        }
        await expect(.invalidRequest) { try await user.account.changePassword(from: "wrong", to: "New-1-password!") }
    }

    private static let system = Journey("system") { server in
        let anybody = try server.client(.none)
        #expect(try await anybody.release() == server.release)
        _ = try await anybody.system.health()
        guard !server.isDocumented else { return }
        let client = try server.client()
        try await server.offering(server.has(4, 10)) {
            let capabilities = try await client.system.capabilities()
            #expect(capabilities.includes("bot.list") && !capabilities.includes("bot.invented"))
        }
        try await server.offering(server.has(4, 10)) {
            let context = try await client.system.context()
            #expect(context.permissions.contains(.manageResources))
        }
        let user = try await server.signedIn()
        #expect(try await !user.system.pluginStatus().isEnabled)
        let logs = try await user.system.logs()
        _ = try await user.system.logs(from: logs.nextPosition)
        await expect(.invalidCredential) { _ = try await user.system.context() }
    }

    private static let refusals = Journey("refusals") { server in
        let wrong = APIKey("lbk_0000000000000000000000000000000000000000000")
        await expect(.unauthorized) { _ = try await server.client(.apiKey(wrong)).bots.list() }
        await expect(.unauthorized) { _ = try await server.client(.apiKeyAsBearer(wrong)).bots.list() }
        await expect(.unauthorized) { _ = try await server.client(.none).pipelines.list() }
        let client = try server.client()
        let unknown = "00000000-0000-4000-8000-00000000dead"
        await expect(.notFound) { _ = try await client.pipelines.get(Pipeline.ID(unknown)) }
        await expect(.notFound) { _ = try await client.models.llm.get(LLMModel.ID(unknown)) }
        let error = await expect(.notFound) { _ = try await client.models.embedding.get(EmbeddingModel.ID(unknown)) }
        #expect(error?.localizedDescription.contains("model.embedding.get") == true)
    }

    /// Up to 4.8 such a path is answered with 200 and a page.
    private static let unknownPaths = Journey("unknown paths") { server in
        let error = await #expect(throws: LangBotError.self) {
            try await server.client().perform(APIOperation("e2e.unknown", .get, path: ["api", "v1", "no-such-thing"]))
        }
        #expect([.unsupportedByServer, .unexpectedResponse, .notFound].contains(error?.code))
    }
}
