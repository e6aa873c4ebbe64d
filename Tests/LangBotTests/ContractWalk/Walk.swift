import Foundation
import LangBot
import LangBotContract
import LangBotTesting

/// The calls that walk the contract: for each operation one with the least that every release takes, then ones that
/// together use all that any release takes.
enum Walk {
    typealias Call = @Sendable (LangBotClient) async throws -> Void

    static let calls: [OperationID: [Call]] = [
        modelCalls, providerCalls, botCalls, pipelineCalls, knowledgeCalls, mcpCalls, pluginCalls, skillCalls,
        agentCalls,
        monitoringCalls, systemCalls, accountCalls,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The operations that only LangBot's web interface, chat platforms and other programs use, which the SDK does not
    /// offer, and those that other tests try.
    static let foreign: Set<OperationID> = Set(
        elsewhere + platforms + webPages + dashboard + accounts + maintenance
            + Contract.operations.map(\.id).filter { id in apps.contains { id.rawValue.hasPrefix($0) } }
    )

    /// Creating an app on a platform, and signing in with more than a password, which a user does with a phone; the
    /// assistant; and what ended with 4.8.
    private static let apps = [
        "adapter.dingtalk.create_app.", "adapter.lark.create_app.", "adapter.qqofficial.bind.",
        "adapter.wecombot.create_bot.", "adapter.weixin.login.", "assistant.", "external_knowledge_base.",
        "user.totp.", "user.passkey.", "user.space.",
    ]

    /// What `PipelineChatTests` and `HTTPBotTests` try: it is a websocket, or is signed.
    private static let elsewhere: [OperationID] = [
        "bot.inbound.post", "bot.inbound.post_path", "pipeline.websocket.connect",
    ]

    /// What chat platforms send.
    private static let platforms: [OperationID] = ["bot.inbound.get", "bot.inbound.get_path"]

    /// What the pages and widgets of a bot's visitors ask, and sockets.
    private static let webPages: [OperationID] = [
        "embed.feedback", "embed.logo", "embed.messages", "embed.reset", "embed.turnstile_verify",
        "bot.inbound.onebot_websocket", "embed.websocket.connect", "embed.widget",
    ]

    /// What only the web interface shows so far.
    private static let dashboard: [OperationID] = [
        "bot.event_routes.dry_run_alias", "bot.test_inbound", "monitoring.data", "monitoring.execution.get",
        "monitoring.execution.list",
        "monitoring.export", "monitoring.feedback.list", "monitoring.feedback.stats", "monitoring.overview",
        "monitoring.token_statistics", "webhook.create", "webhook.delete", "webhook.get", "webhook.list",
        "webhook.update", "workspace.current", "workspace.list", "plugin.public_asset", "plugin.public_icon",
        "box.runtime_status", "tool.list", "tool.get", "system.storage_analysis",
        "model.llm.default", "model.llm.starred.get", "model.llm.starred.update", "pipeline.chat.messages",
        "pipeline.chat.reset", "pipeline.chat.send", "stats.basic", "system.model_availability",
        "adapter.icon", "adapter.dingtalk.human_input_card_template", "adapter.dingtalk.stream_card_template",
        "file.media.get", "plugin.page_sdk", "requester.icon", "web.static",
        "adapter.slack_setup.callback", "provider.codex.device.create", "provider.codex.device.delete",
        "provider.codex.device.poll", "provider.codex.disconnect", "provider.codex.status",
        "system.debug.plugin_action",
    ]

    /// What an update asks its users, and how developers look into a running LangBot.
    private static let maintenance: [OperationID] = [
        "knowledge_migration.dismiss", "knowledge_migration.execute", "pipeline.migration.execute",
        "pipeline.migration.preview", "system.debug.exec", "system.debug.tools_call", "monitoring.in_flight_stream",
    ]

    /// How people sign in to the web interface, and what it asks them and their workspace.
    private static let accounts: [OperationID] = [
        "invitation.accept", "invitation.inspect", "survey.dismiss", "survey.feedback", "survey.pending",
        "survey.respond", "system.wizard.completed", "system.wizard.progress", "system.wizard.recommended_model",
        "user.reset_password", "user.set_password", "workspace.bootstrap", "workspace.create", "workspace.get",
        "workspace.invitation.create", "workspace.invitation.delete", "workspace.invitation.list",
        "workspace.member.delete", "workspace.member.list", "workspace.member.update",
    ]

    /// The operations that the SDK offers.
    static let operations = Contract.operations.filter { !foreign.contains($0.id) }

    /// What the calls put in place of the parameters of a path, percent-encoded.
    static func value(of parameter: String) -> String {
        switch parameter {
        case "session_type": "person"
        case "plugin_id": "a/b"
        case "author": "a"
        case "plugin_name": "b"
        case "path", "filepath": "d/f%20g.md"
        case "server_name": "m%C3%BC"
        case "adapter_name": "telegram"
        default: "1"
        }
    }

    /// What a release takes and the SDK does not send, and why.
    static let leftOut: [OperationID: [String: String]] = [
        "pipeline.create": [
            "config": "a release that takes it wants all of it, so the SDK changes the default in a second request",
            "extensions_preferences": "the server writes its own over it; pipelines.extensions.update sets them",
        ],
        "bot.event_routes.dry_run": ["payload": "event_data says the same"],
        "pipeline.update": ["extensions_preferences": "pipelines.extensions.update sets them"],
        "plugin.install.local": ["administrator_force": "it overrides the server's own check of the plugin"],
        "skill.install.github": ["source_path": "source_paths says the same of any number"],
    ]
}

/// A transport that answers every request with members that any operation can read, and remembers the requests.
final class EverythingTransport: Transport {
    private let recorded = Guarded<[RecordedRequest]>([])

