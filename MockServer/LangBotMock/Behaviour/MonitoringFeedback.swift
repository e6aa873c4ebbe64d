import JSONCore
import LangBotContract

/// What users think of the answers.
extension Behaviour {
    func feedback(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let limit = try monitoringNumber("limit", 100, 1...1000, call, clamps: false)
        let offset = try monitoringNumber("offset", 0, 0...1_000_000, call, clamps: false)
        let query = try monitoringQuery(call)
        var rows = events(.feedback, query, world)
        if let text = call.query["feedbackType"], !text.isEmpty {
            guard case .number(let wanted) = pythonInteger(text) else { throw .noInteger(text) }
            rows.removeAll { $0["feedback_type"] != .integer(wanted) }
        }
        let page = monitoringPage(rows, limit, offset)
        return .object([
            "feedback": .array(page.map(JSONValue.object)), "limit": limit, "offset": offset,
            "total": .integer(Int64(rows.count)),
        ])
    }

    func feedbackStatistics(_ query: MonitoringQuery, _ world: World) -> JSONObject {
        let rows = events(.feedback, query, world)
        let bots = Dictionary(grouping: rows) { [$0["bot_id"] ?? .null, $0["bot_name"] ?? .null] }
        let byBot = bots.map { names, rows in
            Self.opinions(rows).merging(["bot_id": names[0], "bot_name": names[1]]).sortedByName() as JSONObject
        }.sorted { ($0["bot_id"]?.stringValue ?? "") < ($1["bot_id"]?.stringValue ?? "") }
        let all = Self.opinions(rows)
        let likes = Double(all["likes"]?.integerValue ?? 0)
        return [
            "by_bot": .array(byBot.map(JSONValue.object)),
            "satisfaction_rate": rows.isEmpty
                ? 0 : .double(Self.rounded(likes / Double(rows.count) * 100, digits: 2)),
            "total_dislikes": all["dislikes"] ?? 0, "total_feedback": .integer(Int64(rows.count)),
            "total_likes": all["likes"] ?? 0,
        ]
    }

    private static func opinions(_ rows: [JSONObject]) -> JSONObject {
        func count(_ type: Int64) -> JSONValue {
            .integer(Int64(rows.filter { $0["feedback_type"] == .integer(type) }.count))
        }
        return ["dislikes": count(2), "likes": count(1), "total": .integer(Int64(rows.count))]
    }
}
