import JSONCore
import LangBotContract

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
