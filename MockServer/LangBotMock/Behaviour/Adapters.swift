import JSONCore
import LangBotContract

extension Behaviour {
    var adapters: [OperationID: Handler] {
        [
            "adapter.list": { _, _ throws(DomainError) in
                ["adapters": .array(AdapterCatalog.names(in: traits.release).map(adapter))]
            },
            "adapter.get": { _, call throws(DomainError) in
                guard traits.adapters.contains(call.identifier) else { throw .notFound(.adapter) }
                return ["adapter": adapter(call.identifier)]
            },
            "adapter.slack_setup.create": { _, _ throws(DomainError) in throw .invalid("invalid_input") },
            "adapter.slack_setup.get": { _, _ throws(DomainError) in throw .notFound(.adapter) },
            "adapter.slack_setup.delete": { _, _ throws(DomainError) in throw .notFound(.adapter) },
        ]
    }

    func adapter(_ name: String) -> JSONValue {
        let languages =
            traits.adaptersHaveCategories
            ? ["en_US", "es_ES", "ja_JP", "th_TH", "vi_VN", "zh_Hans", "zh_Hant"]
            : ["en_US", "ja_JP", "zh_Hans", "zh_Hant"]
        func text(_ text: String, without missing: Set<String>) -> JSONValue {
            .object(JSONObject(languages.filter { !missing.contains($0) }.map { ($0, .string(text)) }))
        }
        let field: JSONValue = [
            "default": "", "label": text("Token", without: []), "name": "token", "required": true, "type": "string",
        ]
        var specification: JSONObject = ["config": [field]]
        if traits.adaptersHaveCategories {
            specification["categories"] = ["chat"]
            specification["help_links"] = ["en": "", "ja": "", "zh": ""]
        }
        return [
            "description": text("Connects to \(name)", without: traits.adaptersHaveCategories ? [] : ["zh_Hant"]),
            "icon": .string("\(name).png"),
            "label": text(name, without: traits.adaptersHaveCategories ? ["ja_JP"] : ["ja_JP", "zh_Hant"]),
            "name": .string(name),
            "spec": .object(specification),
        ]
    }
}
