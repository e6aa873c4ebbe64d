import Foundation
import JSONCore
import LangBotContract

/// Figures about what happened.
extension Behaviour {
    func overview(_ query: MonitoringQuery, _ world: World) -> JSONObject {
        let messages = events(.message, query, world)
        let modelCalls = events(.modelCall, query, world).count
        var embeddings = query
        (embeddings.bots, embeddings.pipelines) = ([], [])
        let embeddingCalls = events(.embeddingCall, embeddings, world).count
        let succeeded = messages.filter { $0["status"] == "success" }.count
        let sessions = events(.session, query, world).filter { $0["is_active"] == true }.count
        let rate: JSONValue =
            messages.isEmpty
            ? 100 : .double(Self.rounded(Double(succeeded) / Double(messages.count) * 100, digits: 2))
        return [
            "active_sessions": .integer(Int64(sessions)), "embedding_calls": .integer(Int64(embeddingCalls)),
            "llm_calls": .integer(Int64(modelCalls)), "model_calls": .integer(Int64(modelCalls + embeddingCalls)),
            "success_rate": rate, "total_messages": .integer(Int64(messages.count)),
        ]
    }

    static func rounded(_ number: Double, digits: Int) -> Double {
        let factor = pow(10, Double(digits))
        return (number * factor).rounded(.toNearestOrEven) / factor
    }

    /// The newest events of every kind.
    func dashboard(_ world: World, _ call: Call) throws(DomainError) -> JSONObject {
        let limit = try monitoringNumber("limit", 50, 1...1000, call, clamps: false)
        let query = try monitoringQuery(call)
        var all: JSONObject = [:]
        var totals: JSONObject = [:]
        for (name, kind) in Self.dashboardLists where kind != .toolCall || traits.hasWorkspaces {
            var own = query
            if kind == .embeddingCall { (own.bots, own.pipelines) = ([], []) }
            if kind == .session { (own.statuses, own.isDebug) = ([], nil) }
            let rows = events(kind, own, world)
            all[name] = .array(monitoringPage(rows, limit, 0).map(JSONValue.object))
            totals[name] = .integer(Int64(rows.count))
        }
        all["overview"] = .object(overview(query, world))
        all["totalCount"] = .object(totals)
        if traits.hasWorkspaces { all["traffic"] = .object(traffic(query, world)) }
        return all.sortedByName()
    }

    private static let dashboardLists: [(String, MonitoringLog.Kind)] = [
        ("embeddingCalls", .embeddingCall), ("errors", .error), ("llmCalls", .modelCall), ("messages", .message),
        ("sessions", .session), ("toolCalls", .toolCall),
    ]

    /// Messages and model calls by hour or day, without gaps.
    private func traffic(_ query: MonitoringQuery, _ world: World) -> JSONObject {
        let week: Int64 = 7 * 86_400 * 1_000_000
        var step: Int64 = 86_400
        if let start = query.start, let end = query.end, end.microseconds - start.microseconds <= week { step = 3600 }
        var points: [Int64: [String: Int64]] = [:]
        for (name, kind) in [("messages", MonitoringLog.Kind.message), ("llm_calls", .modelCall)] {
            for event in events(kind, query, world) {
                guard let time = event["timestamp"]?.stringValue.flatMap(Timestamp.init(iso8601:)) else { continue }
                points[time.secondsSince1970 / step, default: [:]][name, default: 0] += 1
            }
        }
        let first = query.start.map { $0.secondsSince1970 / step } ?? points.keys.min()
        let last = query.end.map { $0.secondsSince1970 / step } ?? points.keys.max()
        var series: [JSONValue] = []
        if let first, let last, first <= last {
            for place in first...min(last, first + 999) {
                series.append([
                    "llm_calls": .integer(points[place]?["llm_calls"] ?? 0),
                    "messages": .integer(points[place]?["messages"] ?? 0),
                    "timestamp": .string(Timestamp(microseconds: place * step * 1_000_000).secondsText + "Z"),
                ])
            }
        }
        let isCut = (last ?? 0) - (first ?? 0) >= 1000
        return ["bucket": step == 3600 ? "hour" : "day", "points": .array(series), "truncated": .bool(isCut)]
    }
}

