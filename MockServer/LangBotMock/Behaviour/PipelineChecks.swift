import JSONCore
import LangBotContract

/// The validation of pipeline content in the newest releases.
extension Behaviour {
    func checkNewPipeline(_ members: JSONObject) throws(DomainError) {
        guard traits.checksContents else { return }
        // The preferences are checked first, but last in changes.
        try checkPipeline(members.without(["config"]))
        try checkPipeline(members.without(["extensions_preferences"]))
    }

    func checkPipeline(_ members: JSONObject) throws(DomainError) {
        if let configuration = members["config"] {
            guard configuration.objectValue != nil else { throw .invalid("Pipeline config must be an object") }
            try checkRunner(of: configuration)
        }
        guard let preferences = members["extensions_preferences"] else { return }
        guard let given = preferences.objectValue else {
            throw .invalid("Pipeline extensions_preferences must be an object")
        }
        try checkExtensions(given, "Pipeline extensions_preferences field ", \.preference)
    }

    /// Checks extension preferences, as requests or records name them.
    func checkExtensions(
        _ members: JSONObject,
        _ complaint: String,
        _ name: KeyPath<PipelineTraits.Extension, String>
    ) throws(DomainError) {
        for row in traits.pipelines.extensions {
            guard let value = members[row[keyPath: name]] else { continue }
            let place = row[keyPath: name]
            guard value.kind == row.initial.kind else {
                throw .invalid("\(complaint)'\(place)' must be \(traits.pipelines.kind(of: row))")
            }
            guard let item = traits.pipelines.checksItems ? row.item : nil else { continue }
            for (index, element) in (value.arrayValue ?? []).enumerated() where !item.accepts(element) {
                throw .invalid("\(complaint)'\(place)[\(index)]' must be \(item.rawValue)")
            }
            for (index, element) in (value.arrayValue ?? []).enumerated() where item == .object {
                guard let isEnabled = element["enabled"], isEnabled.boolValue == nil else { continue }
                throw .invalid("\(complaint)'\(row.preference)[\(index)].enabled' must be a boolean")
            }
        }
    }

    /// Checks the runner that a pipeline has chosen, and how it is configured.
    private func checkRunner(of configuration: JSONValue) throws(DomainError) {
        guard let intelligence = given(configuration["ai"]) else { return }
        guard intelligence.objectValue != nil else { throw .invalid("Pipeline config field 'ai' must be an object") }
        guard let runner = given(intelligence["runner"]) else { return }
        guard runner.objectValue != nil else { throw .invalid("Pipeline config field 'ai.runner' must be an object") }
        guard let id = runner["id"]?.stringValue else {
            throw .invalid("Pipeline config field 'ai.runner.id' must be a string")
        }
        if id.isEmpty { return }
        guard let configurations = intelligence["runner_config"]?.objectValue else {
            throw .invalid("Pipeline config field 'ai.runner_config' must be an object")
        }
        guard let chosen = configurations[id] else {
            throw .invalid("Pipeline runner_config is missing selected runner '\(id)'")
        }
        guard let members = chosen.objectValue else {
            throw .invalid("Pipeline runner_config['\(id)'] must be an object")
        }
        try checkSwitches(of: members, "Pipeline runner_config['\(id)']")
    }

    private func given(_ value: JSONValue?) -> JSONValue? { value?.isNull == true ? Optional.none : value }

    /// - Throws: an error if the configuration of an agent is none.
    func checkAgent(_ configuration: JSONValue) throws(DomainError) {
        guard configuration.objectValue != nil else { throw .invalid("Agent config must be an object") }
        guard let runner = configuration["runner"]?.objectValue else {
            throw .invalid("Agent config field 'runner' must be an object")
        }
        guard let id = runner["id"]?.stringValue else {
            throw .invalid("Agent config field 'runner.id' must be a string")
        }
        guard let configurations = configuration["runner_config"]?.objectValue else {
            throw .invalid("Agent config field 'runner_config' must be an object")
        }
        for (name, value) in configurations {
            if name.isEmpty {
                throw .invalid("Agent config field 'runner_config' must use non-empty string runner IDs")
            }
            guard value.objectValue != nil else { throw .invalid("Agent runner_config['\(name)'] must be an object") }
        }
        if id.isEmpty { return }
        guard let chosen = configurations[id]?.objectValue else {
            throw .invalid("Agent runner_config is missing selected runner '\(id)'")
        }
        try checkSwitches(of: chosen, "Agent runner_config['\(id)']")
    }

    /// Checks what the installation itself reads of a runner's configuration.
    private func checkSwitches(of configuration: JSONObject, _ place: String) throws(DomainError) {
        for name in ["enable-all-tools", "mcp-resource-agent-read-enabled"] {
            guard let value = configuration[name], value.boolValue == nil else { continue }
            throw .invalid("\(place) field '\(name)' must be a boolean")
        }
        for (index, resource) in (configuration["mcp-resources"]?.arrayValue ?? []).enumerated() {
            guard let enabled = resource["enabled"], enabled.boolValue == nil else { continue }
            throw .invalid("\(place) field 'mcp-resources[\(index)].enabled' must be a boolean")
        }
    }
}
