import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// One run of an agent on an event that did not happen.
struct AgentTrial: Sendable {
    private let behaviour: Behaviour
    private let live: LiveWorld
    private let streams: Bool
    private let agent: JSONObject
    private let payload: JSONValue
    private let eventType: String
    private let text: String
    private let runner: RunnerChoice
    private let actor: (id: String, name: String)
    private let isGroup: Bool
    private let conversation: String
    private let event: String
    private let runID: String

    /// - Throws: ``DomainError/invalid(_:)`` if there is no such agent, or the event cannot happen to it.
    init(
        _ payload: JSONValue,
        _ behaviour: Behaviour,
        _ live: LiveWorld,
        _ call: Call,
        streams: Bool
    ) throws(DomainError) {
        let uuid = call.identifier
        guard let agent = live.now.tables[.agent]?[uuid] else { throw .invalid("Agent not found") }
        let type = payload["event_type"].map { behaviour.trimmed($0.stringValue ?? "\($0)") } ?? "message.received"
        guard !type.isEmpty, type.unicodeScalars.count <= 128 else { throw .invalid("Invalid event_type") }
        let patterns = agent["supported_event_patterns"]?.arrayValue?.compactMap(\.stringValue) ?? ["*"]
        guard patterns.contains(where: { fnmatch($0, type, 0) == 0 }) else {
            throw .invalid("Agent does not support this event type")
        }
        let text = behaviour.trimmed(payload["text"]?.stringValue ?? "")
        guard text.unicodeScalars.count <= 20_000 else { throw .invalid("Debug input is too long") }
        let data = payload["data"] ?? [:]
        guard data.objectValue != nil else { throw .invalid("Debug event data must be an object") }
        try Self.checkMock(payload["mock"] ?? [:])
        try behaviour.checkAgent(agent["config"] ?? .null)
        runner = RunnerChoice(intelligence: agent["config"] ?? .null, behaviour.traits)
        guard !runner.name.isEmpty else { throw .invalid("Agent has no configured runner") }
        conversation = behaviour.trimmed(payload["conversation_id"]?.stringValue ?? "debug:\(uuid)")
        guard !conversation.isEmpty, conversation.unicodeScalars.count <= 256 else {
            throw .invalid("Invalid debug conversation_id")
        }
        for name in ["actor", "subject"] where payload[name] != nil && payload[name]?.objectValue == nil {
            throw .invalid("Debug actor and subject must be objects")
        }
        func first(_ names: [String], _ initial: String) -> String {
            names.compactMap { data[$0]?.stringValue }.first { !$0.isEmpty } ?? initial
        }
        actor = (
            payload["actor"]?["actor_id"]?.stringValue
                ?? first(["member_id", "requester_id", "user_id"], "debug-user"),
            payload["actor"]?["actor_name"]?.stringValue
                ?? first(["member_name", "requester_name", "user_name"], "Debug User")
        )
        isGroup = type.hasPrefix("group.") || type.hasPrefix("bot.") || !behaviour.isBlank(data["group_id"])
        event = "debug:\(uuid):\(live.surroundings.uuid())"
        runID = live.surroundings.uuid()
        eventType = type
        self.text = text.isEmpty ? type : text
        self.agent = agent
        self.behaviour = behaviour
        self.live = live
        self.streams = streams
        self.payload = payload
    }

    private static func checkMock(_ mock: JSONValue) throws(DomainError) {
        guard let members = mock.objectValue,
            members.names.allSatisfy(["errors", "results", "unsupported_apis"].contains)
        else { throw .invalid("Mock options must contain only errors, results and unsupported_apis") }
        for name in ["errors", "results"] {
            guard let entries = (members[name] ?? [:]).objectValue,
                entries.names.allSatisfy(PlatformTools.names.contains)
            else { throw .invalid("Mock \(name) must map platform tool names to outcomes") }
        }
        let errors = members["errors"]?.objectValue ?? [:]
        guard errors.allSatisfy({ $0.value.stringValue?.contains { !$0.isWhitespace } ?? false }) else {
            throw .invalid("Mock errors must be non-empty strings")
        }
        guard errors.names.allSatisfy({ members["results"]?[$0] == nil }) else {
            throw .invalid("A mock tool cannot have both an error and a result")
        }
        guard let apis = (members["unsupported_apis"] ?? []).arrayValue,
            apis.allSatisfy({ $0.stringValue.map(PlatformTools.apis.contains) ?? false })
        else { throw .invalid("Mock unsupported_apis must be an array of platform API names") }
    }

