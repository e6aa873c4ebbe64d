import JSONCore
import LangBotContract

/// How much a language model is to reason: a level, or a number of tokens.
extension Behaviour {
    private static let standard: JSONValue = "provider_default"
    private static let levels: Set<JSONValue> = [
        standard, "disabled", "enabled", "minimal", "low", "medium", "high", "xhigh", "max",
    ]

    /// What the service of a model can be told, as models show it.
    ///
    /// LangBot also knows many models by name; without that knowledge the requester decides.
    func reasoningCapabilities(_ model: JSONObject, _ world: World) -> JSONValue {
        guard Self.reasons(model["abilities"]) else {
            return ["levels": [Self.standard], "source": "unknown", "supported": false]
        }
        let requester = requester(of: model, world)
        var shown: JSONObject = [
            "levels": .array((requester?.reasoningLevels ?? []).map(JSONValue.string)), "source": "manual",
            "supported": true,
        ]
        shown["budget_tokens"] = requester?.reasoningBudget
        return .object(shown.sortedByName())
    }

    /// Notes whether a model runs under a name that is no text, though one is stored.
    func noteName(_ members: JSONObject, of uuid: String, _ resource: Resource, _ world: inout World) {
        guard traits.hasWorkspaces, resource == .llmModel, let name = members["name"] else { return }
        if name.stringValue == nil { world.oddlyNamedModels.insert(uuid) }
    }

    /// - Throws: a failure for a language model that cannot be shown, since nobody can say how it reasons.
    func checkCapabilities(of model: JSONObject, _ resource: Resource, _ world: World) throws(DomainError) {
        guard traits.hasWorkspaces, resource == .llmModel else { return }
        if let uuid = model["uuid"]?.stringValue, world.oddlyNamedModels.contains(uuid) {
            throw .failure(PythonText.lacks("lower", 1))
        }
        guard let abilities = model["abilities"], !isBlank(abilities), PythonDictionary.sequence(abilities) == nil
        else { return }
        throw .failure("argument of type '\(PythonText.type(abilities))' is not iterable")
    }

    /// Checks the reasoning of a model as it will be, and writes it out in the members to be stored.
    func settleReasoning(_ members: inout JSONObject, of stored: JSONObject, _ world: World) throws(DomainError) {
        if let given = members["reasoning_config"] { members["reasoning_config"] = try reasoning(given) }
        let model = stored.merging(members)
        let level = model["reasoning_config"]?["level"] ?? Self.standard
        guard level != Self.standard else { return }
        if let abilities = model["abilities"], !abilities.isNull, abilities.arrayValue == nil,
            abilities.objectValue == nil, abilities.stringValue == nil
        {
            throw .failure("argument of type '\(PythonText.type(abilities))' is not iterable")
        }
        guard Self.reasons(model["abilities"]) else {
            throw .invalid("The reasoning ability must be enabled before selecting a reasoning level")
        }
        guard let name = model["name"]?.stringValue else { throw .failure("The model has no name") }
        let requester = requester(of: model, world)
        if let budget = model["reasoning_config"]?["budget_tokens"] {
            guard let tokens = budget.integerValue, let limits = requester?.reasoningBudget,
                (limits["min"]?.integerValue ?? 1)...(limits["max"]?.integerValue ?? 1) ~= tokens
            else { throw .invalid("Unsupported reasoning token budget for model \(name): \(budget)") }
            return
        }
        let available = requester?.reasoningLevels ?? []
        guard available.contains(level.stringValue ?? "") else {
            throw .invalid(
                "Reasoning level \"\(level.stringValue ?? "")\" is not supported by model \(name). "
                    + "Available levels: \(available.joined(separator: ", "))"
            )
        }
    }

    private func reasoning(_ given: JSONValue) throws(DomainError) -> JSONValue {
        if given.isNull { return ["level": Self.standard] }
        guard let members = given.objectValue else { throw .invalid("reasoning_config must be an object") }
        let known: Set = traits.reasoningTakesBudget ? ["level", "budget_tokens"] : ["level"]
        let unknown = members.names.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw .invalid("Unsupported reasoning_config fields: \(unknown.joined(separator: ", "))")
        }
        let level = members["level"] ?? Self.standard
        guard Self.levels.contains(level) else {
            throw .invalid("Unsupported reasoning level: \(PythonText.str(level))")
        }
        guard let budget = members["budget_tokens"], !budget.isNull else { return ["level": level] }
        guard let tokens = budget.integerValue, tokens > 0 else {
            throw .invalid("budget_tokens must be a positive integer")
        }
        guard [Self.standard, "enabled"].contains(level) else {
            throw .invalid("budget_tokens requires level enabled; do not combine a token budget with an effort level")
        }
        return ["budget_tokens": budget, "level": "enabled"]
    }

    private static func reasons(_ abilities: JSONValue?) -> Bool {
        abilities?.arrayValue?.contains("reasoning") ?? (abilities?["reasoning"] != nil)
    }

    private func requester(of model: JSONObject, _ world: World) -> Requester? {
        loadedProvider(model["provider_uuid"], world)?["requester"]?.stringValue.flatMap { traits.requesters[$0] }
    }
}
