import Foundation
import LangBot
import LangBotContract

extension Walk {
    static let dashboardCalls: [OperationID: [Call]] = [
        "monitoring.overview": [{ _ = try await $0.monitoring.overview(sources) }],
        "monitoring.data": [
            { _ = try await $0.monitoring.dashboard(sources, limit: 1) },
            { _ = try await $0.monitoring.dashboard(states) },
        ],
        "monitoring.token_statistics": [
            { _ = try await $0.monitoring.tokenStatistics(sources, by: .day) },
            { _ = try await $0.monitoring.tokenStatistics(states) },
        ],
        "monitoring.feedback.list": [
            { client in
                var filter = sources
                filter.opinion = .like
                _ = try await client.monitoring.feedback.page(filter, limit: 1, offset: 2)
            },
            { _ = try await $0.monitoring.feedback.page(states) },
        ],
        "monitoring.feedback.stats": [
            { _ = try await $0.monitoring.feedbackStatistics(sources) },
            { _ = try await $0.monitoring.feedbackStatistics(states) },
        ],
        "monitoring.export": [{ _ = try await $0.monitoring.export(.messages, sources, limit: 1) }],
        "monitoring.execution.list": [
            { client in
                var filter = states
                filter.agentIDs = ["a"]
                filter.source = .agent
                _ = try await client.monitoring.executions.page(filter, limit: 1, offset: 2)
            }
        ],
        "monitoring.execution.get": [
            { client in
                _ = try await client.monitoring.details(ofExecution: "1", section: .events, limit: 1, offset: 2)
            }
        ],
        "monitoring.in_flight_stream": [{ for try await _ in try await $0.monitoring.inFlight() {} }],
        "webhook.list": [{ _ = try await $0.webhooks.list() }],
        "webhook.create": [
            { client in
                _ = try await client.webhooks.create(.init(name: "n", url: "u", description: "d", isEnabled: true))
            }
        ],
        "webhook.get": [{ _ = try await $0.webhooks.get(1) }],
        "webhook.update": [
            { try await $0.webhooks.update(1, .init(name: "n", url: "u", description: "d", isEnabled: true)) }
        ],
        "webhook.delete": [{ try await $0.webhooks.delete(1) }],
        "tool.list": [{ _ = try await $0.tools.list() }, { _ = try await $0.tools.list(of: "p") }],
        "tool.get": [{ _ = try await $0.tools.get("1") }, { _ = try await $0.tools.get("1", of: "p") }],
        "model.llm.default": [{ _ = try await $0.models.llm.defaultID() }],
        "model.llm.starred.get": [{ _ = try await $0.models.llm.starredID() }],
        "model.llm.starred.update": [{ try await $0.models.llm.star("m") }],
        "stats.basic": [{ _ = try await $0.system.statistics() }],
        "system.storage_analysis": [{ _ = try await $0.system.storage() }],
        "system.model_availability": [{ _ = try await $0.system.modelAvailability() }],
        "box.runtime_status": [{ _ = try await $0.sandbox.runtime() }],
        "bot.test_inbound": [{ _ = try await $0.bots.sendTest("hello", to: "1") }],
        "system.wizard.completed": [{ try await $0.setupWizard.end(.skipped) }],
        "system.wizard.progress": [{ try await $0.setupWizard.save(["step": 1]) }],
        "system.wizard.recommended_model": [{ _ = try await $0.setupWizard.recommendedModel() }],
        "survey.pending": [{ _ = try await $0.surveys.pending() }],
        "survey.respond": [{ try await $0.surveys.respond(to: "s", ["q": "a"]) }],
        "survey.dismiss": [{ try await $0.surveys.dismiss("s") }],
        "survey.feedback": [
            { client in
                let image = FeedbackImage(name: "i.png", contentType: "image/png", content: Data("x".utf8))
                try await client.surveys.sendFeedback("f", images: [image])
            }
        ],
    ]