    /// Runs the agent, and records what it did.
    ///
    /// - Parameter onResult: called with each event of the run.
    func run(
        _ onResult: @escaping @Sendable (JSONValue) -> Void
    ) async -> Result<JSONValue, ConversationFailure> {
        let start = live.surroundings.now()
        let transcript = AgentTranscript(runID, streams: streams, onResult)
        let setting = ConversationRun.Setting(
            runner: runner,
            chat: conversation,
            question: text,
            streams: streams,
            showsThoughts: true,
            remembers: (question: eventType.hasPrefix("message."), answer: !streams),
            preferences: [:]
        )
        let result = await ConversationRun(behaviour, setting, live, nil) { event in
            transcript.add(event)
            record(event)
        }.result()
        if case .failure(let failure) = result { transcript.fail(failure) }
        keep(transcript, result, since: start)
        return result.map { _ in
            [
                "conversation_id": .string(conversation), "event_id": .string(event), "event_type": .string(eventType),
                "execution_events": .array(streams ? [] : transcript.events),
                "final_text": .string(transcript.outputs.last?["text"]?.stringValue ?? ""),
                "outputs": .array(transcript.outputs),
            ]
        }
    }
}

/// What a trial leaves behind.
extension AgentTrial {
    private var name: JSONValue { agent["name"] ?? "" }

    private func record(_ event: ConversationRun.Event) {
        let (kind, members): (MonitoringLog.Kind, JSONObject)
        switch event {
        case .modelEnded(let outcome): (kind, members) = (.modelCall, outcome.record(behaviour.traits))
        case .toolEnded(let outcome): (kind, members) = (.toolCall, outcome.record)
        default: return
        }
        let id = live.surroundings.uuid()
        _ = try? live.change { world throws(DomainError) in
            let shared: JSONObject = [
                "bot_id": "unknown", "bot_name": "WebChat", "id": .string(id), "message_id": .string(runID),
                "pipeline_id": "unknown", "pipeline_name": name, "session_id": .string(session),
                "timestamp": behaviour.traits.shown(live.surroundings.now()),
                "workspace_uuid": .string(world.workspace),
            ]
            world.monitoring[kind, id] = shared.merging(members)
        }
    }

    private var target: String {
        guard isGroup else { return actor.id }
        return payload["data"]?["group_id"]?.stringValue ?? "debug-group"
    }

    private var session: String { "\(isGroup ? "group" : "person")_\(target)" }

    private func keep(
        _ transcript: AgentTranscript,
        _ result: Result<String, ConversationFailure>,
        since start: Timestamp
    ) {
        let end = live.surroundings.now()
        var (status, reason) = ("completed", "stop")
        if case .failure(let failure) = result {
            (status, reason) = ("failed", "Agent runner \(runner.name) execution failed: \(failure.reason)")
        }
        let usage = transcript.usageJSON
        let runTimes = times(start, end)
        _ = try? live.change { world throws(DomainError) in
            let run: JSONObject = [
                "agent_id": agent["uuid"] ?? nil,
                "binding_id": .string("debug:\(agent["uuid"]?.stringValue ?? ""):\(runner.name)"), "bot_id": nil,
                "cancel_requested_at": nil, "claim_lease_expires_at": nil, "claimed_by_runtime_id": nil,
                "conversation_id": .string(conversation), "cost": nil, "dispatch_attempts": 0,
                "event_id": .string(event), "last_claimed_at": nil, "metadata": metadata, "priority": 0,
                "queue_name": nil, "requested_runtime_id": nil, "run_id": .string(runID),
                "runner_id": .string(runner.name), "status": .string(status), "status_reason": .string(reason),
                "thread_id": nil, "usage": usage, "workspace_id": .string(world.workspace),
            ]
            world.runs.append(run.merging(runTimes), transcript.ledger(at: end, &world))
            world.monitoring[.execution, runID] = execution(status, reason, usage, start, end)
        }
    }