    var requests: [RecordedRequest] { recorded.value }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let sent = try RecordedRequest(request)
        recorded.withLock { $0.append(sent) }
        let answer = Self.lists.contains(request.operation) ? ["code": 0, "msg": "ok", "data": []] : Self.everything
        let headers: HTTPHeaders = ["Content-Type": Self.mediaTypes[request.operation] ?? "application/json"]
        return TransportResponse(status: 200, headers: headers, body: try answer.json())
    }

    /// The operations whose answer is a list itself.
    private static let lists: Set<OperationName> = ["sandbox.sessions", "sandbox.errors"]
    /// The media types of the answers that are no envelopes.
    private static let mediaTypes: [OperationName: String] = [
        "agent.debug_stream": "application/x-ndjson", "file.image.get": "image/png", "plugin.icon": "image/png",
        "plugin.asset": "text/markdown", "settings.operation_log.export": "text/csv",
    ]

    private static let everything: JSONValue = [
        "code": 0, "msg": "ok",
        "data": [
            "uuid": "1", "models": [["uuid": "1", "id": "1"]], "model": ["uuid": "1"], "providers": [["uuid": "1"]],
            "provider": ["uuid": "1"], "bots": [["uuid": "1"]], "bot": ["uuid": "1"], "pipelines": [["uuid": "1"]],
            "pipeline": ["uuid": "1", "config": [:]], "configs": [], "bases": [["uuid": "1"]],
            "base": ["uuid": "1"], "files": [["uuid": "1"]], "results": [[:]], "servers": [["uuid": "1", "name": "1"]],
            "server": ["uuid": "1", "name": "1"], "task_id": 1, "file_id": "1", "file_key": "1", "tasks": [["id": 1]],
            "id": 1,
            "keys": [["id": 1]], "key": ["id": 1], "initialized": true, "token": "t", "logs": [],
            "total_count": 1, "total": 0, "agents": [["uuid": "1"]], "agent": ["uuid": "1"],
            "skills": [["name": "1"]], "skill": ["name": "1", "revision": "r"], "language": "en_US",
            "session_id": "1", "user": "u", "instructions": "i", "content": "c", "requesters": [],
            "requester": ["name": "1"],
            "readme": "r", "plugins": [],
            "plugin": ["manifest": ["manifest": ["metadata": ["author": "a", "name": "b"]]]], "assets": [],
            "config": [:], "messages": [],
            "tool_calls": [], "sessions": [], "llm_calls": [], "errors": [], "embedding_calls": [],
            "resource_templates": [], "parsers": [], "schema": [:], "engines": [], "extensions": [], "admins": [],
            "items": [], "adapters": [], "adapter": ["name": "1"], "revision": "r", "configured_level": 1,
            "matched": true, "records": [],
        ],
    ]
}

extension RecordedRequest {
    /// The names in the query.
    var queryNames: Set<String> { Set(query.keys) }

    /// The names of the members of the body, be it an object or a form.
    var bodyNames: Set<String> {
        if headers["Content-Type"] == "application/json" { return Set(json?.objectValue.map { Array($0.keys) } ?? []) }
        let text = String(decoding: body ?? Data(), as: UTF8.self)
        return Set(text.matches(of: /form-data; name="([^"]+)"/).map { String($0.output.1) })
    }
}
