import JSONCore
import LangBotContract

/// What a query leaves in monitoring.
///
/// Every record has all members that any release shows.
struct ConversationRecords: Sendable {
    private let query: Query
    private let pipelineName: String
    private let runner: String
    private let live: LiveWorld
    private let traits: Traits

    init(_ query: Query, _ pipelineName: String, _ runner: String, _ live: LiveWorld, _ traits: Traits) {
        self.query = query
        self.pipelineName = pipelineName
        self.runner = runner
        self.live = live
        self.traits = traits
    }

    private var session: String {
        traits.sessionsShowConstants
            ? "LauncherTypes.\(query.launcher.rawValue.uppercased())_\(query.launcherID)" : query.session
    }

    /// The members that most records share.
    private func shared(_ world: World) -> JSONObject {
        let members: JSONObject = [
            "bot_id": .string(query.receiver.uuid), "bot_name": .string(query.receiver.name),
            "pipeline_id": .string(query.pipeline), "pipeline_name": .string(pipelineName),
            "session_id": .string(session), "timestamp": traits.shown(live.surroundings.now()),
        ]
        return traits.hasWorkspaces ? members.merging(["workspace_uuid": .string(world.workspace)]) : members
    }

    private func change(_ body: (inout World) -> Void) {
        _ = try? live.change { world throws(DomainError) in body(&world) }
    }

    private func add(_ kind: MonitoringLog.Kind, _ members: JSONObject, id: String? = nil) {
        let id = id ?? live.surroundings.uuid()
        change { $0.monitoring[kind, id] = shared($0).merging(members).merging(["id": .string(id)]) }
    }

    /// Records the message and its session.
    func begin() {
        add(
            .message,
            message("user", [query.source].compactMap { $0 } + query.message).merging([
                "event_id": .string(query.id),
                "execution_lease_expires_at": traits.shown(live.surroundings.now().adding(seconds: 30)),
                "execution_owner_id": .string(live.surroundings.uuid()), "parent_message_id": nil, "run_id": nil,
                "variables": nil,
            ]),
            id: query.messageID
        )
        touchSession("user")
    }

    /// Records that a runner has the message.
    func run() { change(["run_id": .string(query.id)]) }

    private func change(_ members: JSONObject) {
        change { $0.monitoring[.message, query.messageID]?.merge(members) }
    }

    private func answer(_ text: String) {
        add(
            .message,
            message("assistant", text.isEmpty ? [] : [["type": "Plain", "text": .string(text)]]).merging([
                "event_id": .string(query.id), "execution_lease_expires_at": nil, "execution_owner_id": nil,
                "parent_message_id": .string(query.messageID), "run_id": nil, "variables": nil,
            ])
        )
        touchSession("assistant")
    }

    private func message(_ role: String, _ chain: [JSONValue]) -> JSONObject {
        [
            "level": "info", "message_content": .string(PythonJSON.text(.array(chain))),
            "platform": .string(query.launcher.rawValue), "role": .string(role), "runner_name": .string(runner),
            "status": role == "user" ? "pending" : "success", "user_id": .string(query.senderID),
            "user_name": .string(query.senderName),
        ]
    }

    private func touchSession(_ role: String) {
        let now = traits.shown(live.surroundings.now())
        change { world in
            var record =
                world.monitoring[.session, session]
                ?? shared(world).merging([
                    "is_active": true, "message_count": 0, "platform": .string(query.launcher.rawValue),
                    "start_time": now, "user_id": .string(query.senderID), "user_name": .string(query.senderName),
                ])
            record["timestamp"] = nil
            record["last_activity"] = now
            if traits.countedMessages.contains(role) {
                record["message_count"] = .integer((record["message_count"]?.integerValue ?? 0) + 1)
            }
            world.monitoring[.session, session] = record
        }
    }

    /// Records that the query is done, and the last text of its answer, if there was one.
    func succeed(_ text: String?) {
        let variables: JSONValue = [
            "launcher_type": .string(query.launcher.rawValue), "launcher_id": .string(query.launcherID),
            "sender_id": .string(query.senderID), "session_id": .string(query.session), "conversation_id": nil,
            "msg_create_time": .integer(query.time.secondsSince1970), "group_name": "",
            "sender_name": .string(query.senderName), "user_message_text": .string(query.text),
        ]
        change(["level": "info", "status": "success", "variables": .string(PythonJSON.text(variables))])
        if let text { answer(text) }
    }

    /// Records that a rule of the pipeline let nothing through.
    func drop() { change(["level": "info", "status": "success"]) }

