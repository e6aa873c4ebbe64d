import Foundation
import JSONCore
import LangBotContract

/// Something that happens to a bot on its platform, for the routes of the bot and for its log.
struct BotEvent: Sendable {
    let bot: String
    /// Such as `message.received`.
    let type: String
    /// What the log shows of the event.
    let received: JSONValue
    /// What filters compare.
    private(set) var data: JSONObject

    init(_ message: BotMessage, _ bot: JSONObject, _ kind: Adapter?, account: String) {
        let isGroup = message.launcher == .group
        let group = Self.group(message.shown(message.launcherID), name: message.groupName)
        let remark: JSONValue = isGroup || !message.hasRemark ? .null : .string(message.senderName)
        let body: JSONObject = [
            "bot_role": nil, "chat_id": message.shown(message.launcherID), "chat_type": isGroup ? "group" : "private",
            "group": isGroup ? group : .null,
            "message_chain": message.chain(timeAs: "time", .string(message.time.shortestText)),
            "message_id": message.shown(message.id),
            "sender": Self.user(message.shown(message.senderID), nickname: message.senderName, remark: remark),
            "sender_member": message.member,
            "timestamp": .double(Double(message.time.microseconds) / 1_000_000),
        ]
        self.init("message.received", body, bot, message.adapterName ?? kind?.className ?? "")
        var event = data
        let parts = message.chain.components
        event["chat_type"] = .string(message.launcher.rawValue)
        event["message_text"] = .string(
            parts.filter { $0["type"] == "Plain" }.compactMap { $0["text"]?.stringValue }.joined()
        )
        event["message_element_types"] = .array((["Source"] + message.chain.kinds).map(JSONValue.string))
        if !account.isEmpty {
            event["is_at_bot"] = .bool(
                parts.contains { $0["type"] == "At" && PythonText.str($0["target"] ?? .null) == account }
            )
        }
        data = event
    }

    /// An event of any type.
    init(_ type: String, _ body: JSONObject, _ bot: JSONObject, _ adapterName: String) {
        self.type = type
        self.bot = bot["uuid"]?.stringValue ?? ""
        data = body.merging([
            "adapter_name": .string(adapterName), "bot_uuid": .string(self.bot), "instance_uuid": nil,
            "placement_generation": nil, "type": .string(type), "workspace_uuid": nil,
        ])
        // Long members do not go into the log.
        let short = JSONObject(data.filter { $0.value.serialized().count <= 514 }.map { ($0.name, $0.value) })
        received = [
            "adapter": bot["adapter"] ?? "", "bot_uuid": .string(self.bot), "event_data": .object(short),
            "event_type": .string(type), "kind": "adapter_event_received",
        ]
    }

    static func user(_ id: JSONValue, nickname: String = "", remark: JSONValue = .null) -> JSONValue {
        [
            "avatar_url": nil, "id": id, "is_bot": false, "nickname": .string(nickname), "remark": remark,
            "username": nil,
        ]
    }

    static func group(_ id: JSONValue, name: String = "") -> JSONValue {
        [
            "id": id, "name": .string(name), "description": nil, "member_count": nil, "avatar_url": nil,
            "owner_id": nil,
        ]
    }

    /// What the log keeps of a step on the way of the event.
    func trace(_ status: String, _ route: JSONObject?, reason: String, _ failure: String? = nil) -> JSONValue {
        [
            "kind": "event_route_trace", "event_type": .string(type), "status": .string(status),
            "binding_id": route?["id"] ?? .null, "event_pattern": route?["event_pattern"] ?? .null,
            "target_type": route?["target_type"] ?? .null, "target_uuid": route?["target_uuid"] ?? "",
            "failure_code": failure.map(JSONValue.string) ?? .null, "reason": .string(reason), "run_id": nil,
        ]
    }
}

/// The routes of a bot's events: the one with the highest priority that matches is taken.
struct EventRoutes: Sendable {
    private let routes: [JSONObject]

    init(_ bot: JSONObject) {
        routes = bot["event_bindings"]?.arrayValue?.compactMap(\.objectValue) ?? []
    }

    func choice(for event: BotEvent) -> JSONObject? { judgement(of: event.type, event.data).choice }

    /// The route that is taken for an event, and what is said of each route.
    func judgement(of type: String, _ event: JSONObject) -> (choice: JSONObject?, steps: [JSONObject]) {
        var steps: [JSONObject] = []
        var matching: [(priority: Int64, order: Int64, route: JSONObject, step: Int)] = []
        for (place, route) in routes.enumerated() where route["target_type"] != "event_processor" {
            let priority = route["priority"]?.integerValue ?? 0
            let order = route["order"]?.integerValue ?? Int64(place)
            let refusal = Self.refusal(of: type, event, route)
            if refusal == nil { matching.append((priority, order, route, steps.count)) }
            steps.append([
                "step": "evaluate_binding", "binding_id": route["id"] ?? .null,
                "event_pattern": route["event_pattern"] ?? "", "target_type": route["target_type"] ?? .null,
                "target_uuid": route["target_uuid"] ?? "", "enabled": route["enabled"] ?? true,
                "priority": .integer(priority), "order": .integer(order), "matched": .bool(refusal == nil),
                "failure_code": refusal.map { .string($0.code) } ?? .null,
                "reason": .string(refusal?.reason ?? "Binding matched event pattern and filters"),
            ])
        }
        let choice = matching.max { ($0.priority, -$0.order, -$0.step) < ($1.priority, -$1.order, -$1.step) }
        for match in matching {
            let isChosen = match.step == choice?.step
            steps[match.step]["selected"] = .bool(isChosen)
            if !isChosen { steps[match.step]["failure_code"] = "lower_priority" }
            steps[match.step]["reason"] = .string(
                isChosen
                    ? "Selected by priority and order"
                    : "Another matching binding has higher priority or earlier order"
            )
        }
        return (choice?.route, steps)
    }

