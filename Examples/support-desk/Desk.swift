import Foundation
import LangBot

/// A support desk on a server of any release.
///
/// What a release lacks ends a step with a complaint of the class `.unsupported`.
struct Desk: Sendable {
    let client: LangBotClient
    /// Takes what the user shall read.
    let say: @Sendable (String) -> Void

    init(client: LangBotClient, say: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.say = say
    }

    // MARK: - Provisioning

    /// Creates what is missing and changes what differs, so that a second run changes nothing.
    func provide(_ plan: Plan, _ environment: Environment) async throws {
        var drafts: [ModelDraft] = []
        for model in [plan.model, plan.embedding] {
            let key = try environment.required(model.keyVariable)
            drafts.append(
                ModelDraft(
                    name: model.name,
                    provider: .inline(model.requester, baseURL: model.baseURL, apiKeys: [key])
                )
            )
        }
        let secrets = try plan.bot.secretVariables.mapValues { JSONValue.string(try environment.required($0)) }
        let model = try await client.models.llm.apply(drafts[0], matching: \.name)
        tell(model, "model", plan.model.name)
        tell(try await client.models.embedding.apply(drafts[1], matching: \.name), "model", plan.embedding.name)
        let pipeline = try await provide(plan.pipeline, answeredBy: model.id)
        let bot = Bot.Draft(
            name: plan.bot.name,
            adapter: plan.bot.adapter,
            configuration: plan.bot.configuration.merging(secrets) { _, secret in secret },
            pipelineID: pipeline
        )
        tell(try await client.bots.apply(bot, matching: \.name), "bot", plan.bot.name)
    }

    private func provide(_ plan: Plan.Conversation, answeredBy model: LLMModel.ID) async throws -> Pipeline.ID {
        var draft = Pipeline.Draft(name: plan.name, model: model, prompt: plan.prompt)
        do {
            return tell(try await client.pipelines.apply(draft, matching: \.name), "pipeline", plan.name)
        } catch LangBotError.Code.unsupportedByServer {
            // A runner can be chosen in the web interface once it is installed.
            say("pipeline \"\(plan.name)\" has no model, because the server has no runner that takes one")
            (draft.model, draft.prompt) = (nil, nil)
            return tell(try await client.pipelines.apply(draft, matching: \.name), "pipeline", plan.name)
        }
    }

    @discardableResult
    private func tell<ID>(_ applied: Applied<ID>, _ kind: String, _ name: String) -> ID {
        say("\(applied.outcome.rawValue) \(kind) \"\(name)\"")
        return applied.id
    }

    // MARK: - Knowledge

    /// Stores documents in the knowledge base, and waits until they can be searched.
    func learn(_ plan: Plan, from files: [URL]) async throws {
        let draft = KnowledgeBase.Draft(name: plan.knowledgeBase.name, storage: try await storage(plan))
        let base = tell(
            try await client.knowledge.bases.apply(draft, matching: \.name),
            "knowledge base",
            plan.knowledgeBase.name
        )
        for file in files {
            _ = try await client.knowledge.bases.files.add(contentsOf: file, to: base, atMost: .seconds(600))
            say("learnt \(file.lastPathComponent)")
        }
    }

    /// Since 4.9, a plugin stores passages; before, an embedding model is enough.
    private func storage(_ plan: Plan) async throws -> KnowledgeBase.Storage {
        if let release = try await client.release(), release < ServerRelease(4, 9) {
            let name = plan.embedding.name
            guard let model = try await client.models.embedding.list().first(where: { $0.name == name }) else {
                throw Complaint(.usage, "there is no model \"\(name)\" yet; provision the desk first")
            }
            return .embedding(model.id)
        }
        if let engine = plan.knowledgeBase.engine { return .engine(engine) }
        guard let engine = try await client.knowledge.engines.list().first else {
            throw Complaint(.unsupported, "the server has no knowledge engine; install one, which is a plugin")
        }
        return .engine(engine.id)
    }

    // MARK: - Operation

    /// Tells what a bot logs, for a while.
    func watch(_ plan: Plan, for duration: Duration) async throws {
        guard let bot = try await client.bots.list().first(where: { $0.name == plan.bot.name }) else {
            throw Complaint(.usage, "there is no bot \"\(plan.bot.name)\" yet; provision the desk first")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for try await entry in client.bots.followLogs(bot.id, every: .seconds(1)) { say(entry.text) }
            }
            group.addTask { try await Task.sleep(for: duration) }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Asks the pipeline over its chat, and tells the reply as it grows.
    func chat(_ plan: Plan, _ question: String) async throws {
        guard let pipeline = try await client.pipelines.list().first(where: { $0.name == plan.pipeline.name }) else {
            throw Complaint(.usage, "there is no pipeline \"\(plan.pipeline.name)\" yet; provision the desk first")
        }
        let chat = try await client.pipelines.chat(with: pipeline.id)
        defer { chat.close() }
        for try await reply in try await chat.replies(to: question) {
            say(reply.isFinal ? reply.content : "\(reply.content) …")
        }
    }

    /// Replaces the keys of a name by a new one, which is tried first.
    func rotateKeys(named name: String) async throws -> APIKey {
        let old = try await client.apiKeys.list().filter { $0.name == name && $0.status != .revoked }
        let record = try await client.apiKeys.create(APIKeyRecord.Draft(name: name, scopes: old.last?.scopes))
        guard let key = record.key else { throw Complaint(.unexpected, "the server does not show the new key") }
        do {
            _ = try await client.authenticated(with: .apiKey(key)).system.info()
            _ = try await client.authenticated(with: .apiKey(key)).pipelines.list()
        } catch LangBotError.Code.forbidden {
            // The server accepts the key, which lacks the scope for this call.
        } catch {
            // The old keys remain valid.
            try? await client.apiKeys.delete(record.id)
            throw error
        }
        // The new key must be told, whatever becomes of the old ones.
        var replaced = 0
        for record in old {
            do {
                try await client.apiKeys.delete(record.id)
                replaced += 1
            } catch {
                say("key \(record.id) named \"\(name)\" is still valid: \(error)")
            }
        }
        say("\(replaced) keys named \"\(name)\" replaced")
        return key
    }
}
