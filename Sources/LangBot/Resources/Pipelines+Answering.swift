extension Pipelines {
    /// A new pipeline's configuration with the model and the prompt of a draft, wherever the release keeps them.
    ///
    /// Up to 4.10 the server itself answers, as the runner `local-agent`; since 4.11 a plugin does, whose form says what
    /// its settings are called.
    func configuration(_ defaults: JSONObject, answeringLike draft: Pipeline.Draft) async throws -> JSONObject {
        let intelligence = defaults["ai"]?.objectValue ?? [:]
        if let agent = intelligence["local-agent"]?.objectValue {
            let form = RunnerForm(localAgent: agent)
            return defaults.merged(with: ["ai": ["local-agent": .object(form.settings(draft, over: agent))]])
        }
        let forms = RunnerForm.all(in: try await metadata()).filter { $0.takes(draft) }
        let preferred = intelligence["runner"]?["id"]?.stringValue
        guard let form = forms.first(where: { $0.runner == preferred }) ?? forms.first else {
            throw LangBotError(
                .unsupportedByServer,
                operation: "pipeline.create",
                detail: "no runner is installed that takes a model and a prompt; install one, such as the plugin "
                    + "langbot-team/LocalAgent"
            )
        }
        let known = form.defaults.merged(with: intelligence["runner_config"]?[form.runner]?.objectValue ?? [:])
        let chosen: JSONObject = [
            "runner": ["id": .string(form.runner)],
            "runner_config": [form.runner: .object(form.settings(draft, over: known))],
        ]
        return defaults.merged(with: ["ai": .object(chosen)])
    }
}

/// What a runner calls its model and its prompt.
private struct RunnerForm {
    let runner: String
    var defaults: JSONObject = [:]
    var model: String?
    /// Whether the model has others to fall back on.
    var hasFallbacks = false
    var prompt: String?

    init(localAgent settings: JSONObject) {
        runner = "local-agent"
        model = "model"
        hasFallbacks = settings["model"]?.objectValue != nil
        prompt = "prompt"
    }

    /// Reads the form of a runner, which is a stage of the configuration; nil for another stage.
    private init?(_ stage: JSONValue) {
        guard let name = stage["name"]?.stringValue, name.hasPrefix("plugin:") else { return nil }
        runner = name
        for field in stage["config"]?.arrayValue ?? [] {
            guard let name = field["name"]?.stringValue else { continue }
            if let value = field["default"], !value.isNull { defaults[name] = value }
            switch field["type"]?.stringValue {
            case "model-fallback-selector" where model == nil: (model, hasFallbacks) = (name, true)
            case "llm-model-selector" where model == nil, "select-llm-model" where model == nil: model = name
            case "prompt-editor" where prompt == nil: prompt = name
            default: break
            }
        }
    }

    static func all(in metadata: JSONValue) -> [RunnerForm] {
        let section = metadata.arrayValue?.first { $0["name"] == "ai" }
        return (section?["stages"]?.arrayValue ?? []).compactMap(RunnerForm.init)
    }

    func takes(_ draft: Pipeline.Draft) -> Bool {
        (draft.model == nil || model != nil) && (draft.prompt == nil || prompt != nil)
    }

    /// The settings of the runner with those of a draft.
    func settings(_ draft: Pipeline.Draft, over known: JSONObject) -> JSONObject {
        var settings = known
        if let name = model, let id = draft.model {
            var choice = known[name]?.objectValue ?? ["fallbacks": []]
            choice["primary"] = .string(id.rawValue)
            settings[name] = hasFallbacks ? .object(choice) : .string(id.rawValue)
        }
        if let name = prompt, let text = draft.prompt {
            settings[name] = [["role": "system", "content": .string(text)]]
        }
        return settings
    }
}