/// What model calls cost.
extension Behaviour {
    func tokenStatistics(_ query: MonitoringQuery, _ bucket: String, _ world: World) -> JSONObject {
        let calls = events(.modelCall, query, world)
        let models = Dictionary(grouping: calls) { $0["model_name"]?.stringValue ?? "" }
        let byModel = models.map { (name: $0.key, sum: TokenSum($0.value)) }
            .sorted { ($0.sum.total, $1.name) > ($1.sum.total, $0.name) }
        let times = Dictionary(grouping: calls) { call in
            let time = (call["timestamp"]?.stringValue ?? "").replacing("T", with: " ")
            return bucket == "hour" ? "\(time.prefix(13)):00" : String(time.prefix(10))
        }
        let series = times.map { (time: $0.key, sum: TokenSum($0.value)) }.sorted { $0.time < $1.time }
        return [
            "bucket": .string(bucket),
            "by_model": .array(byModel.prefix(1000).map { .object($0.sum.ofModel($0.name)) }),
            "by_model_truncated": .bool(byModel.count > 1000),
            "summary": .object(TokenSum(calls).summary),
            "timeseries": .array(series.suffix(1000).map { .object($0.sum.ofTime($0.time)) }),
            "timeseries_truncated": .bool(series.count > 1000),
        ]
    }
}

/// Sums over model calls.
private struct TokenSum {
    var calls, errors, input, output, total, duration, empty: Int64
    var cost: Double

    init(_ rows: [JSONObject]) {
        func sum(_ name: String) -> Int64 { rows.reduce(0) { $0 &+ ($1[name]?.integerValue ?? 0) } }
        calls = Int64(rows.count)
        errors = Int64(rows.filter { $0["status"] == "error" }.count)
        (input, output, total) = (sum("input_tokens"), sum("output_tokens"), sum("total_tokens"))
        duration = sum("duration")
        cost = rows.reduce(0) { sum, row in
            if case .double(let cost) = row["cost"] { sum + cost } else { sum + Double(row["cost"]?.integerValue ?? 0) }
        }
        empty = Int64(rows.filter { $0["status"] == "success" && $0["total_tokens"]?.integerValue == 0 }.count)
    }

    private func average(_ number: Int64) -> JSONValue { .integer(calls == 0 ? 0 : number / calls) }

    var summary: JSONObject {
        let seconds = Double(duration) / 1000
        let speed: JSONValue =
            duration > 0 ? .double(Behaviour.rounded(Double(output) / seconds, digits: 2)) : 0
        return [
            "avg_duration_ms": average(duration), "avg_tokens_per_call": average(total),
            "avg_tokens_per_second": speed, "error_calls": .integer(errors),
            "success_calls": .integer(calls - errors), "total_calls": .integer(calls),
            "total_cost": .double(Behaviour.rounded(cost, digits: 6)), "total_input_tokens": .integer(input),
            "total_output_tokens": .integer(output), "total_tokens": .integer(total),
            "zero_token_success_calls": .integer(empty),
        ]
    }

    func ofModel(_ name: String) -> JSONObject {
        [
            "avg_duration_ms": average(duration), "avg_tokens_per_call": average(total), "calls": .integer(calls),
            "cost": .double(Behaviour.rounded(cost, digits: 6)), "error_calls": .integer(errors),
            "input_tokens": .integer(input), "model_name": .string(name), "output_tokens": .integer(output),
            "total_tokens": .integer(total),
        ]
    }

    func ofTime(_ time: String) -> JSONObject {
        [
            "bucket": .string(time), "calls": .integer(calls), "input_tokens": .integer(input),
            "output_tokens": .integer(output), "total_tokens": .integer(total),
        ]
    }
}
