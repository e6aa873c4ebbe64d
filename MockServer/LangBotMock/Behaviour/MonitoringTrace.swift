import JSONCore
import LangBotContract

/// One execution, section by section.
extension Behaviour {
    private static let sections = [
        "conversation", "deliveries", "errors", "events", "inputs", "llm_calls", "outputs", "related", "tool_calls",
    ]

    func execution(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        let source = call.parameters["source"] ?? ""
        let id = call.parameters["execution_id"] ?? ""
        let limit = min(try monitoringNumber("limit", 100, 1...1000, call).integerValue ?? 100, 100)
        let offset = try monitoringNumber("offset", 0, 0...1_000_000, call).integerValue ?? 0
        let section = call.query["section"]
        guard section.map({ (Self.sections + ["overview"]).contains($0) }) ?? true else {
            throw .refusedWith200(404, "Unknown execution section")
        }
        let trace = try trace(source, id, world)
        let wanted = section.map { $0 == "overview" ? ["deliveries", "errors", "inputs", "outputs"] : [$0] }
        var pages: JSONObject = [:]
        for name in wanted ?? Self.sections {
            let rows = trace.rows(name, world)
            let page = rows.dropFirst(Int(offset)).prefix(Int(limit))
            let next = offset + Int64(page.count)
            pages[name] = [
                "has_more": .bool(Int64(rows.count) > next), "items": .array(Array(page)),
                "next_offset": .integer(next),
            ]
        }
        var answer: JSONObject = [
            "has_more": pages["events"]?["has_more"] ?? false, "next_cursor": pages["events"]?["next_offset"] ?? .null,
            "legacy_context": .bool(trace.message.map { ($0["event_id"] ?? .null).isNull } ?? false),
            "pages": .object(pages), "row": .object(trace.row), "source": trace.row["source"] ?? .null,
        ]
        if let run = trace.run {
            answer["run"] = [
                "run_id": run["id"] ?? .null, "status": run["status"] ?? .null,
                "status_reason": run["status_reason"] ?? .null,
            ]
        }
        if let message = trace.message { answer["message"] = .object(message) }
        for name in ["errors", "events", "llm_calls", "tool_calls"] {
            if let page = pages[name] { answer[name] = page["items"] ?? [] }
        }
        return answer.sortedByName()
    }

    private func trace(_ source: String, _ id: String, _ world: World) throws(DomainError) -> ExecutionTrace {
        if source == "agent" || source == "auto", let run = world.monitoring[.execution, id] {
            return ExecutionTrace(row: run, run: run, message: nil)
        }
        guard source == "pipeline" || source == "auto", let message = world.monitoring[.message, id] else {
            throw .refusedWith200(404, "Execution not found")
        }
        if let parent = message["parent_message_id"]?.stringValue, parent != id {
            return try trace("auto", parent, world)
        }
        return ExecutionTrace(row: pipelineExecution(message, world), run: nil, message: message)
    }
}

/// One execution with the events that it is made of.
struct ExecutionTrace {
    let row: JSONObject
    /// The run of an agent, or the message that started the run of a pipeline.
    let run, message: JSONObject?

    private var identifiers: Set<String> {
        Set([row["id"], message?["run_id"]].compactMap { $0?.stringValue })
    }

    func rows(_ section: String, _ world: World) -> [JSONValue] {
        let log = world.monitoring
        func made(_ kind: MonitoringLog.Kind) -> [JSONValue] {
            log.records(kind).filter { $0["message_id"]?.stringValue.map(identifiers.contains) ?? false }
                .map(JSONValue.object)
        }
        switch section {
        case "llm_calls": return made(.modelCall)
        case "tool_calls": return made(.toolCall)
        case "errors": return made(.error)
        case "inputs": return message.map { [Self.shown($0)] } ?? run.map { [Self.input($0, world)] } ?? []
        case "events": return ledger(world)?.events.map(Self.event) ?? []
        case "deliveries":
            return log.records(.message).filter {
                $0["role"] == "assistant" && $0["parent_message_id"]?.stringValue.map(identifiers.contains) ?? false
            }.map(Self.shown)
        case "conversation":
            guard let message else { return conversation(world) }
            return log.records(.message).filter {
                $0["session_id"] == message["session_id"] && $0["bot_id"] == message["bot_id"]
            }.reversed().map(Self.shown)
        default: return []
        }
    }

    private func ledger(_ world: World) -> RunLedger.Run? {
        (run?["id"] ?? message?["run_id"])?.stringValue.flatMap(world.runs.run)
    }

    private static func event(_ event: JSONValue) -> JSONValue {
        [
            "data": event["data"] ?? [:], "id": event["id"] ?? .null, "sequence": event["sequence"] ?? .null,
            "timestamp_ms": .integer((event["created_at"]?.integerValue ?? 0) * 1000), "type": event["type"] ?? .null,
        ]
    }

    private static func input(_ run: JSONObject, _ world: World) -> JSONValue {
        let metadata = run["id"]?.stringValue.flatMap(world.runs.run)?.record["metadata"] ?? .null
        return [
            "actor_id": run["user_id"] ?? .null, "actor_name": run["user_name"] ?? .null,
            "content": metadata["input"] ?? .null, "conversation_id": run["conversation_id"] ?? .null,
            "event_type": run["event_type"] ?? .null, "id": run["event_id"] ?? .null,
            "metadata": ["input_event": metadata["input_event"] ?? [:]], "source": run["platform"] ?? .null,
            "thread_id": nil, "timestamp_ms": run["created_at_ms"] ?? .null,
        ]
    }

    /// What was said to the agent in the same conversation, newest first.
    private func conversation(_ world: World) -> [JSONValue] {
        let runs = world.monitoring.records(.execution).filter {
            $0["conversation_id"] == run?["conversation_id"]
                && $0["event_type"]?.stringValue?.hasPrefix("message.") ?? false
        }
        return runs.reversed().map { run in
            let input = run["id"]?.stringValue.flatMap(world.runs.run)?.record["metadata"]?["input"] ?? .null
            return [
                "attachments": [], "content": ["content": input["contents"] ?? [], "role": "user"],
                "event_id": run["event_id"] ?? .null, "id": run["id"] ?? .null, "origin": "input", "role": "user",
                "run_id": nil, "timestamp_ms": run["created_at_ms"] ?? .null,
            ]
        }
    }

    private static func shown(_ message: JSONObject) -> JSONValue {
        func parsed(_ name: String) -> JSONValue? {
            message[name]?.stringValue.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
        }
        let isReply = message["role"] == "assistant"
        let time = message["timestamp"]?.stringValue.flatMap(Timestamp.init(iso8601:))
        return [
            "actor_id": message["user_id"] ?? .null, "actor_name": message["user_name"] ?? .null,
            "content": parsed("message_content") ?? message["message_content"] ?? .null,
            "delivery": isReply ? parsed("variables") ?? [:] : .null, "event_id": message["event_id"] ?? .null,
            "id": message["id"] ?? .null, "origin": isReply ? "delivery" : "input",
            "role": message["role"] ?? "user", "run_id": message["run_id"] ?? .null,
            "status": message["status"] ?? .null, "timestamp_ms": .integer((time?.microseconds ?? 0) / 1000),
        ]
    }
}
