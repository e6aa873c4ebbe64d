import LangBot

extension KnowledgeBase {
    /// The identifier of the knowledge base with the given name, which is created if there is none.
    static func named(
        _ name: String,
        _ client: LangBotClient,
        _ environment: [String: String]
    ) async throws -> ID {
        if let base = try await client.knowledge.bases.list().first(where: { $0.name == name }) {
            print("knowledge base \"\(name)\" \(base.id)")
            return base.id
        }
        let draft = Draft(name: name, storage: try await storage(client, environment))
        let id = try await client.knowledge.bases.create(draft)
        print("created knowledge base \"\(name)\" \(id)")
        return id
    }

    /// Since 4.9, a plugin stores the passages; before, an embedding model is enough.
    private static func storage(_ client: LangBotClient, _ environment: [String: String]) async throws -> Storage {
        if let release = try await client.release(), release >= ServerRelease(4, 9) {
            if let name = environment["LANGBOT_KNOWLEDGE_ENGINE"] {
                guard let engine = PluginID(name) else {
                    throw UsageError("LANGBOT_KNOWLEDGE_ENGINE is not of the form author/name")
                }
                return .engine(engine)
            }
            guard let engine = try await client.knowledge.engines.list().first else {
                throw Refusal(
                    "the server has no knowledge engine; install a plugin such as langbot-team/LangRAG, or name one with "
                        + "LANGBOT_KNOWLEDGE_ENGINE (the mock: langbot-mock/plain-text)"
                )
            }
            return .engine(engine.id)
        }
        guard let model = try await client.models.embedding.list().first else {
            throw Refusal("the server has no embedding model; add one in its web interface")
        }
        return .embedding(model.id)
    }
}
