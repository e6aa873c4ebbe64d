import Foundation
import LangBot
import LangBotContract

extension Walk {
    static let agentCalls: [OperationID: [Call]] = [
        "agent.list": [
            { _ = try await $0.agents.list() }, { _ = try await $0.agents.list(sorting: .init(by: "name")) },
        ],
        "agent.create": [
            {
                let draft = Agent.Draft(
                    name: "n",
                    description: "d",
                    configuration: [:],
                    eventPatterns: ["*"],
                    componentReference: "c"
                )
                _ = try await $0.agents.create(draft)
            }
        ]
            + each(untypedAgentMembers) { client, member in
                var draft = Agent.Draft(name: "n")
                draft.fields.merge(member) { $1 }
                _ = try await client.agents.create(draft)
            },
        "agent.get": [{ _ = try await $0.agents.get("1") }],
        "agent.update": [
            {
                let changes = Agent.Changes(name: "n", description: "d", configuration: [:], eventPatterns: ["*"])
                try await $0.agents.update("1", changes)
            }
        ]
            + each(untypedAgentMembers.merging(["component_ref": "c"]) { $1 }) { client, member in
                try await client.agents.update("1", .init(fields: member))
            },
        "agent.delete": [{ try await $0.agents.delete("1") }],
        "agent.metadata": [{ _ = try await $0.agents.metadata() }],
        "agent.debug": [{ _ = try await $0.agents.debug("1", event) }],
        "agent.debug_stream": [{ _ = try await $0.agents.debugStream("1", event) }],
        "agent.run.list": [{ client in for try await _ in client.agents.runs.list(of: "1", before: 2) {} }],
        "agent.run.events": [
            { client in for try await _ in client.agents.runs.events(of: "1", agent: "1", after: 2) {} }
        ],
        "sandbox.status": [{ _ = try await $0.sandbox.status() }],
        "sandbox.sessions": [{ _ = try await $0.sandbox.sessions() }],
        "sandbox.errors": [{ _ = try await $0.sandbox.errors() }],
    ]

    static let monitoringCalls: [OperationID: [Call]] = [
        "monitoring.messages": [
            { _ = try await $0.monitoring.messages.page() },
            { _ = try await $0.monitoring.messages.page(messages, limit: 1, offset: 2) },
        ],
        "monitoring.llm_calls": [{ _ = try await $0.monitoring.llmCalls.page(sources, limit: 1, offset: 2) }],
        "monitoring.tool_calls": [{ _ = try await $0.monitoring.toolCalls.page(messages, limit: 1, offset: 2) }],
        "monitoring.embedding_calls": [
            {
                let filter = MonitoringFilter(from: day, to: day, knowledgeBaseID: "k")
                _ = try await $0.monitoring.embeddingCalls.page(filter, limit: 1, offset: 2)
            }
        ],
        "monitoring.errors": [{ _ = try await $0.monitoring.errors.page(sources, limit: 1, offset: 2) }],
        "monitoring.sessions": [
            {
                var filter = sources
                filter.isActive = true
                _ = try await $0.monitoring.sessions.page(filter, limit: 1, offset: 2)
            },
            { _ = try await $0.monitoring.sessions.page(.init(user: "u")) },
        ],
        "monitoring.session_analysis": [
            { _ = try await $0.monitoring.analysis(ofSession: "1") },
            { _ = try await $0.monitoring.analysis(ofSession: "1", botID: "b", from: day, to: day) },
        ],
        "monitoring.message_details": [{ _ = try await $0.monitoring.details(ofMessage: "1") }],
        "monitoring.session_reset": [{ try await $0.monitoring.resetContext(ofSession: "1", botID: "b") }],
    ]

    private static let logged = OperationLogFilter(
        action: "create",
        resourceType: "bot",
        accountUUID: "a",
        level: .changes,
        start: day,
        end: day,
        integrity: "issues"
    )

    static let systemCalls: [OperationID: [Call]] = [
        "task.list": [
            { _ = try await $0.tasks.list() }, { _ = try await $0.tasks.list(origin: .user) },
            { _ = try await $0.tasks.list(kind: "k") },
        ],
        "task.get": [{ _ = try await $0.tasks.get(1) }],
        "system.info": [{ _ = try await $0.system.info() }],
        "system.health": [{ _ = try await $0.system.health() }],
        "system.capabilities": [{ _ = try await $0.system.capabilities() }],
        "system.context": [{ _ = try await $0.system.context() }],
        "system.plugin_status": [{ _ = try await $0.system.pluginStatus() }],
        "system.logs": [{ _ = try await $0.system.logs(from: .init(page: 1, offset: 2)) }],
        "workspace.language.get": [{ _ = try await $0.workspace.language() }],
        "workspace.language.update": [{ try await $0.workspace.updateLanguage("en_US") }],
        "settings.governance.get": [{ _ = try await $0.operationLog.settings() }],
        "settings.governance.update": [
            { client in
                _ = try await client.operationLog.update(
                    .init(level: .changes, retentionDays: 1, maximumCount: 100, repetitionSeconds: 0)
                )
            }
        ],
        "settings.operation_log.list": [{ _ = try await $0.operationLog.page(logged, limit: 1, offset: 2) }],
        "settings.operation_log.export": [{ _ = try await $0.operationLog.export(logged) }],
        "settings.operation_log.filters": [{ _ = try await $0.operationLog.filters() }],
    ]

    static let accountCalls: [OperationID: [Call]] = [
        "api_key.list": [{ _ = try await $0.apiKeys.list() }],
        "api_key.create": [
            { _ = try await $0.apiKeys.create(.init(name: "n", description: "d")) },
            { _ = try await $0.apiKeys.create(.init(name: "n", scopes: [.viewResources], expiresAt: day)) },
        ],
        "api_key.get": [{ _ = try await $0.apiKeys.get(1) }],
        "api_key.update": [{ try await $0.apiKeys.update(1, .init(name: "n", description: "d")) }],
        "api_key.delete": [{ try await $0.apiKeys.delete(1) }],
        "user.init_status": [{ _ = try await $0.account.isInitialized() }],
        "user.init": [{ try await $0.account.initialize(user: "u", password: "p") }],
        "user.auth": [
            { _ = try await $0.account.signIn(user: "u", password: "p") },
            { _ = try await $0.account.signIn(user: "u", password: "p", oneTimeCode: "1") },
        ],
        "user.check_token": [{ _ = try await $0.account.checkToken() }],
        "user.info": [{ _ = try await $0.account.info() }],
        "user.account_info": [{ _ = try await $0.account.signInOptions() }],
        "user.change_password": [{ try await $0.account.changePassword(from: "p", to: "q") }],
    ]

    private static let day = Date(timeIntervalSince1970: 1_700_000_000)
    private static let sources = MonitoringFilter(from: day, to: day, botIDs: ["b"], pipelineIDs: ["p"])
    private static let untypedAgentMembers: JSONObject = ["emoji": "🙂", "parameters": [:]]

    private static var messages: MonitoringFilter {
        var filter = sources
        filter.sessionIDs = ["s"]
        return filter
    }

    private static var event: AgentDebugEvent {
        var event = AgentDebugEvent(type: "t", text: "x", data: [:], conversationID: "c")
        event.fields.merge(["actor": [:], "subject": [:], "mock": true]) { $1 }
        return event
    }
}