    /// Takes the message and its session back, which releases record only once they have a runner.
    func forget() {
        change { world in
            world.monitoring[.message, query.messageID] = nil
            if world.monitoring[.session, session]?["message_count"] == 1 { world.monitoring[.session, session] = nil }
        }
    }

    /// Records why the query has no answer.
    func fail(_ failure: ConversationFailure, runner: String) {
        change(["level": "error", "status": "error"])
        let reason =
            traits.runnersArePlugins && failure.code != ConversationFailure.noRunner
            ? "Agent runner \(runner) execution failed: \(failure.reason)" : failure.reason
        add(
            .error,
            [
                "error_message": .string(reason), "error_type": "PipelineError",
                "message_id": .string(query.recordedMessage(in: live.now)),
                "stack_trace": .string("Traceback (most recent call last):\n\(reason)\n"),
            ]
        )
    }

    func model(_ outcome: ConversationRun.ModelOutcome) {
        add(.modelCall, outcome.record(traits).merging(["message_id": .string(query.messageID)]))
    }

    func tool(_ outcome: ConversationRun.ToolOutcome) {
        add(.toolCall, outcome.record.merging(["message_id": .string(query.messageID)]))
    }
}

extension ConversationRun.ModelOutcome {
    /// What monitoring keeps of the call, whoever made it.
    func record(_ traits: Traits) -> JSONObject {
        let counted = isStreamed && !traits.countsStreamedTokens ? ModelAnswer.Usage() : usage
        let message: JSONValue = fault.map { .string(Behaviour(traits).reason($0)) } ?? .null
        return [
            "cost": nil, "details": details(message), "duration": .integer(milliseconds), "error_message": message,
            "input_tokens": .integer(counted.prompt), "model_name": .string(model),
            "output_tokens": .integer(counted.completion), "status": fault == nil ? "success" : "error",
            "total_tokens": .integer(counted.total),
        ]
    }

    private func details(_ message: JSONValue) -> JSONValue {
        let time = JSONValue.double(Double(milliseconds))
        var timing: JSONObject = [
            "attempts": 1, "preparation_ms": 0.1, "request_prepared_ms": 0.1, "request_started_ms": 0.2,
            "retry_wait_ms": 0, "total_ms": time, "transport_setup_ms": 0.01,
        ]
        guard let fault else {
            timing.merge(["response_completed_ms": time, "response_open_ms": time])
            if isStreamed {
                timing.merge(["first_content_ms": time, "first_event_ms": time, "first_visible_chunk_ms": time])
            }
            let counts: JSONValue = [
                "completion_tokens": .integer(usage.completion), "prompt_tokens": .integer(usage.prompt),
                "total_tokens": .integer(usage.total),
            ]
            return ["error": nil, "timing": .object(timing.sortedByName()), "usage": counts]
        }
        let error: JSONObject = [
            "code": .string(fault.code), "phase": nil, "request_id": nil, "retry_after": nil,
            "retryable": .bool(fault.isRetryable), "status_code": fault.status.map(JSONValue.integer) ?? .null,
        ]
        timing["attempt_errors"] = [.object(error)]
        return [
            "error": .object(error.merging(["message": message]).sortedByName()),
            "timing": .object(timing.sortedByName()), "usage": nil,
        ]
    }
}

extension ConversationRun.ToolOutcome {
    /// What monitoring keeps of the call, whoever made it.
    var record: JSONObject {
        var members: JSONObject = [
            "arguments": .string(PythonJSON.text(.object(arguments))), "duration": .integer(milliseconds),
            "error_message": nil, "result": nil, "status": "success", "tool_name": .string(tool.name),
            "tool_source": .string(tool.source),
        ]
        switch result {
        case .failed(let reason): members.merge(["error_message": .string(reason), "status": "error"])
        case .value(let value):
            let parts = value.arrayValue?.compactMap { $0["text"] } ?? []
            let shown = parts.isEmpty ? value : .array(parts)
            members["result"] = .string(shown.stringValue ?? PythonJSON.text(shown))
        }
        return members
    }
}

extension ModelFault {
    /// The status of a refusal.
    var status: Int64? {
        if case .refused(let status, _, _) = self { Int64(status) } else { nil }
    }

    /// How monitoring classifies the fault.
    var code: String {
        switch self {
        case .refused(400, _, _), .refused(422, _, _): "bad_request"
        case .refused(401, _, _): "authentication"
        case .refused(404, _, _): "not_found"
        case .refused(429, _, _): "rate_limit"
        case .timeout: "timeout"
        default: "upstream_error"
        }
    }

    var isRetryable: Bool {
        switch self {
        case .refused(let status, _, _): [408, 409, 429, 500, 502, 503, 504].contains(status)
        case .timeout: true
        case .unreachable, .garbled: false
        }
    }
}
