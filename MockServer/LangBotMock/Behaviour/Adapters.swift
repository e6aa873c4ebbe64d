import JSONCore
import LangBotContract

extension Behaviour {
    var adapters: [OperationID: Handler] {
        [
            "adapter.list": { _, _ throws(DomainError) in
                ["adapters": .array(traits.adapters.keys.sorted().map(adapter))]
            },
            "adapter.get": { _, call throws(DomainError) in
                guard traits.adapters[call.identifier] != nil else { throw .notFound(.adapter) }
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
        let adapter = traits.adapters[name]
        let fields = (adapter?.fields ?? []).map { field -> JSONValue in
            [
                "default": field.initial, "label": text(field.name, without: []), "name": .string(field.name),
                "required": .bool(field.isRequired), "type": .string(field.type),
            ]
        }
        var specification: JSONObject = ["config": .array(fields)]
        if traits.adaptersHaveCategories {
            specification["categories"] = .array((adapter?.categories ?? []).map(JSONValue.string))
            specification["help_links"] = ["en": "", "ja": "", "zh": ""]
        }
        return [
            "description": text("Connects to \(name)", without: traits.adaptersHaveCategories ? [] : ["zh_Hant"]),
            "icon": .string(adapter?.icon ?? ""),
            "label": text(
                adapter?.label ?? name,
                without: traits.adaptersHaveCategories ? ["ja_JP"] : ["ja_JP", "zh_Hant"]
            ),
            "name": .string(name),
            "spec": .object(specification),
        ]
    }
}
