import LangBot

extension KnowledgeBase {
    /// The identifier of the knowledge base with the given name, which is created if there is none.
    static func named(
        _ name: String,
        _ client: LangBotClient,
        _ environment: [String: String]
    ) async throws -> String {
        if let base = try await client.knowledge.bases.list().first(where: { $0.name == name }) {
            print("knowledge base \"\(name)\" \(base.uuid)")
            return base.uuid
        }
        let draft = Draft(name: name, storage: try await storage(client, environment))
        let uuid = try await client.knowledge.bases.create(draft)
        print("created knowledge base \"\(name)\" \(uuid)")
        return uuid
    }

    /// Since 4.9, a plugin stores the passages; before, an embedding model is enough.
    private static func storage(_ client: LangBotClient, _ environment: [String: String]) async throws -> Storage {
        if let release = try await client.release(), release >= ServerRelease(4, 9) {
            if let engine = environment["LANGBOT_KNOWLEDGE_ENGINE"] { return .engine(pluginID: engine) }
            guard let engine = try await client.knowledge.engines.list().first else {
                throw Refusal(
                    "the server has no knowledge engine; install a plugin such as langbot-team/LangRAG, or name one with "
                        + "LANGBOT_KNOWLEDGE_ENGINE (the mock: langbot-mock/plain-text)"
                )
            }
            return .engine(pluginID: engine.pluginID)
        }
        guard let model = try await client.models.embedding.list().first else {
            throw Refusal("the server has no embedding model; add one in its web interface")
        }
        return .embedding(modelUUID: model.uuid)
    }
}
