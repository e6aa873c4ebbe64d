import JSONCore
import LangBotContract

/// The routes and event processors that a request gives a bot.
extension Behaviour {
    /// Replaces the routes and event processors among the members of a bot by what the release stores of them.
    ///
    /// - Throws: why one is refused.
    func bind(_ members: inout JSONObject, _ world: World, _ call: Call) throws(DomainError) {
        guard traits.pipelineOfBot == .bound else { return }
        if let given = members["event_bindings"] { members["event_bindings"] = .array(try routes(given, world, call)) }
        if let given = members["plugin_processors"] {
            members["plugin_processors"] = .array(try processors(given, world))
        }
    }

    private func routes(_ given: JSONValue, _ world: World, _ call: Call) throws(DomainError) -> [JSONValue] {
        if isBlank(given) { return [] }
        guard let elements = PythonDictionary.sequence(given) else {
            throw .failure("'\(PythonText.type(given))' object is not iterable")
        }
        var routes: [JSONValue] = []
        for (place, route) in elements.enumerated() {
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
                "order": .integer(Int64(place)), "priority": .integer(try priority(route["priority"])),
                "target_type": .string(kind), "target_uuid": .string(kind == "discard" ? "" : target),
            ])
        }
        return routes
    }

    /// What Python's `int` makes of a priority; zero for nothing.
    private func priority(_ given: JSONValue?) throws(DomainError) -> Int64 {
        guard let given, !isBlank(given) else { return 0 }
        switch given {
        case .bool: return 1
        case .integer(let number): return number
        case .double(let number):
            guard let whole = Int64(exactly: number.rounded(.towardZero)) else { throw .tooLargeForTheDatabase }
            return whole
        case .string(let text):
            guard case .number(let number) = pythonInteger(text) else {
                throw .invalidBot("invalid literal for int() with base 10: \(PythonText.of(given))")
            }
            return number
        default: throw .failure("int() argument must be a string or a real number, not '\(PythonText.type(given))'")
        }
    }

    /// The event processors that a bot is bound to.
    private func processors(_ given: JSONValue, _ world: World) throws(DomainError) -> [JSONValue] {
        guard let elements = given.arrayValue else { throw .invalidBot("plugin_processors must be an array") }
        var processors: [JSONValue] = []
        var seen: Set<String> = []
        for element in elements {
            guard let members = element.objectValue else {
                throw .invalidBot("Each plugin processor binding must be an object")
            }
            guard let uuid = members["processor_uuid"]?.stringValue, !trimmed(uuid).isEmpty else {
                throw .invalidBot("Plugin processor UUID is required")
            }
            guard seen.insert(uuid).inserted else {
                throw .invalidBot("A plugin processor can only be bound once per bot")
            }
            guard let enabled = (members["enabled"] ?? true).boolValue else {
                throw .invalidBot("Plugin processor enabled must be a boolean")
            }
            guard let agent = world.tables[.agent]?[uuid], agent["kind"] == "event_processor" else {
                throw .invalidBot("Plugin processor not found")
            }
            if enabled { try checkEvents(of: agent, world) }
            processors.append(["enabled": .bool(enabled), "processor_uuid": .string(uuid)])
        }
        return processors
    }

    private func checkEvents(of agent: JSONObject, _ world: World) throws(DomainError) {
        guard let runner = runners(world).first(where: { .string($0.id) == agent["component_ref"] }) else {
            throw .invalidBot("Runner component is unavailable")
        }
        guard runner.usages.contains("event") else {
            throw .invalidBot("Select an available Runner that declares event usage")
        }
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
