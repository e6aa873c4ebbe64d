import LangBot
import Testing

extension Journey {
    static let models = [answering, embedding, ranking, providers, providersAsComponents]

    private static let answering = Journey("models that answer") { server in
        let models = try server.client().models.llm
        try await life(of: models, server)
        let draft = ModelDraft(name: server.name("model"), provider: server.provider("seeing"), abilities: [.vision])
        let uuid = try await models.create(draft)
        var model = try await models.get(uuid)
        #expect(model.abilities == [.vision])
        model.abilities = [.vision, .functionCall]
        model.extraArguments = ["temperature": 0.25, "seed": 9_007_199_254_740_993]
        try await models.update(model)
        let changed = try await models.get(uuid)
        #expect(changed.abilities == [.vision, .functionCall])
        #expect(changed.extraArguments == ["temperature": 0.25, "seed": 9_007_199_254_740_993])
        #expect(changed.createdAt != nil)
        try await server.offering(server.has(4, 10)) {
            try await models.update(uuid, ModelChanges(contextLength: 32_000))
            #expect(try await models.get(uuid).contextLength == 32_000)
        }
        if !server.isMock {
            // Nothing listens where the provider is said to be.
            await expect(server.has(4, 11) ? .invalidRequest : .serverError) { try await models.test(uuid) }
        }
        try await models.delete(uuid)
    }

    private static let embedding = Journey("models that embed") { server in
        try await life(of: server.client().models.embedding, server)
    }

    /// Since 4.10 a server takes only providers of a sort that can rank.
    private static let ranking = Journey("models that rank") { server in
        let models = try server.client().models.rerank
        try await server.offering(server.has(4, 9)) { _ = try await models.list() }
        guard server.has(4, 9) else { return }
        let provider = ModelProviderReference.inline(
            "jina-rerank",
            baseURL: "http://127.0.0.1:9/\(server.name("rank"))",
            apiKeys: ["sk-none"]
        )
        do {
            let uuid = try await models.create(ModelDraft(name: server.name("model"), provider: provider))
            #expect(try await models.get(uuid).id == uuid)
            try await models.delete(uuid)
        } catch let error as LangBotError {
            #expect([.invalidRequest, .serverError].contains(error.code), "\(error)")
        }
    }

    private static func life(of models: ModelResource<some ProviderModel>, _ server: ServerUnderTest) async throws {
        let name = server.name("model")
        let uuid = try await models.create(ModelDraft(name: name, provider: server.provider(name)))
        #expect(try await models.list().contains { $0.id == uuid && $0.name == name })
        #expect(try await models.get(uuid).name == name)
        try await models.update(uuid, ModelChanges(name: "\(name)-renamed"))
        let renamed = try await models.get(uuid)
        #expect(renamed.name == "\(name)-renamed")
        #expect((renamed.providerID?.rawValue ?? renamed.requester?.rawValue) != nil)
        try await server.offering(!server.has(4, 7)) {
            try await models.update(uuid, ModelChanges(description: "for people"))
            #expect(try await models.get(uuid).description == "for people")
        }
        try await models.delete(uuid)
        await expect(.notFound) { _ = try await models.get(uuid) }
    }

    private static let providers = Journey("providers") { server in
        let providers = try server.client().providers
        try await server.offering(server.has(4, 7)) { _ = try await providers.list() }
        guard server.has(4, 7) else {
            guard !server.isDocumented else { return }
            await expect(.unsupportedByServer) {
                _ = try await server.client().models.llm.create(ModelDraft(name: "m", provider: .stored("p")))
            }
            return
        }
        let name = server.name("provider")
        let draft = ModelProvider.Draft(
            name: name,
            requester: .openAIChatCompletions,
            baseURL: "http://127.0.0.1:9/\(name)",
            apiKeys: ["sk-none"]
        )
        let uuid = try await providers.create(draft)
        var provider = try await providers.get(uuid)
        #expect(provider.name == name && provider.requester == .openAIChatCompletions)
        #expect(try await providers.list().contains { $0.id == uuid })
        provider.name = "\(name)-renamed"
        try await providers.update(provider)
        #expect(try await providers.get(uuid).name == "\(name)-renamed")
        let models = try server.client().models.llm
        let model = try await models.create(ModelDraft(name: name, provider: .stored(uuid)))
        #expect(try await models.list(providerID: uuid).map(\.id) == [model])
        await expect(.invalidRequest) { try await providers.delete(uuid) }
        try await server.offering(server.has(4, 10)) {
            let hidden = try await providers.get(uuid, includesSecrets: false)
            #expect(server.isMock || hidden.apiKeys == ["***"])
        }
        try await server.offering(server.has(4, 9)) {
            // Nothing listens where the provider is said to be.
            do {
                let models = try await providers.scanModels(uuid)
                #expect(server.isMock, "\(models)")
            } catch LangBotError.Code.invalidRequest {}
        }
        try await models.delete(model)
        try await providers.delete(uuid)
        await expect(.notFound) { _ = try await providers.get(uuid) }
    }

    /// What asks for a user's token in every release, and is not documented.
    private static let providersAsComponents = Journey("requesters and adapters") { server in
        guard !server.isDocumented else { return }
        let user = try await server.signedIn()
        let requesters = try await user.requesters.list()
        #expect(requesters.contains { $0.name == Requester.openAIChatCompletions.rawValue })
        let requester = try await user.requesters.get(.openAIChatCompletions)
        #expect(requester.supportedTypes.contains("llm") && !requester.label.isEmpty)
        #expect(try await user.adapters.list().contains { $0.name == Bot.Adapter.telegram.rawValue })
        #expect(try await !user.adapters.get(.telegram).settings.isEmpty)
        await expect(.unauthorized) { _ = try await server.client().requesters.list() }
    }
}

extension ServerUnderTest {
    /// A provider that nobody else names.
    func provider(_ name: String) -> ModelProviderReference {
        .inline(.openAIChatCompletions, baseURL: "http://127.0.0.1:9/\(name)", apiKeys: ["sk-none"])
    }
}
