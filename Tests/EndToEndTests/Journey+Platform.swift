import LangBot
import Testing

extension Journey {
    static let platform = [bots, botPipelines, admins, pipelines, answeringPipelines, pipelineChoices]

    private static let bots = Journey("bots") { server in
        let bots = try server.client().bots
        let uuid = try await bots.create(server.bot("bot"))
        var bot = try await bots.get(uuid)
        #expect(bot.adapter == .telegram && !bot.isEnabled)
        #expect(bot.configuration["token"] == "1:none")
        #expect(try await bots.list().contains { $0.id == uuid })
        bot.description = "changed"
        try await bots.update(bot)
        #expect(try await bots.get(uuid).description == "changed")
        #expect(try await bots.logs(uuid).totalCount >= 0)
        try await server.offering(server.has(4, 6)) {
            // Nobody is there who could send it; releases differ in whether they notice.
            do {
                try await bots.send(BotMessage(to: .person("1"), "hello"), from: uuid)
            } catch LangBotError.Code.serverError {}
        }
        try await server.offering(server.has(4, 11)) { _ = try await bots.eventRoutes(uuid) }
        try await server.offering(server.has(4, 11)) { _ = try await bots.groupFilterMigration(uuid) }
        try await bots.delete(uuid)
        // Releases from 4.6 to 4.9 fail over it.
        let fails = server.has(4, 6) && !server.has(4, 10)
        await expect(fails ? .serverError : .notFound) { _ = try await bots.get(uuid) }
    }

    private static let botPipelines = Journey("bots and their pipelines") { server in
        let client = try server.client()
        let first = try await client.pipelines.create(.init(name: server.name("first")))
        let second = try await client.pipelines.create(.init(name: server.name("second")))
        var draft = server.bot("bot")
        draft.fields["use_pipeline_uuid"] = .string(first.rawValue)
        let uuid = try await client.bots.create(draft)
        var bot = try await client.bots.get(uuid)
        #expect(bot.pipelineID == first)
        bot.pipelineID = second
        try await client.bots.update(bot)
        #expect(try await client.bots.get(uuid).pipelineID == second)
        try await client.bots.update(uuid, .init(pipelineID: first))
        #expect(try await client.bots.get(uuid).pipelineID == first)
        try await client.bots.delete(uuid)
        for pipeline in [first, second] { try await client.pipelines.delete(pipeline) }
    }

    private static let admins = Journey("who may command a bot") { server in
        let bots = try server.client().bots
        let uuid = try await bots.create(server.bot("bot"))
        try await server.offering(server.has(4, 10)) {
            let id = try await bots.admins.create(.group("42"), of: uuid)
            #expect(try await bots.admins.list(of: uuid).map(\.conversation) == [.group("42")])
            await expect(.conflict) { _ = try await bots.admins.create(.group("42"), of: uuid) }
            try await bots.admins.delete(id, of: uuid)
            #expect(try await bots.admins.list(of: uuid).isEmpty)
        }
        try await bots.delete(uuid)
    }

    private static let pipelines = Journey("pipelines") { server in
        let pipelines = try server.client().pipelines
        #expect(try await pipelines.metadata().arrayValue?.isEmpty == false)
        let configuration: JSONObject = ["output": ["force-delay": ["min": 1]]]
        let uuid = try await pipelines.create(.init(name: server.name("pipeline"), configuration: configuration))
        var pipeline = try await pipelines.get(uuid)
        #expect(pipeline.configuration["output"]?["force-delay"]?["min"] == 1)
        #expect(server.isDocumented || pipeline.configuration["output"]?["force-delay"]?["max"] != nil)
        #expect(try await pipelines.list(sorting: .init(by: .createdAt)).contains { $0.id == uuid })
        pipeline.description = "changed"
        try await pipelines.update(pipeline)
        #expect(try await pipelines.get(uuid).description == "changed")
        try await server.offering(server.has(4, 8)) {
            try await pipelines.update(uuid, .init(emoji: "🦊"))
            #expect(try await pipelines.get(uuid).emoji == "🦊")
        }
        try await server.offering(server.has(4, 6)) {
            let copy = try await pipelines.copy(uuid)
            #expect(copy != uuid)
            try await pipelines.delete(copy)
        }
        try await server.offering(server.has(4, 11)) {
            await expect(server.has(4, 11) ? .notFound : .unsupportedByServer) {
                _ = try await pipelines.run("no-such-pipeline", message: "Hi")
            }
            let run = try await pipelines.run(uuid, message: "Hello")
            #expect([.completed, .failed].contains(run.status), "\(run.fields)")
        }
        try await pipelines.delete(uuid)
        await expect(.notFound) { _ = try await pipelines.get(uuid) }
    }