    private func times(_ start: Timestamp, _ end: Timestamp) -> JSONObject {
        func seconds(_ time: Timestamp) -> JSONValue { .integer(time.secondsSince1970) }
        func milliseconds(_ time: Timestamp) -> JSONValue { .integer(time.microseconds / 1000) }
        let limit = runner.configuration["timeout"]?.integerValue ?? 300
        return [
            "created_at": seconds(start), "created_at_ms": milliseconds(start),
            "deadline_at": seconds(start.adding(seconds: max(0, min(limit, 86_400)))), "finished_at": seconds(end),
            "finished_at_ms": milliseconds(end), "started_at": seconds(start), "started_at_ms": milliseconds(start),
            "updated_at": seconds(end),
        ]
    }

    private func execution(
        _ status: String,
        _ reason: String,
        _ usage: JSONValue,
        _ start: Timestamp,
        _ end: Timestamp
    ) -> JSONObject {
        [
            "bot_id": nil, "bot_name": nil, "conversation_id": .string(conversation), "cost": nil,
            "created_at_ms": .integer(start.microseconds / 1000), "debug": true,
            "duration_ms": .integer((end.microseconds - start.microseconds) / 1000), "event_id": .string(event),
            "event_type": .string(eventType), "finished_at_ms": .integer(end.microseconds / 1000),
            "has_error": .bool(status == "failed"), "id": .string(runID), "input_preview": .string(text),
            "pipeline_id": nil, "pipeline_name": nil, "platform": "webui", "queue_name": nil,
            "runner_id": .string(runner.name), "session_id": .string(conversation), "source": "agent",
            "started_at_ms": .integer(start.microseconds / 1000), "status": .string(status),
            "status_group": .string(status), "status_reason": .string(reason), "target_id": agent["uuid"] ?? nil,
            "target_kind": agent["kind"] ?? "agent", "target_name": name, "title": .string(eventType), "usage": usage,
            "user_id": .string(actor.id), "user_name": .string(actor.name),
        ]
    }

    private var metadata: JSONValue {
        let mock = payload["mock"] ?? [:]
        let unsupported = mock["unsupported_apis"]?.arrayValue ?? []
        var reply: JSONObject = ["target_id": .string(target), "target_type": isGroup ? "group" : "person"]
        if isGroup { reply["group_id"] = .string(target) }
        if eventType.hasPrefix("message.") {
            reply["message_id"] = payload["data"]?["message_id"] ?? "debug-message"
        }
        let capabilities: JSONValue = [
            "debug": true, "debug_mock": true, "event_type": .string(eventType), "mock_options": mock,
            "supported_apis": .array(PlatformTools.apis.map(JSONValue.string).filter { !unsupported.contains($0) }),
        ]
        let content: JSONValue = [
            "file_base64": nil, "file_name": nil, "file_url": nil, "image_base64": nil, "image_url": nil,
            "text": .string(text), "type": "text",
        ]
        return [
            "delivery": [
                "automatic_reply": false, "interactions": nil, "max_message_size": nil,
                "platform_capabilities": capabilities, "reply_target": .object(reply.sortedByName()),
                "supports_edit": false, "supports_reaction": false, "supports_streaming": .bool(streams),
                "surface": "webui",
            ],
            "event_type": .string(eventType), "ingress_event_id": .string(event),
            "input": ["attachments": [], "contents": [content], "text": .string(text)],
            "input_event": payload["data"] ?? [:], "processor_id": agent["uuid"] ?? nil,
            "processor_type": agent["kind"] ?? "agent", "source": "webui",
        ]
    }
}

/// The events of a run, as they are shown.
final class AgentTranscript: Sendable {
    private struct State {
        var events: [JSONValue] = []
        var outputs: [JSONValue] = []
        var deltas: Int64 = 0
        var usage = ModelAnswer.Usage()
    }

    private let run: String
    private let streams: Bool
    private let onResult: @Sendable (JSONValue) -> Void
    private let state = Locked(State())

