import JSONCore
import LangBotContract

/// Runs of agents and pipelines, as one list.
///
/// A run of an agent is stored as its row; a run of a pipeline is a message of a user, whose own run, if it has one,
/// gives the times.
extension Behaviour {
    private static let states: [String: String] = [
        "success": "completed", "error": "failed", "pending": "running", "discarded": "ignored",
        "not_matched": "ignored", "timeout": "failed", "created": "queued", "claimed": "running",
    ]

    /// The members of a stored run that only its own page shows.
    private static let parts: Set<String> = ["conversation", "events", "inputs", "outputs"]

    func executions(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        let window = (
            limit: try monitoringNumber("limit", 50, 1...1000, call),
            offset: try monitoringNumber("offset", 0, 0...1_000_000, call)
        )
        let query = try monitoringQuery(call)
        let source = call.query["source"].flatMap { ["agent", "pipeline", "event"].contains($0) ? $0 : nil }
        let agents = Set(call.values("agentId"))
        let all = executionRows(query, world)
        let rows = all.filter { row in
            if let source, row["source"]?.stringValue != source { return false }
            guard !agents.isEmpty else { return true }
            if row["source"] == "agent" { return row["target_id"]?.stringValue.map(agents.contains) ?? false }
            return !query.pipelines.isEmpty
        }
        let page = monitoringPage(rows, window.limit, window.offset)
        let end = (window.offset.integerValue ?? 0) + Int64(page.count)
        return [
            "has_more": .bool(Int64(rows.count) > end), "items": .array(page.map(JSONValue.object)),
            "limit": window.limit, "offset": window.offset,
            "summary": [
                "executions": .object(executionSummary(all)), "tokens": .object(tokenCoverage(query, world)),
            ],
            "total": .integer(Int64(rows.count)),
        ]
    }

    /// The identifiers of the executions that a query selects, and of the runs and messages that they are made of.
    func executions(chosenBy query: MonitoringQuery, _ world: World) -> Set<String> {
        var wide = query
        (wide.start, wide.end, wide.bots, wide.pipelines, wide.sessions) = (nil, nil, [], [], [])
        return executionRows(wide, world).reduce(into: []) { chosen, row in
            guard let id = row["id"]?.stringValue else { return }
            chosen.insert(id)
            if let run = world.monitoring[.message, id]?["run_id"]?.stringValue { chosen.insert(run) }
        }
    }

    /// All executions that a query selects, newest first.
    private func executionRows(_ query: MonitoringQuery, _ world: World) -> [JSONObject] {
        let messages = world.monitoring.records(.message).filter { $0["role"] != "assistant" }
        let linked = Set(messages.compactMap { $0["run_id"]?.stringValue })
        var place = query
        (place.statuses, place.isDebug) = ([], nil)
        let pipelines = messages.filter { place.selects($0) }.map { pipelineExecution($0, world) }
        let agents = world.monitoring.records(.execution).filter { row in
            guard let id = row["id"]?.stringValue, !linked.contains(id) else { return false }
            let time = Timestamp(microseconds: (row["created_at_ms"]?.integerValue ?? 0) * 1000)
            if let start = query.start, time < start { return false }
            if let end = query.end, time > end { return false }
            let isBot = query.bots.isEmpty || row["bot_id"]?.stringValue.map(query.bots.contains) ?? false
            let isTarget =
                query.pipelines.isEmpty || row["target_id"]?.stringValue.map(query.pipelines.contains) ?? false
            return isBot && isTarget
        }.map { $0.without(Self.parts) }
        return (pipelines + agents).filter { row in
            let isState =
                query.statuses.isEmpty || row["status_group"]?.stringValue.map(query.statuses.contains) ?? false
            return isState && query.isDebug.map { row["debug"] == .bool($0) } ?? true
        }.sorted { first, second in
            let times = (first["created_at_ms"]?.integerValue ?? 0, second["created_at_ms"]?.integerValue ?? 0)
            guard times.0 == times.1 else { return times.0 > times.1 }
            let names = [first, second].map { ($0["source"]?.stringValue ?? "") + ($0["id"]?.stringValue ?? "") }
            return names[0] < names[1]
        }
    }