    static let migrationCalls: [OperationID: [Call]] = [
        "knowledge_migration.execute": [{ _ = try await $0.knowledge.migrate() }],
        "knowledge_migration.dismiss": [{ try await $0.knowledge.dismissMigration() }],
        "pipeline.migration.preview": [{ _ = try await $0.pipelines.migrations.preview() }],
        "pipeline.migration.execute": [
            { client in
                let ready: JSONObject = ["pipeline_uuid": "1", "preview_token": "t"]
                _ = try await client.pipelines.migrations.execute([.init(members: ServerMembers(ready))])
            },
            { _ = try await $0.pipelines.migrations.executeAll(installsPlugins: true) },
        ],
        "pipeline.chat.send": [{ _ = try await $0.pipelines.httpChat.send("t", to: "1") }],
        "pipeline.chat.messages": [{ _ = try await $0.pipelines.httpChat.messages(.person, of: "1") }],
        "pipeline.chat.reset": [{ try await $0.pipelines.httpChat.reset(.person, of: "1") }],
        "external_knowledge_base.list": [{ _ = try await $0.knowledge.externalBases.list() }],
        "external_knowledge_base.create": [
            { _ = try await $0.knowledge.externalBases.create(externalBase) },
            { client in
                var draft = externalBase
                draft.fields["emoji"] = "🙂"
                _ = try await client.knowledge.externalBases.create(draft)
            },
        ],
        "external_knowledge_base.retrievers": [{ _ = try await $0.knowledge.externalBases.retrievers() }],
        "external_knowledge_base.get": [{ _ = try await $0.knowledge.externalBases.get("1") }],
        "external_knowledge_base.update": [
            { client in
                var base = ExternalKnowledgeBase(members: ServerMembers(["uuid": "1"]))
                base.fields.merge(externalBase.fields) { $1 }
                try await client.knowledge.externalBases.update(base)
            },
            { client in
                var base = ExternalKnowledgeBase(members: ServerMembers(["uuid": "1"]))
                base.emoji = "🙂"
                try await client.knowledge.externalBases.update(base)
            },
        ],
        "external_knowledge_base.delete": [{ try await $0.knowledge.externalBases.delete("1") }],
        "external_knowledge_base.retrieve": [{ _ = try await $0.knowledge.externalBases.retrieve("1", query: "q") }],
    ]

    static let platformAppCalls: [OperationID: [Call]] = [
        "provider.codex.status": [{ _ = try await $0.providers.codex.status("1") }],
        "provider.codex.device.create": [{ _ = try await $0.providers.codex.start("1") }],
        "provider.codex.device.poll": [{ _ = try await $0.providers.codex.poll("1", of: "1") }],
        "provider.codex.device.delete": [{ try await $0.providers.codex.cancel("1", of: "1") }],
        "provider.codex.disconnect": [{ try await $0.providers.codex.signOut("1") }],
        "adapter.icon": [{ _ = try await $0.adapters.icon("telegram") }],
        "adapter.dingtalk.human_input_card_template": [{ _ = try await $0.adapters.dingTalkInputCard() }],
        "adapter.dingtalk.stream_card_template": [{ _ = try await $0.adapters.dingTalkStreamCard() }],
        "requester.icon": [{ _ = try await $0.requesters.icon("1") }],
        "file.media.get": [{ _ = try await $0.files.media("1") }],
        "plugin.public_icon": [{ _ = try await $0.plugins.publicIcon("a/b") }],
        "plugin.public_asset": [{ _ = try await $0.plugins.publicAsset("d/f g.md", of: "a/b") }],
    ].merging(appCalls) { first, _ in first }

    private static let appNames: [(String, PlatformApps.Platform)] = [
        ("dingtalk.create_app", .dingTalk), ("lark.create_app", .lark), ("qqofficial.bind", .qqOfficial),
        ("wecombot.create_bot", .weComBot), ("weixin.login", .weChat),
    ]

    private static let appCalls: [OperationID: [Call]] = appNames.reduce(into: [:]) { calls, app in
        let (name, platform) = app
        calls[OperationID(rawValue: "adapter.\(name).create")] = [
            { _ = try await $0.adapters.apps.create(platform) }
        ]
        calls[OperationID(rawValue: "adapter.\(name).status")] = [
            { _ = try await $0.adapters.apps.status("1", of: platform) }
        ]
        calls[OperationID(rawValue: "adapter.\(name).delete")] = [
            { try await $0.adapters.apps.cancel("1", of: platform) }
        ]
    }

    private static let externalBase = ExternalKnowledgeBase.Draft(
        name: "n",
        description: "d",
        pluginID: "a/b",
        retriever: "r"
    )

    private static var sources: MonitoringFilter {
        MonitoringFilter(from: Date(), to: Date(), botIDs: ["b"], pipelineIDs: ["p"])
    }

    private static var states: MonitoringFilter {
        var filter = sources
        filter.statuses = [.completed]
        filter.isDebug = false
        return filter
    }
}
