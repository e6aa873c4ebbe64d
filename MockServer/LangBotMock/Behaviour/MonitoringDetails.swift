import JSONCore
import LangBotContract

/// One session or message with all that belongs to it.
extension Behaviour {
    /// The most rows of a kind that details show.
    private static let detailLimit = 2000

    func messageDetails(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        guard let message = world.monitoring[.message, call.identifier] else { throw .notFound(.system) }
        func rows(_ kind: MonitoringLog.Kind) -> [JSONObject] {
            world.monitoring.records(kind).filter { $0["message_id"]?.stringValue == call.identifier }
                .map { $0.without(traits.hiddenMonitoring(kind)) }
        }
        let (calls, errors) = (rows(.modelCall), rows(.error))
        var stats = CallSum(calls).tokens
        stats["total_duration_ms"] = CallSum(calls).duration
        var details: JSONObject = [
            "errors": shown(errors), "found": true, "llm_calls": shown(calls),
            "llm_stats": .object(stats.sortedByName()),
            "message": .object(message.without(traits.hiddenMonitoring(.message))),
            "message_id": .string(call.identifier),
        ]
        if traits.hasWorkspaces {
            details["detail_truncated"] = [
                "errors": .bool(errors.count > Self.detailLimit), "llm_calls": .bool(calls.count > Self.detailLimit),
            ]
        }
        return details.sortedByName()
    }

    private func shown(_ rows: [JSONObject]) -> JSONValue {
        .array((traits.hasWorkspaces ? Array(rows.prefix(Self.detailLimit)) : rows).map(JSONValue.object))
    }

    func analysis(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        // Before 4.10, the query has no filters.
        let query = traits.hasWorkspaces ? try monitoringQuery(call) : MonitoringQuery()
        var sessions = world.monitoring.records(.session).filter {
            $0["session_id"]?.stringValue == call.identifier
        }
        if traits.hasWorkspaces, let bot = call.query["botId"] {
            sessions.removeAll { $0["bot_id"]?.stringValue != bot }
        }
        let missing: JSONObject = ["found": false, "session_id": .string(call.identifier)]
        guard let session = sessions.first else { return missing }
        if traits.hasWorkspaces, sessions.count > 1 {
            return missing.merging(["ambiguous": true]).sortedByName()
        }
        func rows(_ kind: MonitoringLog.Kind) -> [JSONObject] {
            world.monitoring.records(kind).filter {
                $0["session_id"]?.stringValue == call.identifier
                    && (!traits.hasWorkspaces || $0["bot_id"] == session["bot_id"])
            }
        }
        let (messages, calls, errors) = (rows(.message), rows(.modelCall), Array(rows(.error).reversed()))
        var found: JSONObject = [
            "errors": shown(errors), "found": true, "llm_stats": .object(CallSum(calls).both),
            "message_stats": .object(states(of: messages)),
            "session": .object(session.without(traits.hiddenMonitoring(.session))),
            "session_duration_seconds": .integer(length(of: messages)), "session_id": .string(call.identifier),
        ]
        if traits.hasWorkspaces {
            let tools = rows(.toolCall)
            var window = MonitoringQuery()
            (window.start, window.end) = (query.start, query.end)
            let within = tools.filter { window.selects($0) }
            found["tool_calls"] = shown(within)
            found["tool_stats"] = .object(CallSum(tools).durations)
            found["detail_truncated"] = [
                "errors": .bool(errors.count > Self.detailLimit),
                "tool_calls": .bool(within.count > Self.detailLimit),
            ]
        }
        return found.sortedByName()
    }

    private func states(of messages: [JSONObject]) -> JSONObject {
        func count(_ status: JSONValue) -> JSONValue {
            .integer(Int64(messages.filter { $0["status"] == status }.count))
        }
        return [
            "error": count("error"), "pending": count("pending"), "success": count("success"),
            "total": .integer(Int64(messages.count)),
        ]
    }

    /// The seconds between the first and the last message.
    private func length(of messages: [JSONObject]) -> Int64 {
        let times = messages.compactMap { $0["timestamp"]?.stringValue.flatMap(Timestamp.init(iso8601:)) }
        guard let first = times.min(), let last = times.max() else { return 0 }
        return (last.microseconds - first.microseconds) / 1_000_000
    }

    func resetContext(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        guard let content = try call.json().objectValue else { throw .invalidRequest("Expected a JSON object") }
        guard let bot = content["bot_id"]?.stringValue, !bot.isEmpty,
            let session = content["session_id"]?.stringValue, !session.isEmpty
        else { throw .invalidRequest("bot_id and session_id are required") }
        func isHere(_ row: JSONObject) -> Bool {
            row["bot_id"]?.stringValue == bot && row["session_id"]?.stringValue == session
        }
        let messages = world.monitoring.records(.message).filter(isHere)
        guard !messages.isEmpty || world.monitoring.records(.session).contains(where: isHere) else {
            throw .notFound(.system)
        }
        guard !messages.contains(where: { $0["status"] == "pending" }) else {
            throw .busy("Session is processing a task; wait until it finishes")
        }
        return ["reset": true, "session_id": .string(session)]
    }
}

/// Sums over calls of models or tools.
private struct CallSum {
    private let rows: [JSONObject]

    init(_ rows: [JSONObject]) {
        self.rows = rows
    }

    private func sum(_ name: String) -> Int64 { rows.reduce(0) { $0 &+ ($1[name]?.integerValue ?? 0) } }

    private var count: Int64 { Int64(rows.count) }

    var duration: JSONValue { .integer(sum("duration")) }

    private var average: JSONValue { .integer(rows.isEmpty ? 0 : sum("duration") / count) }

    private var ends: JSONObject {
        let succeeded = Int64(rows.filter { $0["status"] == "success" }.count)
        return [
            "average_duration_ms": average, "error_calls": .integer(count - succeeded),
            "success_calls": .integer(succeeded), "total_calls": .integer(count),
        ]
    }

    var tokens: JSONObject {
        [
            "average_duration_ms": average, "total_calls": .integer(count),
            "total_input_tokens": .integer(sum("input_tokens")), "total_output_tokens": .integer(sum("output_tokens")),
            "total_tokens": .integer(sum("total_tokens")),
        ]
    }

    var both: JSONObject { tokens.merging(ends).sortedByName() }

    var durations: JSONObject { ends.merging(["total_duration_ms": duration]).sortedByName() }
}
