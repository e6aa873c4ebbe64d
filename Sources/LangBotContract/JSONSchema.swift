package import JSONCore

/// A schema of JSON values for OpenAPI 3.1 (JSON Schema, draft 2020-12).
package struct JSONSchema: Hashable, Sendable {
    package typealias Members = KeyValuePairs<String, JSONSchema>

    package let json: JSONValue

    package init(_ json: JSONObject) {
        self.json = .object(json)
    }

    private init(type: JSONValue) {
        self.init(["type": type])
    }

    package static let text = JSONSchema(type: "string")
    package static let integer = JSONSchema(type: "integer")
    package static let number = JSONSchema(type: "number")
    package static let flag = JSONSchema(type: "boolean")
    package static let null = JSONSchema(type: "null")
    package static let mapping = JSONSchema(type: "object")
    package static let array = JSONSchema(type: "array")
    package static let texts = list(text)
    /// A text that is not blank.
    package static let filledText = JSONSchema(["type": "string", "pattern": "\\S"])
    package static let uuid = JSONSchema([
        "type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    ])
    /// A time as LangBot writes it, usually without a zone.
    package static let time = JSONSchema([
        "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)?$",
    ])
    package static let binary = JSONSchema(["type": "string", "format": "binary"])
    /// A column that stores any JSON.
    package static let stored = JSONSchema([
        "description": "Any JSON: it is stored without validation",
        "type": ["object", "array", "string", "number", "boolean", "null"],
    ])

    package static func only(_ value: JSONValue) -> JSONSchema { JSONSchema(["const": value]) }

    package static func list(_ element: JSONSchema) -> JSONSchema {
        JSONSchema(["type": "array", "items": element.json])
    }

    /// A list that is always empty in the mock.
    package static let emptyList = JSONSchema(["type": "array", "maxItems": 0])

    package static func any(of schemas: [JSONSchema]) -> JSONSchema {
        schemas.count == 1 ? schemas[0] : JSONSchema(["anyOf": .array(schemas.map(\.json))])
    }

    package static func reference(_ name: String) -> JSONSchema {
        JSONSchema(["$ref": .string("#/components/schemas/\(name)")])
    }

    /// An object with required and optional members, and others only if it is open.
    package static func object(_ required: Members, optional: Members = [:], isOpen: Bool = false) -> JSONSchema {
        object(Array(required).map { ($0.key, $0.value) }, Array(optional).map { ($0.key, $0.value) }, isOpen: isOpen)
    }

    package static func object(
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

    package var orNull: JSONSchema { .any(of: [self, .null]) }

    package static func oneOf(_ texts: String...) -> JSONSchema {
        JSONSchema(["enum": .array(texts.map(JSONValue.string))])
    }

    /// A permission of a key.
    package static let permission = JSONSchema(["enum": .array(Permission.all.map { .string($0.rawValue) })])
}
