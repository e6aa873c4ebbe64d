import JSONCore
import LangBotContract

/// What the routes of a bot would do with an event that a request describes; nothing is sent anywhere.
extension Behaviour {
    var eventRouteTrials: [OperationID: Handler] {
        let trial: Handler = { world, call throws(DomainError) in
            guard let members = try call.json().objectValue else { throw .invalid("invalid request body") }
            return try tried(members, world, call).json
        }
        return ["bot.event_routes.dry_run": trial, "bot.event_routes.dry_run_alias": trial]
    }

    private func tried(_ members: JSONObject, _ world: World, _ call: Call) throws(DomainError) -> RouteTrial {
        let type = trimmed(PythonText.plain(members["event_type"]))
        guard !type.isEmpty else { return .invalid("event_type is required") }
        let bot = try world.record(.bot, call.identifier)
        let data = members["event_data"] ?? members["payload"] ?? .null
        let context = members["context"] ?? .null
        guard data.isNull || data.objectValue != nil else { return .invalid("event_data must be an object") }
        guard context.isNull || context.objectValue != nil else { return .invalid("context must be an object") }
        let routes: [JSONObject]
        switch members["event_bindings"] {
        case nil, .null:
            routes = (bot["event_bindings"]?.arrayValue ?? []).compactMap(\.objectValue).enumerated().map {
                $1.merging(["index": .integer(Int64($0))])
            }
        case .array(let drafts): routes = drafts.enumerated().compactMap { draft($1, at: $0) }
        default: return .invalid("event_bindings must be an array")
        }
        let event = try described(type, data, context)
        let (route, steps) = EventRoutes(["event_bindings": .array(routes.map(JSONValue.object))])
            .judgement(of: type, event)
        guard let route else {
            return RouteTrial(
                steps: steps,
                failure: "route_not_found",
                reason: "No enabled event binding matched event_type and filters"
            )
        }
        return judged(route, type, steps, world)
    }

    /// A route as it would be stored; nil if it would not be.
    private func draft(_ value: JSONValue, at place: Int) -> JSONObject? {
        guard let given = value.objectValue else { return nil }
        func text(_ name: String) -> String { trimmed(PythonText.plain(given[name])) }
        let (pattern, kind) = (text("event_pattern"), text("target_type"))
        guard !pattern.isEmpty, !kind.isEmpty else { return nil }
        return [
            "id": given["id"] ?? .null, "event_pattern": .string(pattern), "target_type": .string(kind),
            "target_uuid": .string(kind == "discard" ? "" : text("target_uuid")),
            "filters": .array(given["filters"]?.arrayValue ?? []), "priority": .integer(whole(given["priority"])),
            "enabled": .bool(!isBlank(given["enabled"] ?? true)), "order": .integer(Int64(place)),
            "index": .integer(Int64(place)),
        ]
    }

    /// A value as a whole number; zero if it is none.
    private func whole(_ value: JSONValue?) -> Int64 {
        switch value {
        case .integer(let number): return number
        case .bool(let flag): return flag ? 1 : 0
        case .double(let number): return Int64(exactly: number.rounded(.towardZero)) ?? 0
        case .string(let text):
            guard case .number(let number) = pythonInteger(text) else { return 0 }
            return number
        default: return 0
        }
    }

    /// The event that filters compare.
    private func described(_ type: String, _ data: JSONValue, _ context: JSONValue) throws(DomainError) -> JSONObject {
        var event = data.objectValue ?? [:]
        event["type"] = .string(type)
        if !context.isNull { event["context"] = context }
        if let chain = event["message_chain"]?.arrayValue {
            let parts = chain.compactMap(\.objectValue)
            let texts = parts.filter { $0["type"] == "Plain" }.map { $0["text"] ?? "" }
            guard texts.allSatisfy({ $0.stringValue != nil }) else { throw .failure("expected str instance") }
            event["message_text"] = .string(texts.compactMap(\.stringValue).joined())
            event["message_element_types"] = .array(parts.map { $0["type"] ?? "" })
            let accounts = [context["bot_account_id"], data["bot_account_id"]]
            let account = accounts.compactMap { $0 }.first { !$0.isNull }.map(PythonText.str) ?? ""
            if !account.isEmpty {
                event["is_at_bot"] = .bool(
                    parts.contains { $0["type"] == "At" && PythonText.str($0["target"] ?? "") == account }
                )
            }
        }
        if let group = event["group"] { event["chat_type"] = group.isNull ? "person" : "group" }
        return event
    }