    /// The execution that a user's message started.
    private func pipelineExecution(_ message: JSONObject, _ world: World) -> JSONObject {
        let run = message["run_id"]?.stringValue.flatMap { world.monitoring[.execution, $0] }
        let time = message["timestamp"]?.stringValue.flatMap(Timestamp.init(iso8601:))
        let status = message["status"]?.stringValue ?? ""
        let preview = Self.preview(message["message_content"]?.stringValue ?? "")
        var row: JSONObject = [
            "conversation_id": nil, "cost": nil, "created_at_ms": .integer((time?.microseconds ?? 0) / 1000),
            "debug": .bool(message["bot_id"] == "websocket-proxy-bot"), "duration_ms": run?["duration_ms"] ?? .null,
            "event_id": message["event_id"] ?? .null, "finished_at_ms": run?["finished_at_ms"] ?? .null,
            "has_error": .bool(status == "error"), "id": message["id"] ?? .null, "input_preview": .string(preview),
            "queue_name": nil, "runner_id": message["runner_name"] ?? .null, "source": "pipeline",
            "started_at_ms": run?["started_at_ms"] ?? .null, "status": .string(status),
            "status_group": .string(Self.states[status] ?? status), "target_id": message["pipeline_id"] ?? .null,
            "target_kind": "pipeline", "target_name": message["pipeline_name"] ?? .null, "title": .string(preview),
            "usage": run?["usage"] ?? usage(of: message, world),
        ]
        for name in [
            "bot_id", "bot_name", "pipeline_id", "pipeline_name", "platform", "session_id", "user_id", "user_name",
        ] {
            row[name] = message[name] ?? .null
        }
        return row.sortedByName()
    }

    private func usage(of message: JSONObject, _ world: World) -> JSONValue {
        let calls = world.monitoring.records(.modelCall).filter { $0["message_id"] == message["id"] }
        guard !calls.isEmpty else { return .null }
        return .object(
            JSONObject(
                ["input_tokens", "output_tokens", "total_tokens"].map { name in
                    (name, .integer(calls.reduce(0) { $0 &+ ($1[name]?.integerValue ?? 0) }))
                }
            )
        )
    }

    /// The beginning of the text of a stored message.
    private static func preview(_ content: String) -> String {
        guard let value = try? JSONValue(parsing: Array(content.utf8)) else { return String(content.prefix(160)) }
        let parts = value.arrayValue ?? [value]
        let text = parts.compactMap { $0["text"]?.stringValue }.joined(separator: " ")
        return String((text.isEmpty ? content : text).prefix(160))
    }

    private func executionSummary(_ rows: [JSONObject]) -> JSONObject {
        func count(_ isWanted: (JSONObject) -> Bool) -> Int64 { Int64(rows.filter(isWanted).count) }
        func group(_ name: JSONValue) -> Int64 { count { $0["status_group"] == name } }
        let groups = Dictionary(grouping: rows) { $0["status_group"]?.stringValue ?? "" }
        let (completed, failed, debug) = (group("completed"), group("failed"), count { $0["debug"] == true })
        let durations = rows.filter { $0["status_group"] == "completed" }
            .compactMap { $0["duration_ms"]?.integerValue }.sorted()
        let ended = completed + failed
        return [
            "by_source": [
                "agent": .integer(count { $0["source"] == "agent" }),
                "pipeline": .integer(count { $0["source"] == "pipeline" }),
            ],
            "by_status": .object(
                JSONObject(groups.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value.count))) })
            ),
            "cancelled": .integer(group("cancelled")), "completed": .integer(completed), "debug": .integer(debug),
            "denominator": .integer(ended), "duration_sample": .integer(Int64(durations.count)),
            "failed": .integer(failed), "ignored": .integer(group("ignored")),
            "p50_duration_ms": Self.percentile(durations, 0.5), "p95_duration_ms": Self.percentile(durations, 0.95),
            "queued": .integer(group("queued")), "real": .integer(Int64(rows.count) - debug),
            "running": .integer(group("running")),
            "success_rate": ended == 0
                ? .null : .double(Self.rounded(Double(completed) / Double(ended) * 100, digits: 2)),
            "total": .integer(Int64(rows.count)), "waiting": 0,
        ]
    }

    /// The nearest rank among sorted numbers.
    private static func percentile(_ numbers: [Int64], _ fraction: Double) -> JSONValue {
        guard !numbers.isEmpty else { return .null }
        let rank = Int((fraction * Double(numbers.count)).rounded(.up))
        return .integer(numbers[min(max(rank - 1, 0), numbers.count - 1)])
    }

    private func tokenCoverage(_ query: MonitoringQuery, _ world: World) -> JSONObject {
        let totals = events(.modelCall, query, world).map { $0["total_tokens"]?.integerValue ?? 0 }
        return [
            "calls": .integer(Int64(totals.count)), "calls_with_usage": .integer(Int64(totals.filter { $0 > 0 }.count)),
            "total_tokens": .integer(totals.reduce(0, &+)),
        ]
    }
}

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
            let row = run.without(Self.parts)
            return ExecutionTrace(row: row, run: run, message: nil)
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
private struct ExecutionTrace {
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
        case "inputs": return message.map { [Self.shown($0)] } ?? run?["inputs"]?.arrayValue ?? []
        case "events", "outputs": return run?[section]?.arrayValue ?? []
        case "deliveries":
            return log.records(.message).filter {
                $0["role"] == "assistant" && $0["parent_message_id"]?.stringValue.map(identifiers.contains) ?? false
            }.map(Self.shown)
        case "conversation":
            guard let message else { return run?[section]?.arrayValue ?? [] }
            return log.records(.message).filter {
                $0["session_id"] == message["session_id"] && $0["bot_id"] == message["bot_id"]
            }.reversed().map(Self.shown)
        default: return []
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
