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
            if let intelligence = configuration["ai"], intelligence.objectValue == nil {
                throw .invalid("Pipeline config field 'ai' must be an object")
            }
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
}