    init(_ run: String, streams: Bool, _ onResult: @escaping @Sendable (JSONValue) -> Void) {
        self.run = run
        self.streams = streams
        self.onResult = onResult
    }

    var events: [JSONValue] { state.withLock { $0.events } }
    var outputs: [JSONValue] { state.withLock { $0.outputs } }

    var usageJSON: JSONValue {
        let usage = state.withLock { $0.usage }
        return [
            "completion_tokens": .integer(usage.completion), "prompt_tokens": .integer(usage.prompt),
            "total_tokens": .integer(usage.total),
        ]
    }

    func add(_ event: ConversationRun.Event) {
        switch event {
        case .text(let text, let isFinal): streams ? delta(text, isFinal) : isFinal ? message(text) : ()
        case .toolStarted(let call, let arguments):
            let data: JSONValue = [
                "parameters": .object(arguments), "tool_call_id": .string(call.id), "tool_name": .string(call.name),
            ]
            add("tool.call.started", data)
        case .toolEnded(let outcome): end(outcome)
        case .modelEnded(let outcome): state.withLock { $0.usage += outcome.usage }
        case .completed: add("run.completed", ["finish_reason": "stop"], usage: usageJSON)
        }
    }

    func fail(_ failure: ConversationFailure) {
        let data: JSONValue = [
            "code": .string(failure.code), "error": .string(failure.reason), "retryable": .bool(failure.isRetryable),
        ]
        add("run.failed", data, usage: usageJSON)
    }

    private func add(_ type: String, _ data: JSONValue, usage: JSONValue = nil) {
        let event = state.withLock { state -> JSONValue in
            let event: JSONValue = [
                "data": data, "run_id": .string(run), "sequence": .integer(Int64(state.events.count + 1)),
                "timestamp": nil, "type": .string(type), "usage": usage,
            ]
            state.events.append(event)
            return event
        }
        onResult(event)
    }

    private func output(_ kind: String, _ text: String) {
        state.withLock { $0.outputs.append(["kind": .string(kind), "role": "assistant", "text": .string(text)]) }
    }

    private func delta(_ text: String, _ isFinal: Bool) {
        output("MessageChunk", text)
        let number = state.withLock { state in
            state.deltas += 1
            return state.deltas
        }
        let chunk: JSONValue = [
            "all_content": nil, "content": .string(text), "is_final": .bool(isFinal), "msg_sequence": .integer(number),
            "name": nil, "provider_specific_fields": nil, "resp_message_id": nil, "role": "assistant",
            "tool_call_id": nil, "tool_calls": nil,
        ]
        add("message.delta", ["chunk": chunk])
    }

    private func message(_ text: String) {
        output("Message", text)
        let message: JSONValue = [
            "content": .string(text), "name": nil, "provider_specific_fields": nil, "resp_message_id": nil,
            "role": "assistant", "tool_call_id": nil, "tool_calls": nil,
        ]
        add("message.completed", ["file_ids": [], "message": message])
    }

    private func end(_ outcome: ConversationRun.ToolOutcome) {
        var (result, error): (JSONValue, JSONValue) = (nil, nil)
        switch outcome.result {
        case .value(let value): result = value.objectValue == nil ? ["value": value] : value
        case .failed(let reason):
            error = .string("ActionCallError: Failed to execute tool \(outcome.tool.name): \(reason)")
        }
        let data: JSONValue = [
            "error": error, "result": result, "tool_call_id": .string(outcome.id),
            "tool_name": .string(outcome.tool.name),
        ]
        add("tool.call.completed", data)
    }

    /// The events as the ledger of runs keeps them.
    func ledger(at time: Timestamp, _ world: inout World) -> [JSONValue] {
        events.map { event in
            let id = world.runs.nextEvent()
            return [
                "created_at": .integer(time.secondsSince1970), "data": event["data"] ?? nil, "id": .integer(id),
                "metadata": [:], "run_id": event["run_id"] ?? nil, "sequence": event["sequence"] ?? nil,
                "source": "runner", "type": event["type"] ?? nil, "usage": event["usage"] ?? nil,
            ]
        }
    }
}