    /// Each group of releases keeps the model elsewhere.
    private static let answeringPipelines = Journey("a pipeline of a model and a prompt") { server in
        let client = try server.client()
        let name = server.name("answering")
        let model = try await client.models.llm.create(ModelDraft(name: name, provider: server.provider(name)))
        let draft = Pipeline.Draft(name: name, model: model, prompt: "Be brief.")
        let settings = try await client.pipelines.metadata().arrayValue?.first { $0["name"] == "ai" }
        let runner = settings?["stages"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
            .first { $0.hasPrefix("plugin:") }
        if let runner {
            let pipeline = try await client.pipelines.create(draft)
            let made = try await client.pipelines.get(pipeline).configuration["ai"]
            #expect(made?["runner"]?["id"]?.stringValue == runner)
            #expect(made?["runner_config"]?[runner]?["model"]?["primary"]?.stringValue == model.rawValue)
            #expect(made?["runner_config"]?[runner]?["prompt"] == [["role": "system", "content": "Be brief."]])
            try await client.pipelines.delete(pipeline)
        } else if server.has(4, 11) {
            await expect(.unsupportedByServer) { _ = try await client.pipelines.create(draft) }
            #expect(try await !client.pipelines.list().contains { $0.name == name })
        } else {
            let pipeline = try await client.pipelines.create(draft)
            let agent = try await client.pipelines.get(pipeline).configuration["ai"]?["local-agent"]
            let chosen = agent?["model"]?.stringValue ?? agent?["model"]?["primary"]?.stringValue
            #expect(chosen == model.rawValue)
            #expect((agent?["model"]?.objectValue != nil) == server.has(4, 9))
            #expect(agent?["prompt"] == [["role": "system", "content": "Be brief."]])
            try await client.pipelines.delete(pipeline)
        }
        try await client.models.llm.delete(model)
    }

    private static let pipelineChoices = Journey("what a pipeline uses") { server in
        let pipelines = try server.client().pipelines
        let uuid = try await pipelines.create(.init(name: server.name("pipeline")))
        var extensions = try await pipelines.extensions.get(uuid)
        extensions.boundMCPServers = []
        try await server.offering(server.has(4, 6) || server.isDocumented) {
            extensions.enablesAllPlugins = false
            try await pipelines.extensions.update(uuid, extensions.choice)
        }
        if server.has(4, 6) { #expect(try await pipelines.extensions.get(uuid).enablesAllPlugins == false) }
        try await server.offering(server.has(4, 10)) {
            _ = try await pipelines.webChat.messages(.person, of: uuid)
            _ = try await pipelines.webChat.connections(of: uuid)
            try await pipelines.webChat.reset(.person, of: uuid)
            try await pipelines.webChat.broadcast("hello", of: uuid)
        }
        try await pipelines.delete(uuid)
    }
}

extension ServerUnderTest {
    /// A bot that does not run.
    func bot(_ purpose: String) -> Bot.Draft {
        Bot.Draft(
            name: name(purpose),
            adapter: .telegram,
            configuration: ["token": "1:none", "markdown_card": false],
            isEnabled: false
        )
    }
}
