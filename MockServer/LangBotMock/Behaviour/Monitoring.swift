import JSONCore
import LangBotContract

/// What happened, as lists and figures.
extension Behaviour {
    var monitoring: [OperationID: Handler] {
        var handlers: [OperationID: Handler] = [
            "monitoring.overview": { world, call throws(DomainError) in
                .object(overview(try monitoringQuery(call), world))
            },
            "monitoring.data": { world, call throws(DomainError) in .object(try dashboard(world, call)) },
            "monitoring.token_statistics": { world, call throws(DomainError) in
                let bucket = call.query["bucket"] == "day" ? "day" : "hour"
                return .object(tokenStatistics(try monitoringQuery(call), bucket, world))
            },
            "monitoring.feedback.list": { world, call throws(DomainError) in try feedback(world, call) },
            "monitoring.feedback.stats": { world, call throws(DomainError) in
                .object(feedbackStatistics(try monitoringQuery(call), world))
            },
            "monitoring.session_analysis": { world, call throws(DomainError) in
                .object(try analysis(world, call))
            },
            "monitoring.message_details": { world, call throws(DomainError) in
                .object(try messageDetails(world, call))
            },
            "monitoring.session_reset": { world, call throws(DomainError) in try resetContext(world, call) },
            "monitoring.execution.list": { world, call throws(DomainError) in .object(try executions(world, call)) },
            "monitoring.execution.get": { world, call throws(DomainError) in .object(try execution(world, call)) },
        ]
        for (name, kind) in Self.monitored {
            handlers[OperationID(rawValue: "monitoring.\(name)")] = listing(name, kind)
        }
        return handlers
    }

    private func listing(_ name: String, _ kind: MonitoringLog.Kind) -> Handler {
        { world, call throws(DomainError) in try list(name, kind, world, call) }
    }

    /// The lists by the names of their operations.
    static let monitored: [(name: String, kind: MonitoringLog.Kind)] = [
        ("embedding_calls", .embeddingCall), ("errors", .error), ("llm_calls", .modelCall), ("messages", .message),
        ("sessions", .session), ("tool_calls", .toolCall),
    ]

    private func list(
        _ name: String,
        _ kind: MonitoringLog.Kind,
        _ world: World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        if kind == .session, traits.filtersExecutions,
            !call.values("status").isEmpty || call.query["mode"].map({ $0 != "all" }) ?? false
        {
            throw .invalidRequest("Session lists do not support execution status or mode filters")
        }
        let (limit, offset) = try monitoringWindow(call)
        var query = try monitoringQuery(call)
        (query.statuses, query.isDebug) = ([], nil)
        if kind == .message || kind == .toolCall { query.sessions = Set(call.values("sessionId")) }
        if kind == .embeddingCall { (query.bots, query.pipelines) = ([], []) }
        var rows = events(kind, query, world)
        if kind == .embeddingCall, let base = call.query["knowledgeBaseId"], !base.isEmpty {
            rows.removeAll { $0["knowledge_base_id"]?.stringValue != base }
        }
        if kind == .session { rows = sessions(rows, call) }
        let page = monitoringPage(rows, limit, offset)
        return .object([
            "limit": limit, name: .array(page.map(JSONValue.object)), "offset": offset,
            "total": .integer(Int64(rows.count)),
        ])
    }

    private func sessions(_ rows: [JSONObject], _ call: Call) -> [JSONObject] {
        var rows = rows
        if let wanted = call.query["isActive"], !wanted.isEmpty {
            rows.removeAll { $0["is_active"] != .bool(wanted.lowercased() == "true") }
        }
        if traits.hasWorkspaces, let text = call.query["userQuery"].map(trimmed), !text.isEmpty {
            rows.removeAll { row in
                !["user_id", "user_name"].contains {
                    row[$0]?.stringValue?.lowercased().contains(text.lowercased()) ?? false
                }
            }
        }
        return rows
    }

    /// The events of a kind that a query selects, newest first.
    func events(_ kind: MonitoringLog.Kind, _ query: MonitoringQuery, _ world: World) -> [JSONObject] {
        let moment =
            switch kind {
            case .session: traits.hasWorkspaces ? "last_activity" : "start_time"
            case .execution: "created_at"
            default: "timestamp"
            }
        let hidden = traits.hiddenMonitoring(kind)
        var rows = world.monitoring.records(kind).filter { query.selects($0, moment) }
        if !query.statuses.isEmpty || query.isDebug != nil {
            let chosen = executions(chosenBy: query, world)
            rows.removeAll { !belongs($0, kind, to: chosen) }
        }
        if !hidden.isEmpty { rows = rows.map { $0.without(hidden) } }
        guard kind == .session else { return rows.reversed() }
        // The sort is stable, and a later session comes first among equals.
        return rows.reversed().sorted {
            ($0["last_activity"]?.stringValue ?? "") > ($1["last_activity"]?.stringValue ?? "")
        }
    }

    private func belongs(_ event: JSONObject, _ kind: MonitoringLog.Kind, to executions: Set<String>) -> Bool {
        let names = kind == .message ? ["id", "parent_message_id", "run_id"] : ["message_id"]
        return names.contains { event[$0]?.stringValue.map(executions.contains) ?? false }
    }
}
