import Foundation
import LangBot
import LangBotContract

extension Walk {
    private static let routing: JSONObject = [
        "enable": true, "use_pipeline_uuid": "p", "pipeline_routing_rules": [], "event_bindings": [],
        "plugin_processors": [],
    ]

    static let botCalls: [OperationID: [Call]] = [
        "bot.list": [{ _ = try await $0.bots.list() }],
        "bot.create": [{ _ = try await $0.bots.create(bot) }]
            + each(routing) { client, member in
                var draft = bot
                draft.fields.merge(member) { $1 }
                _ = try await client.bots.create(draft)
            },
        "bot.get": [{ _ = try await $0.bots.get("1") }],
        "bot.update": [
            {
                try await $0.bots.update(
                    "1",
                    .init(name: "n", description: "d", adapter: .telegram, configuration: [:], isEnabled: true)
                )
            }
        ] + each(routing) { client, member in try await client.bots.update("1", .init(fields: member)) },
        "bot.delete": [{ try await $0.bots.delete("1") }],
        "bot.logs": [{ _ = try await $0.bots.logs("1") }],
        "bot.send_message": [{ try await $0.bots.send(.init(to: .person("u"), "hello"), from: "1") }],
        "bot.admin.list": [{ _ = try await $0.bots.admins.list(of: "1") }],
        "bot.admin.create": [{ _ = try await $0.bots.admins.create(.group("g"), of: "1") }],
        "bot.admin.delete": [{ try await $0.bots.admins.delete(1, of: "1") }],
        "bot.event_routes.status": [{ _ = try await $0.bots.eventRoutes("1") }],
        "bot.event_routes.dry_run": [
            { _ = try await $0.bots.tryEventRoutes(.init("message.received"), of: "1") },
            {
                let event = EventRouteTrial.Event("message.received", data: ["a": 1], context: ["b": 2])
                _ = try await $0.bots.tryEventRoutes(event, of: "1", bindings: [.init("*", target: .discard)])
            },
        ],
        "bot.group_filter_migration.get": [{ _ = try await $0.bots.groupFilterMigration("1") }],
        "bot.group_filter_migration.execute": [{ _ = try await $0.bots.migrateGroupFilters("1") }],
        "adapter.list": [{ _ = try await $0.adapters.list() }],
        "adapter.get": [{ _ = try await $0.adapters.get(.telegram) }],
        "adapter.slack_setup.create": [
            { client in
                _ = try await client.adapters.slackSetups.create(
                    for: "b",
                    accessToken: "a",
                    refreshToken: "r",
                    delivery: .webhook("u")
                )
            },
            { client in
                _ = try await client.adapters.slackSetups.create(
                    for: "b",
                    accessToken: "a",
                    refreshToken: "r",
                    delivery: .socket(redirectURL: "u")
                )
            },
        ],
        "adapter.slack_setup.get": [{ _ = try await $0.adapters.slackSetups.get("1") }],
        "adapter.slack_setup.delete": [{ try await $0.adapters.slackSetups.delete("1") }],
    ]

    static let pipelineCalls: [OperationID: [Call]] = [
        "pipeline.list": [
            { _ = try await $0.pipelines.list() }, { _ = try await $0.pipelines.list(sorting: .init(by: "name")) },
        ],
        "pipeline.create": [
            { _ = try await $0.pipelines.create(.init(name: "n", configuration: ["ai": [:]])) },
            { _ = try await $0.pipelines.create(.init(name: "n", emoji: "🙂")) },
            { _ = try await $0.pipelines.create(.init(name: "n", isDefault: true)) },
        ],
        "pipeline.metadata": [{ _ = try await $0.pipelines.metadata() }],
        "pipeline.get": [{ _ = try await $0.pipelines.get("1") }],
        "pipeline.update": [
            { try await $0.pipelines.update("1", .init(name: "n", description: "d", configuration: [:])) },
            { try await $0.pipelines.update("1", .init(emoji: "🙂")) },
        ],
        "pipeline.delete": [{ try await $0.pipelines.delete("1") }],
        "pipeline.copy": [{ _ = try await $0.pipelines.copy("1") }],
        "pipeline.run": [{ _ = try await $0.pipelines.run("1", message: "m") }],
        "pipeline.extensions.get": [{ _ = try await $0.pipelines.extensions.get("1") }],
        "pipeline.extensions.update": [
            { try await $0.pipelines.extensions.update("1", .init(boundPlugins: [], boundMCPServers: [])) }
        ]
            + each([
                "enable_all_plugins": true, "enable_all_mcp_servers": true, "bound_skills": [],
                "enable_all_skills": true, "bound_mcp_resources": [], "mcp_resource_agent_read_enabled": true,
            ]) { client, member in try await client.pipelines.extensions.update("1", .init(fields: member)) },
        "pipeline.websocket.connections": [{ _ = try await $0.pipelines.webChat.connections(of: "1") }],
        "pipeline.websocket.messages": [{ _ = try await $0.pipelines.webChat.messages(.person, of: "1") }],
        "pipeline.websocket.reset": [{ try await $0.pipelines.webChat.reset(.person, of: "1") }],
        "pipeline.websocket.broadcast": [{ try await $0.pipelines.webChat.broadcast("m", of: "1") }],
    ]

    private static let bot = Bot.Draft(name: "n", adapter: .telegram, configuration: [:])
}
