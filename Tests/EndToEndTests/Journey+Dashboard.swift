import Foundation
import LangBot
import Testing

extension Journey {
    /// What the web interface shows and does, and this SDK too.
    static let dashboard = [
        webhooks, tools, starred, figures, feedback, executions, assistant, wizard, migrations, externalBases,
        httpChat, platformApps, images,
    ]

    private static let webhooks = Journey("webhooks") { server in
        guard !server.isDocumented else { return }
        let webhooks = try await server.signedIn().webhooks
        let name = server.name("webhook")
        let made = try await webhooks.create(.init(name: name, url: "http://127.0.0.1:9/a", description: "d"))
        #expect(made.name == name && made.isEnabled && made.description == "d")
        var webhook = try await webhooks.get(made.id)
        (webhook.url, webhook.isEnabled) = ("http://127.0.0.1:9/b", false)
        try await webhooks.update(webhook)
        let changed = try #require(try await webhooks.list().first { $0.id == made.id })
        #expect(changed.url == "http://127.0.0.1:9/b" && !changed.isEnabled && changed.name == name)
        await expect(.invalidRequest) { _ = try await webhooks.create(.init(name: "", url: "")) }
        try await webhooks.delete(made.id)
        await expect(.notFound) { _ = try await webhooks.get(made.id) }
    }

    private static let tools = Journey("tools") { server in
        guard !server.isDocumented else { return }
        let tools = try await server.signedIn().tools
        try await server.offering(server.has(4, 9)) {
            let all = try await tools.list()
            for tool in all.prefix(3) { #expect(try await tools.get(tool.id).name == tool.name) }
            await expect(.notFound) { _ = try await tools.get("nothing") }
        }
    }

    private static let starred = Journey("starred models") { server in
        guard !server.isDocumented else { return }
        let models = try await server.signedIn().models.llm
        try await server.offering(server.has(4, 11)) {
            let before = try await models.starredID()
            let provider = ModelProviderReference.inline(
                "openai-chat-completions",
                baseURL: "http://127.0.0.1:9/v1",
                apiKeys: ["sk-none"]
            )
            let id = try await models.create(ModelDraft(name: server.name("star"), provider: provider))
            await expect(.invalidRequest) { try await models.star("nothing") }
            do {
                try await models.star(id)
                #expect(try await models.starredID() == id)
                #expect(try await models.defaultID() == id)
                try await models.star(before)
            } catch LangBotError.Code.serverError {
                // A real 4.11.2 writes it in a way that its own database guard rejects.
                #expect(server.version == "4.11.2")
            }
            #expect(try await models.starredID() == before)
            try await models.delete(id)
        }
    }

    private static let figures = Journey("figures") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        #expect(try await client.system.statistics().queries >= 0)
        try await server.offering(server.has(4, 9)) {
            let storage = try await client.system.storage()
            #expect(storage.sections.contains { $0.id == "database" } && storage.measuredAt != nil)
        }
        try await server.offering(server.has(4, 10)) { _ = try await client.sandbox.runtime() }
        let monitoring = client.monitoring
        let hour = MonitoringFilter(from: Date(timeIntervalSinceNow: -3600), to: Date())
        try await server.offering(server.has(4, 8)) {
            let overview = try await monitoring.overview(hour)
            #expect((0...100).contains(overview.successRate))
            let dashboard = try await monitoring.dashboard(hour, limit: 5)
            #expect(dashboard.overview != nil && dashboard.messages.count <= 5)
            let file = try await monitoring.export(.messages, hour, limit: 10)
            #expect(String(decoding: file.data, as: UTF8.self).contains("message_content"))
        }
        try await server.offering(server.has(4, 10)) {
            let tokens = try await monitoring.tokenStatistics(hour, by: .day)
            #expect(tokens.bucket == .day && tokens.total?.calls == tokens.models.reduce(0) { $0 + $1.calls })
        }
        if server.isMock {
            await expect(server.has(4, 11) ? .serverError : .unsupportedByServer) {
                _ = try await client.system.modelAvailability()
            }
        }
    }

    private static let feedback = Journey("feedback") { server in
        guard !server.isDocumented else { return }
        let monitoring = try await server.signedIn().monitoring
        try await server.offering(server.has(4, 9)) {
            let page = try await monitoring.feedback.page(limit: 5)
            let figures = try await monitoring.feedbackStatistics()
            #expect(page.total == figures.total && figures.likes + figures.dislikes <= figures.total)
        }
    }

    private static let executions = Journey("executions") { server in
        guard !server.isDocumented else { return }
        let monitoring = try await server.signedIn().monitoring
        try await server.offering(server.has(4, 11)) {
            var filter = MonitoringFilter()
            (filter.statuses, filter.isDebug) = ([.completed, .failed], false)
            for run in try await monitoring.executions.page(filter, limit: 3).records {
                let details = try await monitoring.details(ofExecution: run.id, source: run.source, section: .overview)
                #expect(details.id == run.id)
            }
            await expect(.notFound) { _ = try await monitoring.details(ofExecution: "nothing") }
            for try await state in try await monitoring.inFlight() {
                #expect(state.activeCount >= 0)
                break
            }
        }
    }