    /// Whether the target of a route can take the event.
    private func judged(_ route: JSONObject, _ type: String, _ steps: [JSONObject], _ world: World) -> RouteTrial {
        var trial = RouteTrial(route: route, steps: steps)
        let kind = route["target_type"]?.stringValue ?? ""
        let target = route["target_uuid"]?.stringValue ?? ""
        switch kind {
        case "discard": trial.reason = "Event route matched discard target"
        case "pipeline":
            guard let pipeline = world.tables[.pipeline]?[target] else {
                return trial.refused("processor_not_found", "Pipeline target not found")
            }
            trial.targetName = pipeline["name"] ?? .null
            trial.reason = "Event route matched pipeline target"
        case "agent":
            guard let agent = world.tables[.agent]?[target], agent["kind"] == "agent" else {
                return trial.refused("processor_not_found", "Agent target not found")
            }
            let patterns = agent["supported_event_patterns"]?.arrayValue?.compactMap(\.stringValue) ?? ["*"]
            guard patterns.contains(where: { EventRoutes.covers($0, type) }) else {
                return trial.refused("processor_incompatible", "Agent target does not support this event type")
            }
            trial.targetName = agent["name"] ?? .null
            trial.reason = "Event route matched agent target"
        default:
            return trial.refused("processor_incompatible", "Unsupported event binding target type: \(kind)")
        }
        return trial
    }
}

/// What became of an event that was only described.
private struct RouteTrial {
    var route: JSONObject = [:]
    var steps: [JSONObject]
    var failure: String?
    var reason = ""
    var targetName: JSONValue = .null

    static func invalid(_ reason: String) -> RouteTrial {
        let step: JSONObject = [
            "step": "validate_event", "matched": false, "failure_code": "invalid_event", "reason": .string(reason),
        ]
        return RouteTrial(steps: [step], failure: "invalid_event", reason: reason)
    }

    func refused(_ code: String, _ reason: String) -> RouteTrial {
        var trial = self
        (trial.failure, trial.reason) = (code, reason)
        trial.steps.append([
            "step": "validate_processor", "binding_id": route["id"] ?? .null,
            "target_type": route["target_type"] ?? .null, "target_uuid": route["target_uuid"] ?? "",
            "matched": false, "failure_code": .string(code), "reason": .string(reason),
        ])
        return trial
    }

    var json: JSONValue {
        let kind = route["target_type"] ?? .null
        let uuid = route["target_uuid"]?.stringValue ?? ""
        let isKnown = ["discard", "agent", "pipeline"].contains(kind.stringValue)
        let target: JSONValue = [
            "kind": isKnown ? kind : .null, "target_name": targetName, "target_type": kind,
            "target_uuid": uuid.isEmpty ? .null : .string(uuid),
        ]
        return [
            "binding_id": route["id"] ?? .null, "diagnostic_details": .array(steps.map { .object($0.sortedByName()) }),
            "diagnostic_steps": .array(steps.map { .string(Self.sentence($0)) }),
            "event_pattern": route["event_pattern"] ?? .null,
            "failure_code": failure.map(JSONValue.string) ?? .null, "matched": .bool(failure == nil),
            "matched_binding_id": route["id"] ?? .null, "matched_binding_index": route["index"] ?? .null,
            "reason": .string(reason), "target": kind.isNull ? .null : target, "target_type": kind,
            "target_uuid": .string(uuid),
        ]
    }

    private static func sentence(_ step: JSONObject) -> String {
        let reason = step["reason"]?.stringValue ?? ""
        switch step["step"] {
        case "evaluate_binding":
            let place = (step["order"]?.integerValue ?? 0) + 1
            let outcome =
                step["selected"] == true ? "selected" : step["matched"] == true ? "matched" : "skipped"
            return "Route \(place) (\(step["event_pattern"]?.stringValue ?? "*")) \(outcome): \(reason)"
        case "validate_processor":
            let target = step["target_uuid"]?.stringValue ?? ""
            return "Validate \(step["target_type"]?.stringValue ?? "")\(target.isEmpty ? "" : " \(target)"): \(reason)"
        default: return reason
        }
    }
}
