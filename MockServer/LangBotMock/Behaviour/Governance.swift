import HTTPCore
import JSONCore
import LangBotContract

/// What is kept of what people do in a workspace, and reading it.
extension Behaviour {
    var governance: [OperationID: Handler] {
        [
            "settings.governance.get": { world, _ throws(DomainError) in Self.shown(world.operations.governance) },
            "settings.governance.update": { world, call throws(DomainError) in
                guard case .user = call.principal else {
                    throw .refused(
                        status: 403,
                        code: "permission_denied",
                        reason: "Only Workspace owners and admins can change tracing settings"
                    )
                }
                try govern(&world, call)
                return Self.shown(world.operations.governance)
            },
            "settings.operation_log.list": { world, call throws(DomainError) in operations(&world, call) },
            "settings.operation_log.filters": { world, _ throws(DomainError) in
                let rows = world.operations.rows.map(\.record)
                func values(_ name: String) -> JSONValue {
                    .array(Set(rows.compactMap { $0[name]?.stringValue }).sorted().map(JSONValue.string))
                }
                var actors: [JSONValue] = []
                for row in rows where row["actor_account_uuid"]?.isNull == false {
                    let account = row["actor_account_uuid"] ?? .null
                    let name = row["actor_name"] ?? .null
                    let actor: JSONValue = ["account_uuid": account, "name": name.isNull ? account : name]
                    if !actors.contains(actor) { actors.append(actor) }
                }
                return [
                    "actions": values("action"), "actors": .array(actors),
                    "governance": Self.shown(world.operations.governance), "resource_types": values("resource_type"),
                ]
            },
        ]
    }

    private func govern(_ world: inout World, _ call: Call) throws(DomainError) {
        let members = try leniently(call)
        let before = world.operations.governance
        var after = before
        if let level = members["level"] { after.level = Self.clamped(level, 0...2, otherwise: 0, self) }
        for row in Self.limits {
            guard let value = members[row.name], !value.isNull else { continue }
            after[keyPath: row.path] = Self.clamped(value, row.range, otherwise: row.initial, self)
        }
        world.operations.governance = after
        let now = call.surroundings.now()
        world.operations.prune(at: now)
        let changes = TracedChanges.between(Self.figures(before), Self.figures(after), ignoring: [])
        guard !changes.isEmpty else { return }
        let route = "/api/v1/settings/governance"
        var row = OperationLog.row(.governance, route, "PUT", max(after.level, 1), call.principal, world)
        row["changes"] = .array(changes.map(\.json))
        row["summary"] = .string(TracedChanges.summary(changes))
        row["request_id"] = .string(call.surroundings.uuid())
        world.operations.append(row, at: now)
    }

    /// The figures besides the level, with what they are at first.
    private static let limits: [Limit] = [
        ("retention_days", \.retentionDays, 1...3650, 30), ("max_rows", \.maximumRows, 100...500_000, 20_000),
        ("dedupe_window_seconds", \.window, 0...3600, 60),
    ]

    private typealias Limit = (
        name: String, path: any WritableKeyPath<OperationLog.Governance, Int64> & Sendable,
        range: ClosedRange<Int64>, initial: Int64
    )

    private static func figures(_ governance: OperationLog.Governance) -> JSONObject {
        var figures: JSONObject = ["configured_level": .integer(governance.level)]
        for row in limits { figures[row.name] = .integer(governance[keyPath: row.path]) }
        return figures
    }

    /// A figure within its limits; what is not a number counts as another one.
    private static func clamped(
        _ value: JSONValue,
        _ range: ClosedRange<Int64>,
        otherwise: Int64,
        _ behaviour: Behaviour
    ) -> Int64 {
        let number: Int64
        switch value {
        case .integer(let value): number = value
        case .bool(let flag): number = flag ? 1 : 0
        case .double(let value): number = Int64(max(-1e9, min(1e9, value.rounded(.towardZero))))
        case .string(let text):
            switch behaviour.pythonInteger(text) {
            case .number(let value): number = value
            case .tooLarge(let digits): number = digits.hasPrefix("-") ? .min : .max
            case .none: return otherwise
            }
        default: return otherwise
        }
        return min(max(number, range.lowerBound), range.upperBound)
    }

    private static func shown(_ governance: OperationLog.Governance) -> JSONValue {
        var shown: JSONObject = [
            "configured_level": .integer(governance.level),
            "configured_level_name": .string(OperationLog.names[Int(governance.level)]),
            "supported_levels": .array(
                OperationLog.names.enumerated().map { level, name in
                    ["i18n_key": .string("operationTrace.levels.\(name)"), "level": .integer(Int64(level))]
                }
            ),
        ]
        var bounds = JSONObject()
        for row in limits {
            shown[row.name] = .integer(governance[keyPath: row.path])
            bounds["min_\(row.name)"] = .integer(row.range.lowerBound)
            bounds["max_\(row.name)"] = .integer(row.range.upperBound)
        }
        shown["limits"] = .object(bounds.sortedByName())
        return .object(shown.sortedByName())
    }
}

