import JSONCore

/// What keeps and searches the documents of a knowledge base.
struct KnowledgeEngine: Sendable {
    /// Author and name of the plugin.
    let id: String
    let name: JSONValue
    let description: JSONValue
    /// The fields of the settings of a new base, and of a search.
    let creation: [JSONValue]
    let retrieval: [JSONValue]

    /// The engine of the mock itself, which finds passages by their words and needs no model.
    static let plainText = KnowledgeEngine(
        id: "langbot-mock/plain-text",
        name: Translations.all(["en_US": "Plain text"]),
        description: Translations.all(["en_US": "One passage a paragraph, found by its words."]),
        creation: [],
        retrieval: [
            [
                "default": 5, "label": ["en_US": "Top K", "zh_Hans": "返回数量"], "name": "top_k", "required": false,
                "type": "integer",
            ]
        ]
    )

    /// The engine that a component of a plugin is.
    init(_ plugin: Plugin, _ component: Plugin.Component) {
        id = plugin.id
        name = Translations.all(component.metadata["label"])
        description = Translations.all(component.metadata["description"])
        creation = Self.fields(component.spec["creation_schema"])
        retrieval = Self.fields(component.spec["retrieval_schema"])
    }

    private init(id: String, name: JSONValue, description: JSONValue, creation: [JSONValue], retrieval: [JSONValue]) {
        self.id = id
        self.name = name
        self.description = description
        self.creation = creation
        self.retrieval = retrieval
    }

    private static func fields(_ value: JSONValue?) -> [JSONValue] {
        (value?.arrayValue ?? value?["schema"]?.arrayValue ?? []).map { $0.sortedByName() }
    }

    /// What the engine can do, as lists show it.
    static let capabilities: JSONValue = ["doc_ingestion"]

    var shown: JSONValue {
        [
            "capabilities": Self.capabilities, "creation_schema": ["schema": .array(creation)],
            "description": description, "name": name, "plugin_id": .string(id),
            "retrieval_schema": ["schema": .array(retrieval)],
        ]
    }

    /// The sentence about the first field that must have a value and has none.
    func complaint(_ settings: JSONObject, retrieval isRetrieval: Bool) -> String? {
        let member = isRetrieval ? "retrieval_settings" : "creation_settings"
        for field in isRetrieval ? retrieval : creation {
            guard let name = field["name"]?.stringValue, field["required"] == true, isShown(field, settings) else {
                continue
            }
            let isMissing: Bool =
                switch settings[name] {
                case nil, .null: true
                case .string(let text): !text.contains { !$0.isWhitespace }
                default: false
                }
            guard isMissing else { continue }
            let label = ["en_US", "zh_Hans", "zh_Hant"].lazy.compactMap { field["label"]?[$0]?.stringValue }
                .first { !$0.isEmpty }
            return "\(label ?? name) is required (\(member).\(name))"
        }
        return nil
    }

    /// Whether a field that depends on another one is shown.
    private func isShown(_ field: JSONValue, _ settings: JSONObject) -> Bool {
        guard let condition = field["show_if"], let other = condition["field"]?.stringValue,
            let comparison = condition["operator"]?.stringValue
        else { return true }
        let (value, expected) = (settings[other] ?? .null, condition["value"] ?? .null)
        switch comparison {
        case "eq": return value == expected
        case "neq": return value != expected
        case "in": return expected.arrayValue?.contains(value) ?? true
        default: return true
        }
    }

    /// The embedding model that the settings of a base name.
    func model(_ settings: JSONValue?) -> String? {
        let field = creation.first { $0["type"] == "embedding-model-selector" }
        return field?["name"]?.stringValue.map { settings?[$0]?.stringValue ?? "" }
    }
}

/// Texts in the languages of LangBot.
enum Translations {
    private static let languages = ["en_US", "es_ES", "ja_JP", "th_TH", "vi_VN", "zh_Hans", "zh_Hant"]

    /// The texts with null for each language that has none.
    static func all(_ texts: JSONValue?) -> JSONValue {
        .object(JSONObject(languages.map { ($0, texts?[$0] ?? .null) }))
    }
}
