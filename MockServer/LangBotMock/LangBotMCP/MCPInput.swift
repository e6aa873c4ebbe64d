import Foundation
import JSONCore
import LangBotContract

/// Reads the arguments of a tool as the library does, which converts what it can.
struct MCPInput {
    private let version: String
    private var errors = InputError()

    private init(_ version: String) {
        self.version = version
    }

    /// The arguments of a call, with those that were left out.
    static func read(
        _ given: JSONObject,
        for tool: MCPTool,
        version: String
    ) throws(InputError) -> JSONObject {
        var (input, arguments) = (MCPInput(version), JSONObject())
        for argument in tool.arguments {
            if let value = given[argument.name] {
                let value = unpacked(value, argument)
                if argument.isNullable, value.isNull {
                    arguments[argument.name] = .null
                } else {
                    arguments[argument.name] = input.value(value, argument.kind, argument.name)
                }
            } else if let initial = argument.initial {
                arguments[argument.name] = initial
            } else {
                input.errors.add(argument.name, "Field required", "missing", .object(given), version)
            }
        }
        guard input.errors.isEmpty else { throw input.errors }
        return arguments
    }

    /// Text that is JSON, for an argument that is not text, as that JSON.
    private static func unpacked(_ value: JSONValue, _ argument: MCPArgument) -> JSONValue {
        if case .text = argument.kind, !argument.isNullable { return value }
        guard let text = value.stringValue, let json = try? JSONValue(parsing: Array(text.utf8)) else { return value }
        switch json {
        case .string, .integer, .double, .number: return value
        case .null, .bool, .array, .object: return json
        }
    }

    private mutating func value(_ value: JSONValue, _ kind: MCPArgument.Kind, _ place: String) -> JSONValue {
        switch kind {
        case .text:
            if value.stringValue == nil { fail(place, "Input should be a valid string", "string_type", value) }
        case .integer: return errors.integer(value, place, version)
        case .flag: return flag(value, place)
        case .object:
            if value.objectValue == nil { fail(place, "Input should be a valid dictionary", "dict_type", value) }
        case .list(let kind):
            guard let elements = value.arrayValue else {
                fail(place, "Input should be a valid list", "list_type", value)
                break
            }
            return .array(elements.enumerated().map { self.value($1, kind, "\(place).\($0)") })
        case .choice(let values):
            guard let text = value.stringValue, values.contains(text) else {
                let quoted = values.map { "'\($0)'" }
                let all = quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
                fail(place, "Input should be \(all)", "literal_error", value)
                break
            }
        }
        return value
    }

    private mutating func fail(_ place: String, _ sentence: String, _ type: String, _ value: JSONValue) {
        errors.add(place, sentence, type, value, version)
    }

    private static let words: [String: Bool] = [
        "true": true, "t": true, "yes": true, "y": true, "on": true, "1": true,
        "false": false, "f": false, "no": false, "n": false, "off": false, "0": false,
    ]

    private mutating func flag(_ value: JSONValue, _ place: String) -> JSONValue {
        switch value {
        case .bool: return value
        case .integer(0): return false
        case .integer(1): return true
        case .string(let text) where Self.words[text.lowercased()] != nil:
            return .bool(Self.words[text.lowercased()] ?? false)
        case .integer, .string:
            let sentence = "Input should be a valid boolean, unable to interpret input"
            fail(place, sentence, "bool_parsing", value)
        default: fail(place, "Input should be a valid boolean", "bool_type", value)
        }
        return value
    }
}
