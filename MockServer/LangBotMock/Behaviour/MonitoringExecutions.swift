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

    func executions(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        let window = (
            limit: try monitoringNumber("limit", 50, 1...1000, call, otherwise: 100),
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
    func executionRows(_ query: MonitoringQuery, _ world: World) -> [JSONObject] {
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
        }
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
    func pipelineExecution(_ message: JSONObject, _ world: World) -> JSONObject {
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
