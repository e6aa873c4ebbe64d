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
        monitoringCalls, systemCalls, accountCalls, signInCalls, workspaceCalls, assistantCalls, dashboardCalls,
        migrationCalls, platformAppCalls,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The operations that the SDK does not offer, and why; `OperationName` and `perform` reach them all the same.
    static let foreign: [OperationID: String] = reasons.reduce(into: [:]) { foreign, reason in
        for operation in reason.operations { foreign[operation] = reason.text }
    }

    private static let reasons: [(operations: [OperationID], text: String)] = [
        (elsewhere, "PipelineChatTests and HTTPBotTests try them: a websocket, or signed"),
        (platforms, "chat platforms send them"),
        (webPages, "pages, scripts and sockets of browsers"),
        (debugging, "LangBot's developers run code in a server with them"),
        (["bot.event_routes.dry_run_alias"], "another path of bot.event_routes.dry_run"),
    ]

    private static let elsewhere: [OperationID] = [
        "bot.inbound.post", "bot.inbound.post_path", "pipeline.websocket.connect",
    ]

    private static let platforms: [OperationID] = [
        "adapter.slack_setup.callback", "bot.inbound.get", "bot.inbound.get_path", "bot.inbound.onebot_websocket",
    ]

    private static let webPages: [OperationID] = [
        "embed.feedback", "embed.logo", "embed.messages", "embed.reset", "embed.turnstile_verify",
        "embed.websocket.connect", "embed.widget", "plugin.page_sdk", "web.static",
    ]

    private static let debugging: [OperationID] = [
        "system.debug.exec", "system.debug.plugin_action", "system.debug.tools_call",
    ]

    /// The operations that the SDK offers.
    static let operations = Contract.operations.filter { foreign[$0.id] == nil }

    /// What the calls put in place of the parameters of a path, percent-encoded.
    static func value(of parameter: String) -> String {
        switch parameter {
        case "session_type": "person"
        case "plugin_id": "a/b"
        case "author": "a"
        case "plugin_name": "b"
        case "path", "filepath": "d/f%20g.md"
        case "server_name": "m%C3%BC"
        case "source": "auto"
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
        "tool.list": ["pipeline_id": "pipeline_uuid says the same"],
        "tool.get": ["pipeline_id": "pipeline_uuid says the same"],
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
        let answer: JSONValue = ["code": 0, "msg": "ok", "data": Self.data(request.operation)]
        let headers: HTTPHeaders = ["Content-Type": Self.mediaTypes[request.operation] ?? "application/json"]
        return TransportResponse(status: 200, headers: headers, body: try answer.json())
    }

    private static func data(_ operation: OperationName) -> JSONValue {
        if lists.contains(operation) { return [] }
        let group = operation.rawValue.prefix { $0 != "." }
        return .object(everything.merging(numbers[String(group)] ?? [:]) { $1 })
    }

    /// The members that are numbers in some groups of operations only.
    private static let numbers: [String: JSONObject] = [
        "assistant": ["revision": 1], "pipeline": ["message": ["id": 1]],
    ]

    /// The operations whose answer is a list itself.
    private static let lists: Set<OperationName> = ["sandbox.sessions", "sandbox.errors", "user.passkey.list"]
    /// The media types of the answers that are no envelopes.
    private static let mediaTypes: [OperationName: String] = [
        "agent.debug_stream": "application/x-ndjson", "file.image.get": "image/png", "plugin.icon": "image/png",
        "adapter.icon": "image/png", "requester.icon": "image/png", "file.media.get": "image/png",
        "plugin.public_icon": "image/png", "plugin.public_asset": "text/markdown", "monitoring.export": "text/csv",
        "adapter.dingtalk.human_input_card_template": "text/plain",
        "adapter.dingtalk.stream_card_template": "text/plain", "monitoring.in_flight_stream": "text/event-stream",
        "assistant.conversation.turn_stream": "application/x-ndjson",
        "plugin.asset": "text/markdown", "settings.operation_log.export": "text/csv",
    ]

    private static let everything: JSONObject = [
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
        "matched": true, "records": [], "workspaces": [["uuid": "1", "workspace": ["uuid": "1"]]],
        "workspace": ["uuid": "1"], "workspace_uuid": "1", "members": [["account_uuid": "1"]],
        "member": ["account_uuid": "1"], "invitations": [["uuid": "1"]], "invitation": ["uuid": "1"],
        "webhooks": [["id": 1]], "webhook": ["id": 1], "tools": [["name": "1"]], "tool": ["name": "1"],
        "challenge_token": "c", "recovery_codes": ["r"], "accounts": [["account_uuid": "1"]], "enabled": true,
        "qr_code_data_url": "q", "authorize_url": "a", "feedback": [], "row": ["id": "1"],
        "authorization_id": "1", "status": "s", "conversations": [["uuid": "1", "revision": 1]],
        "retrievers": [],
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
