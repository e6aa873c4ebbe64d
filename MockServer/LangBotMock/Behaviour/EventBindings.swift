import JSONCore
import LangBotContract

/// The routes that a request gives a bot.
extension Behaviour {
    /// Replaces the routes among the members of a bot by what the release stores of them.
    ///
    /// - Throws: why a route is refused.
    func bind(_ members: inout JSONObject, _ world: World, _ call: Call) throws(DomainError) {
        guard traits.pipelineOfBot == .bound, let given = members["event_bindings"] else { return }
        var routes: [JSONValue] = []
        for (place, route) in (given.arrayValue ?? []).enumerated() {
            guard let route = route.objectValue else { continue }
            let pattern = trimmed(isBlank(route["event_pattern"]) ? "" : PythonText.str(route["event_pattern"] ?? ""))
            let kind = trimmed(isBlank(route["target_type"]) ? "" : PythonText.str(route["target_type"] ?? ""))
            guard !pattern.isEmpty, !kind.isEmpty else { continue }
            let target = trimmed(isBlank(route["target_uuid"]) ? "" : PythonText.str(route["target_uuid"] ?? ""))
            try check(kind, target, pattern, world)
            let id = isBlank(route["id"]) ? .string(call.surroundings.uuid()) : route["id"] ?? .null
            routes.append([
                "description": isBlank(route["description"]) ? "" : route["description"] ?? "",
                "enabled": .bool(!isBlank(route["enabled"] ?? true)), "event_pattern": .string(pattern),
                "filters": isBlank(route["filters"]) ? [] : route["filters"] ?? [], "id": id,
                "order": .integer(Int64(place)), "priority": .integer(route["priority"]?.integerValue ?? 0),
                "target_type": .string(kind), "target_uuid": .string(kind == "discard" ? "" : target),
            ])
        }
        members["event_bindings"] = .array(routes)
    }

    private func check(_ kind: String, _ target: String, _ pattern: String, _ world: World) throws(DomainError) {
        switch kind {
        case "pipeline":
            guard pattern == "message.received" else {
                throw .invalidBot("Pipeline can only be bound to message.received")
            }
            guard world.tables[.pipeline]?.contains(target) == true else { throw .invalidBot("Pipeline not found") }
        case "agent":
            guard let agent = world.tables[.agent]?[target], agent["kind"] == "agent" else {
                throw .invalidBot("Processor not found")
            }
            let patterns = agent["supported_event_patterns"]?.arrayValue?.compactMap(\.stringValue) ?? ["*"]
            guard patterns.contains(where: { $0 == pattern || EventRoutes.covers($0, pattern) }) else {
                throw .invalidBot("Agent does not support this event pattern")
            }
        case "discard": break
        default: throw .invalidBot("Unsupported event binding target type: \(kind)")
        }
    }
}
