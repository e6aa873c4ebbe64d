import JSONCore
import LangBotContract

/// The validation of pipeline content in the newest releases.
extension Behaviour {
    func checkNewPipeline(_ members: JSONObject) throws(DomainError) {
        guard traits.checksContents else { return }
        try checkPipeline(members)
        let configuration = members["config"] ?? [:]
        // An unusable configuration is not stored.
        guard configuration == [:] || traits.pipelines.accepts(configuration) else { throw .failure("'ai'") }
    }

    func checkPipeline(_ members: JSONObject) throws(DomainError) {
        if let configuration = members["config"] {
            guard configuration.objectValue != nil else { throw .invalid("Pipeline config must be an object") }
            try checkRunner(of: configuration)
        }
        guard let preferences = members["extensions_preferences"] else { return }
        guard preferences.objectValue != nil else {
            throw .invalid("Pipeline extensions_preferences must be an object")
        }
        for row in traits.pipelines.extensions {
            guard let value = preferences[row.preference], value.kind != row.initial.kind else { continue }
            let kind = traits.pipelines.kind(of: row)
            throw .invalid("Pipeline extensions_preferences field '\(row.preference)' must be \(kind)")
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

    private func given(_ value: JSONValue?) -> JSONValue? { value.flatMap { $0.isNull ? nil : $0 } }

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