    /// Why a route is not for an event; nil if it is.
    private static func refusal(
        of type: String,
        _ event: JSONObject,
        _ route: JSONObject
    ) -> (code: String, reason: String)? {
        if route["enabled"] == false { return ("binding_disabled", "Binding is disabled") }
        guard covers(route["event_pattern"]?.stringValue ?? "", type) else {
            return ("event_pattern_mismatch", "Event type does not match binding event_pattern")
        }
        if route["target_type"] == "pipeline", type != "message.received" {
            return ("processor_incompatible", "Pipeline targets only support message.received")
        }
        guard holds(route["filters"]?.arrayValue ?? [], event) else {
            return ("filters_mismatch", "Event data does not satisfy binding filters")
        }
        return nil
    }

    static func covers(_ pattern: String, _ type: String) -> Bool {
        if pattern == "*" { return true }
        if pattern.hasSuffix(".*") { return type.hasPrefix(pattern.dropLast()) }
        return !pattern.isEmpty && pattern == type
    }

    private static func holds(_ filters: [JSONValue], _ event: JSONObject) -> Bool {
        filters.compactMap(\.objectValue).allSatisfy { filter in
            let path = [filter["field"], filter["path"]].map(PythonText.plain).first { !$0.isEmpty } ?? ""
            let names = path.trimmingCharacters(in: .whitespacesAndNewlines)
                .split(separator: ".", omittingEmptySubsequences: false)
            guard names != [""] else { return true }
            let actual = names.reduce(JSONValue.object(event)) { $0[String($1)] ?? .null }
            let wanted = filter["value"] ?? .null
            let given = PythonText.plain(filter["operator"])
            let name = given.isEmpty ? "eq" : given
            switch (name, actual.arrayValue) {
            case ("eq", _): return actual == wanted
            case ("neq", _): return actual != wanted
            case ("contains", let parts?): return parts.contains(wanted)
            case ("not_contains", let parts?): return !parts.contains(wanted)
            default:
                return compare(PythonText.plain(actual), name, PythonText.str(wanted))
            }
        }
    }

    /// Compares texts as a rule says.
    static func compare(_ actual: String, _ name: String, _ wanted: String) -> Bool {
        switch name {
        case "eq": return actual == wanted
        case "neq": return actual != wanted
        case "contains": return wanted.isEmpty || actual.contains(wanted)
        case "not_contains": return !wanted.isEmpty && !actual.contains(wanted)
        case "starts_with": return actual.hasPrefix(wanted)
        case "regex":
            guard let expression = try? NSRegularExpression(pattern: wanted) else { return false }
            // A bound for expressions that take long.
            let text = String(actual.prefix(10_000))
            return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
        default: return false
        }
    }
}

extension Behaviour {
    /// How each route of a bot did when it was last used.
    func routeStates(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let bot = try world.record(.bot, call.identifier)
        var latest: [(id: String, state: JSONObject)] = []
        var unmatched: [JSONValue] = []
        for row in world.botLogs[call.identifier]?.rows ?? [] where row.metadata["kind"] == "event_route_trace" {
            let state = Self.routeState(row)
            guard let id = state["binding_id"]?.stringValue else {
                unmatched.append(.object(state))
                continue
            }
            latest.removeAll { $0.id == id }
            latest.append((id, state))
        }
        let routes = bot["event_bindings"]?.arrayValue?.compactMap(\.objectValue) ?? []
        let shown = routes.enumerated().map { place, route -> JSONValue in
            var state: JSONObject = [
                "binding_id": route["id"] ?? .null, "event_pattern": route["event_pattern"] ?? .null,
                "event_type": nil, "target_type": route["target_type"] ?? .null,
                "target_uuid": route["target_uuid"] ?? "", "last_status": nil, "failure_code": nil, "reason": nil,
                "run_id": nil, "timestamp": nil, "seq_id": nil, "level": nil, "message": "",
            ]
            if let used = latest.first(where: { $0.id == route["id"]?.stringValue }) { state.merge(used.state) }
            state["order"] = route["order"] ?? .integer(Int64(place))
            state["enabled"] = route["enabled"] ?? true
            state["current"] = true
            return .object(state.sortedByName())
        }
        let present = Set(routes.compactMap { $0["id"]?.stringValue })
        let stale = latest.filter { !present.contains($0.id) }
            .map { JSONValue.object($0.state.merging(["current": false]).sortedByName()) }
        return [
            "routes": .array(shown), "stale_routes": .array(stale), "unmatched_events": .array(unmatched.suffix(10)),
        ]
    }

    private static func routeState(_ row: BotLog.Row) -> JSONObject {
        let trace = row.metadata
        let reason = trace["reason"]?.stringValue ?? ""
        return [
            "binding_id": trace["binding_id"] ?? .null, "event_pattern": trace["event_pattern"] ?? .null,
            "event_type": trace["event_type"] ?? .null, "target_type": trace["target_type"] ?? .null,
            "target_uuid": trace["target_uuid"] ?? "", "last_status": trace["status"] ?? .null,
            "failure_code": trace["failure_code"] ?? .null, "reason": .string(reason.isEmpty ? row.text : reason),
            "run_id": trace["run_id"] ?? .null, "timestamp": .integer(row.time), "seq_id": .integer(row.number),
            "level": .string(row.level), "message": .string(row.text),
        ]
    }
}
