import LangBot

/// Creates what is missing, changes what differs from the plan, and leaves the rest.
///
/// Resources are found by name. Anything not in the plan is kept: configurations are merged into the existing ones.
struct Provisioner {
    let client: LangBotClient

    func provide(_ plan: Plan) async throws {
        let model = try await provide(plan.model)
        let pipeline = try await provide(plan.pipeline, model: model)
        try await provide(plan.bot, pipeline: pipeline)
    }

    /// The provider's keys are sent once and not compared, because the server may not reveal them.
    private func provide(_ plan: Plan.Model) async throws -> LLMModel.ID {
        let models = client.models.llm
        let abilities = plan.abilities?.map(LLMModel.Ability.init(rawValue:))
        guard var model = try await models.list().first(where: { $0.name == plan.name }) else {
            let draft = ModelDraft(
                name: plan.name,
                provider: .inline(Requester(rawValue: plan.requester), baseURL: plan.baseURL, apiKeys: plan.apiKeys),
                abilities: abilities,
                extraArguments: plan.extraArguments
            )
            return report("created", "model", plan.name, try await models.create(draft))
        }
        model.abilities = abilities ?? model.abilities
        model.extraArguments = plan.extraArguments ?? model.extraArguments
        guard !model.changes.fields.isEmpty else { return report("unchanged", "model", plan.name, model.id) }
        try await models.update(model)
        return report("updated", "model", plan.name, model.id)
    }

    private func provide(_ plan: Plan.Pipeline, model: LLMModel.ID) async throws -> Pipeline.ID {
        let pipelines = client.pipelines
        let configuration =
            JSONValue.object(plan.configuration ?? [:])
            .replacingPlaceholders { $0 == "model" ? model.rawValue : nil }.objectValue ?? [:]
        guard let found = try await pipelines.list().first(where: { $0.name == plan.name }) else {
            let draft = Pipeline.Draft(
                name: plan.name,
                description: plan.description ?? "",
                configuration: configuration
            )
            return report("created", "pipeline", plan.name, try await pipelines.create(draft))
        }
        var pipeline = try await pipelines.get(found.id)
        pipeline.description = plan.description ?? pipeline.description
        pipeline.configuration = pipeline.configuration.merged(with: configuration)
        guard !pipeline.changes.fields.isEmpty else {
            return report("unchanged", "pipeline", plan.name, pipeline.id)
        }
        try await pipelines.update(pipeline)
        return report("updated", "pipeline", plan.name, pipeline.id)
    }

    private func provide(_ plan: Plan.Bot, pipeline: Pipeline.ID) async throws {
        let bots = client.bots
        guard let found = try await bots.list().first(where: { $0.name == plan.name }) else {
            let draft = Bot.Draft(
                name: plan.name,
                description: plan.description ?? "",
                adapter: Bot.Adapter(rawValue: plan.adapter),
                configuration: plan.configuration,
                isEnabled: plan.isEnabled,
                pipelineID: pipeline
            )
            report("created", "bot", plan.name, try await bots.create(draft))
            return
        }
        var bot = try await bots.get(found.id)
        bot.description = plan.description ?? bot.description
        bot.configuration = bot.configuration.merged(with: plan.configuration)
        bot.isEnabled = plan.isEnabled ?? bot.isEnabled
        bot.pipelineID = pipeline
        guard !bot.changes.fields.isEmpty else {
            report("unchanged", "bot", plan.name, bot.id)
            return
        }
        try await bots.update(bot)
        report("updated", "bot", plan.name, bot.id)
    }

    @discardableResult
    private func report<ID>(_ what: String, _ kind: String, _ name: String, _ id: ID) -> ID {
        print("\(what) \(kind) \"\(name)\" \(id)")
        return id
    }
}