    private static let assistant = Journey("assistant") { server in
        guard !server.isDocumented else { return }
        let assistant = try await server.signedIn().assistant
        try await server.offering(server.has(4, 11)) {
            let made = try await assistant.create()
            #expect(made.status == .ready && made.messages.isEmpty)
            #expect(try await assistant.list().contains { $0.id == made.id })
            #expect(try await assistant.stop(made).revision == made.revision)
            guard server.isMock else { return }
            // There is no model that could answer.
            let failed = try await assistant.send(.text("Which bots are off?"), to: made)
            #expect(failed.status == .failed && failed.failure != nil && failed.revision > made.revision)
            await expect(.conflict) { _ = try await assistant.send(.approve, to: made) }
            let streamed = try await assistant.create()
            var last: AssistantFrame?
            for try await frame in try await assistant.stream(.text("And now?"), to: streamed) { last = frame }
            let after = try await assistant.get(streamed.id)
            #expect(last == .completed(after))
        }
    }

    private static let wizard = Journey("wizard and surveys") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        try await server.offering(server.has(4, 9)) {
            try await client.setupWizard.save(["step": 1])
            try await client.setupWizard.end(.skipped)
        }
        try await server.offering(server.has(4, 8)) {
            let survey = try await client.surveys.pending()
            #expect(survey == nil)
        }
        guard server.isMock, server.has(4, 8) else { return }
        await expect(.invalidRequest) { try await client.surveys.dismiss("nothing") }
        await expect(.invalidRequest) { try await client.surveys.respond(to: "nothing", [:]) }
    }

    private static let migrations = Journey("migrations") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        // Nothing is left of an older release.
        let refusal = server.has(4, 9) ? LangBotError.Code.invalidRequest : .unsupportedByServer
        await expect(refusal) { try await client.knowledge.dismissMigration() }
        await expect(refusal) { _ = try await client.knowledge.migrate() }
        let name = server.name("pipeline")
        let id = try await client.pipelines.create(.init(name: name))
        try await server.offering(server.has(4, 11)) {
            let preview = try await client.pipelines.migrations.preview()
            #expect(preview.contains { $0.id == id && $0.name == name })
            await expect(.invalidRequest) { _ = try await client.pipelines.migrations.execute([]) }
        }
        try await client.pipelines.delete(id)
    }

    private static let externalBases = Journey("external knowledge bases") { server in
        guard !server.isDocumented, server.isMock else { return }
        let bases = try await server.signedIn().knowledge.externalBases
        try await server.offering(server.has(4, 6) && !server.has(4, 9)) {
            let draft = ExternalKnowledgeBase.Draft(name: "k", pluginID: "author/plugin", retriever: "r")
            let id = try await bases.create(draft)
            var base = try await bases.get(id)
            #expect(base.pluginID == "author/plugin" && base.retriever == "r")
            base.description = "changed"
            try await bases.update(base)
            #expect(try await bases.list().first { $0.id == id }?.description == "changed")
            #expect(try await bases.retrieve(id, query: "q").isEmpty)
            #expect(try await bases.retrievers().isEmpty)
            try await bases.delete(id)
            await expect(.notFound) { _ = try await bases.get(id) }
        }
    }

    private static let httpChat = Journey("chat without websockets") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        let id = try await client.pipelines.create(.init(name: server.name("pipeline")))
        try await server.offering(!server.has(4, 6)) {
            let messages = try await client.pipelines.httpChat.messages(.person, of: id)
            #expect(messages.isEmpty)
            await expect(.serverError) { try await client.pipelines.httpChat.reset(.person, of: id) }
        }
        try await client.pipelines.delete(id)
    }

    private static let platformApps = Journey("apps on platforms") { server in
        guard !server.isDocumented, server.isMock else { return }
        let client = try await server.signedIn()
        for platform in PlatformApps.Platform.allCases {
            let isOffered = server.has(4, platform == .qqOfficial ? 10 : 9)
            // No platform can be reached.
            let refusal = await #expect(throws: LangBotError.self) {
                _ = try await client.adapters.apps.create(platform)
            }
            #expect((refusal?.status != nil) == isOffered, "\(platform)")
            #expect((refusal?.code == .unsupportedByServer) == !isOffered)
        }
        await expect(server.has(4, 10) ? .notFound : .unsupportedByServer) {
            _ = try await client.providers.codex.status("nothing")
        }
    }

    private static let images = Journey("images and templates") { server in
        guard !server.isDocumented else { return }
        let client = try server.client(.none)
        let icon = try await client.adapters.icon("telegram")
        #expect(!icon.data.isEmpty)
        let provider = try await client.requesters.icon("openai-chat-completions")
        #expect(!provider.data.isEmpty)
        try await server.offering(server.has(4, 10)) {
            let card = try await client.adapters.dingTalkInputCard()
            #expect(!card.data.isEmpty)
        }
        try await server.offering(server.has(4, 11)) {
            let card = try await client.adapters.dingTalkStreamCard()
            #expect(!card.data.isEmpty)
        }
    }
}
