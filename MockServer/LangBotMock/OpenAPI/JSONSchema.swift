import JSONCore

/// A schema of JSON values for OpenAPI 3.1 (JSON Schema, draft 2020-12).
struct JSONSchema: Sendable {
    typealias Members = KeyValuePairs<String, JSONSchema>

    let json: JSONValue

    init(_ json: JSONObject) {
        self.json = .object(json)
    }

    private init(type: JSONValue) {
        self.init(["type": type])
    }

    static let text = JSONSchema(type: "string")
    static let integer = JSONSchema(type: "integer")
    static let number = JSONSchema(type: "number")
    static let flag = JSONSchema(type: "boolean")
    static let null = JSONSchema(type: "null")
    static let mapping = JSONSchema(type: "object")
    static let array = JSONSchema(type: "array")
    static let texts = list(text)
    /// A text that is not blank.
    static let filledText = JSONSchema(["type": "string", "pattern": "\\S"])
    static let uuid = JSONSchema([
        "type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    ])
    /// A time as LangBot writes it, usually without a zone.
    static let time = JSONSchema([
        "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)?$",
    ])
    static let binary = JSONSchema(["type": "string", "format": "binary"])
    /// A column that stores any JSON.
    static let stored = JSONSchema([
        "description": "Any JSON: it is stored without validation",
        "type": ["object", "array", "string", "number", "boolean", "null"],
    ])

    static func only(_ value: JSONValue) -> JSONSchema { JSONSchema(["const": value]) }

    static func list(_ element: JSONSchema) -> JSONSchema { JSONSchema(["type": "array", "items": element.json]) }

    /// A list that is always empty in the mock.
    static let emptyList = JSONSchema(["type": "array", "maxItems": 0])

    static func any(of schemas: [JSONSchema]) -> JSONSchema {
        schemas.count == 1 ? schemas[0] : JSONSchema(["anyOf": .array(schemas.map(\.json))])
    }

    static func reference(_ name: String) -> JSONSchema {
        JSONSchema(["$ref": .string("#/components/schemas/\(name)")])
    }

    /// An object with required and optional members, and others only if it is open.
    static func object(_ required: Members, optional: Members = [:], isOpen: Bool = false) -> JSONSchema {
        object(Array(required).map { ($0.key, $0.value) }, Array(optional).map { ($0.key, $0.value) }, isOpen: isOpen)
    }

    static func object(
        _ required: [(String, JSONSchema)],
        _ optional: [(String, JSONSchema)] = [],
        isOpen: Bool = false
    ) -> JSONSchema {
        var schema: JSONObject = [
            "type": "object", "properties": .object(JSONObject((required + optional).map { ($0.0, $0.1.json) })),
        ]
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0.0) }) }
        if !isOpen { schema["additionalProperties"] = false }
        return JSONSchema(schema)
    }

    var orNull: JSONSchema { .any(of: [self, .null]) }
}

extension JSONSchema {
    /// The narrowest schema that accepts all of these values.
    init(like values: [JSONValue]) {
        let kinds = values.reduce(into: [String]()) { if !$0.contains($1.kind) { $0.append($1.kind) } }
        self = .any(
            of: kinds.map { kind in
                let alike = values.filter { $0.kind == kind }
                switch alike[0] {
                case .object: return Self.object(like: alike.compactMap(\.objectValue))
                case .array:
                    let elements = alike.flatMap { $0.arrayValue ?? [] }
                    return elements.isEmpty ? .emptyList : .list(JSONSchema(like: elements))
                case .string: return .text
                case .bool: return .flag
                case .null: return .null
                case .integer: return .integer
                case .double, .number: return .number
                }
            }
        )
    }

    /// A schema for values of which these are only samples: others may have more or fewer members.
    static func samples(_ values: [JSONValue]) -> JSONSchema {
        JSONSchema(like: values.map(withoutDefaults)).loosened
    }

    /// The value without its defaults, whose types vary.
    private static func withoutDefaults(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            .object(JSONObject(object.filter { $0.name != "default" }.map { ($0.name, withoutDefaults($0.value)) }))
        case .array(let elements): .array(elements.map(withoutDefaults))
        default: value
        }
    }

    private static let essential: [JSONValue] = ["name", "label", "spec", "config", "stages"]

    private var loosened: JSONSchema { JSONSchema(Self.loosened(json.objectValue ?? [:])) }

    private static func loosened(_ schema: JSONObject) -> JSONObject {
        var loose = schema
        loose["additionalProperties"] = nil
        if let required = schema["required"]?.arrayValue {
            loose["required"] = .array(required.filter(essential.contains))
        }
        if let properties = schema["properties"]?.objectValue {
            loose["properties"] = .object(
                JSONObject(properties.map { ($0.name, .object(loosened($0.value.objectValue ?? [:]))) })
            )
        }
        if let items = schema["items"]?.objectValue { loose["items"] = .object(loosened(items)) }
        if let choices = schema["anyOf"]?.arrayValue {
            loose["anyOf"] = .array(choices.map { .object(loosened($0.objectValue ?? [:])) })
        }
        return loose
    }

    private static func object(like objects: [JSONObject]) -> JSONSchema {
        let names = objects.flatMap(\.names).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        func members(inAll: Bool) -> [(String, JSONSchema)] {
            names.compactMap { name in
                let values = objects.compactMap { $0[name] }
                return (values.count == objects.count) == inAll ? (name, JSONSchema(like: values)) : nil
            }
        }
        return object(members(inAll: true), members(inAll: false))
    }
}
