import JSONCore
import LangBotContract

/// Which events a request to the monitoring asks for.
struct MonitoringQuery: Sendable {
    /// Bots, pipelines and sessions, each empty for all.
    var bots: Set<String> = []
    var pipelines: Set<String> = []
    var sessions: Set<String> = []
    var start: Timestamp?
    var end: Timestamp?
    /// The groups of states of the executions that events must belong to; empty for all.
    var statuses: Set<String> = []
    /// Whether the executions must have been made for debugging or not; nil for all.
    var isDebug: Bool?

    /// Whether an event was at the right time and place; `moment` names the member with its time.
    func selects(_ event: JSONObject, _ moment: String = "timestamp") -> Bool {
        if start != nil || end != nil {
            guard let time = event[moment]?.stringValue.flatMap(Timestamp.init(iso8601:)) else { return false }
            if let start, time < start { return false }
            if let end, time > end { return false }
        }
        return Self.holds(bots, event["bot_id"]) && Self.holds(pipelines, event["pipeline_id"])
            && Self.holds(sessions, event["session_id"])
    }

    private static func holds(_ wanted: Set<String>, _ value: JSONValue?) -> Bool {
        wanted.isEmpty || value?.stringValue.map(wanted.contains) ?? false
    }
}

extension Behaviour {
    /// The filters of a request.
    ///
    /// - Throws: an internal error for a time that is none, or a period that the release refuses.
    func monitoringQuery(_ call: Call) throws(DomainError) -> MonitoringQuery {
        var query = MonitoringQuery()
        query.bots = Set(call.values("botId"))
        query.pipelines = Set(call.values("pipelineId"))
        query.start = try time("startTime", call)
        query.end = try time("endTime", call)
        if traits.limitsMonitoringPeriods { try checkPeriod(query, call) }
        guard traits.filtersExecutions else { return query }
        query.statuses = Set(call.values("status"))
        switch call.query["mode"] {
        case nil, "all": break
        case let mode: query.isDebug = mode == "debug"
        }
        return query
    }

    private func checkPeriod(_ query: MonitoringQuery, _ call: Call) throws(DomainError) {
        guard let start = query.start else { return }
        let length = (query.end ?? call.surroundings.now()).microseconds - start.microseconds
        let allowsPoint = call.endpoint.id == "monitoring.session_analysis"
        guard allowsPoint ? length >= 0 : length > 0, length <= 365 * 86_400 * 1_000_000 else {
            throw .failure("Monitoring time range must be positive and no longer than 365 days")
        }
    }

    private func time(_ name: String, _ call: Call) throws(DomainError) -> Timestamp? {
        guard let text = call.query[name], !text.isEmpty else { return nil }
        let digits = text.wholeMatch(of: /\d{8}/) != nil
        let dashed = digits ? "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))" : text
        guard let time = Timestamp(iso8601: dashed) else { throw .failure("Invalid isoformat string: '\(text)'") }
        return time
    }

    /// The limit and offset of a list, as the answer shows them.
    func monitoringWindow(_ call: Call) throws(DomainError) -> (limit: JSONValue, offset: JSONValue) {
        (
            try monitoringNumber("limit", 100, 1...1000, call),
            try monitoringNumber("offset", 0, 0...1_000_000, call)
        )
    }

    /// A number of the query; releases that do not clamp numbers fail on what is none.
    func monitoringNumber(
        _ name: String,
        _ initial: Int64,
        _ range: ClosedRange<Int64>,
        _ call: Call,
        clamps: Bool? = nil,
        otherwise: Int64? = nil
    ) throws(DomainError) -> JSONValue {
        let clamps = clamps ?? traits.clampsPages
        guard let text = call.query[name] else { return .integer(initial) }
        switch pythonInteger(text) {
        case .number(let number):
            return .integer(clamps ? min(max(number, range.lowerBound), range.upperBound) : number)
        case .tooLarge(let digits):
            if clamps { return .integer(digits.hasPrefix("-") ? range.lowerBound : range.upperBound) }
            // With workspaces, the database gets a number within its limits.
            if traits.hasWorkspaces { return .number(digits) }
            throw .tooLargeForTheDatabase
        case .none where clamps: return .integer(otherwise ?? initial)
        case .none: throw .noInteger(text)
        }
    }

    /// The rows of a page; without workspaces a negative limit means all, as in SQLite.
    func monitoringPage<Row>(_ rows: [Row], _ limit: JSONValue, _ offset: JSONValue) -> [Row] {
        func number(_ value: JSONValue) -> Int {
            if case .number(let digits) = value { return digits.hasPrefix("-") ? .min : .max }
            return Int(clamping: value.integerValue ?? 0)
        }
        let (first, count) = (min(max(number(offset), 0), rows.count), number(limit))
        let rest = rows[first...]
        if traits.hasWorkspaces { return Array(rest.prefix(min(max(count, 1), 1000))) }
        return Array(count < 0 ? rest : rest.prefix(count))
    }
}