/// The rows of the log that a request asks for.
extension Behaviour {
    private func operations(_ world: inout World, _ call: Call) -> JSONValue {
        let filter = OperationFilter(call, self)
        let rows = Array(world.operations.rows.reversed().filter(filter.holds))
        let scan = world.operations.scan(rows, kinds: filter.kinds, at: call.surroundings.now())
        let named = trimmed(call.query["integrity"] ?? "").lowercased()
        let integrity = ["issues", "hash_mismatch", "chain_broken"].contains(named) ? named : "all"
        // Nobody changes the rows of a mock behind its back, so that no hash is wrong.
        let isWrong = { (row: OperationLog.Row) in integrity != "hash_mismatch" && scan.broken.contains(row.number) }
        let found = integrity == "all" ? rows : rows.filter(isWrong)
        let wanted = pythonNumber(call.query["limit"]) ?? 50
        let limit = min(max(wanted == 0 ? 50 : wanted, 1), 200)
        let offset = max(pythonNumber(call.query["offset"]) ?? 0, 0)
        let page = Array(found.dropFirst(Int(clamping: offset)).prefix(Int(limit)))
        return [
            "chain_failed_count": .integer(Int64(scan.broken.count)), "integrity_failed_count": 0,
            "integrity_filter": .string(integrity), "limit": .integer(limit), "offset": .integer(offset),
            "records": .array(world.operations.shown(page).map(JSONValue.object)),
            "scan_truncated": .bool(scan.count >= 20_000), "scanned_count": .integer(Int64(min(scan.count, 20_000))),
            "tampered_count": .integer(Int64(scan.broken.count)),
            "total": .integer(Int64(found.count)),
        ]
    }

    /// A parameter as a whole number; nil if it is none.
    fileprivate func pythonNumber(_ text: String?) -> Int64? {
        switch text.map(pythonInteger) {
        case .number(let number): number
        case .tooLarge(let digits): digits.hasPrefix("-") ? .min : .max
        default: nil
        }
    }

    var operationExport: [OperationID: LiveHandler] {
        [
            "settings.operation_log.export": { live, call throws(DomainError) in
                let filter = OperationFilter(call, self)
                let log = live.now.operations
                let rows = log.shown(Array(log.rows.reversed().filter(filter.holds).prefix(10_000)))
                let lines = [Self.operationColumns.joined(separator: ",")] + rows.map(Self.line)
                let time = call.surroundings.now().secondsText.filter { $0 != ":" }
                let fields: HTTPFields = [
                    "Content-Type": "text/csv; charset=utf-8",
                    "Content-Disposition": "attachment; filename=\"operation-logs-\(time).csv\"",
                ]
                // Spreadsheets read UTF-8 after a byte order mark only.
                let text = "\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()
                return .response(HTTPResponse(status: 200, fields: fields, body: Array(text.utf8)))
            }
        ]
    }

    private static let operationColumns = [
        "id", "created_at", "action", "resource_type", "resource_id", "actor_account_uuid", "actor_name", "actor_role",
        "principal_type", "http_method", "route", "outcome", "status_code", "level_name", "integrity_ok", "chain_ok",
        "tampered", "record_hash", "prev_hash", "duration_ms", "summary", "changes", "detail",
    ]

    private static func line(_ row: JSONObject) -> String {
        operationColumns.map { column -> String in
            let value = row[column] ?? .null
            if value.isNull { return "" }
            // The members of a change stand in the order in which they are stored.
            let changes = value.arrayValue?.map { change -> JSONValue in
                .object(JSONObject(["field", "before", "after"].map { ($0, change[$0] ?? .null) }))
            }
            let text = value.stringValue ?? PythonJSON.text(changes.map(JSONValue.array) ?? value)
            return "\"\(text.replacing("\"", with: "\"\""))\""
        }.joined(separator: ",")
    }
}

/// Which rows of the log a request asks for.
private struct OperationFilter: Sendable {
    private var values: [(name: String, value: JSONValue)] = []
    private var since, until: Timestamp?

    init(_ call: Call, _ behaviour: Behaviour) {
        for (parameter, name) in [
            ("action", "action"), ("resource_type", "resource_type"), ("actor", "actor_account_uuid"),
        ] {
            if let value = call.query[parameter], !value.isEmpty { values.append((name, .string(value))) }
        }
        if let level = call.query["level"], !level.isEmpty {
            values.append(("level", .integer(behaviour.pythonNumber(level) ?? 0)))
        }
        func time(_ name: String) -> Timestamp? {
            call.query[name].flatMap { Timestamp(iso8601: behaviour.trimmed($0)) }
        }
        (since, until) = (time("since"), time("until"))
    }

    /// The kinds of filter, without their values.
    var kinds: [String] {
        values.map(\.name) + (since == nil ? [] : ["since"]) + (until == nil ? [] : ["until"])
    }

    func holds(_ row: OperationLog.Row) -> Bool {
        let second = row.time.secondsSince1970
        // Rows have whole seconds, which LangBot compares as texts with times that have fractions.
        if let since, second <= since.secondsSince1970 { return false }
        if let until, second > until.secondsSince1970 { return false }
        return values.allSatisfy { row.record[$0.name] == $0.value }
    }
}
