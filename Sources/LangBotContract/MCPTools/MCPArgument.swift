package import JSONCore

/// An argument of a tool of LangBot's MCP server.
package struct MCPArgument: Sendable {
    package indirect enum Kind: Sendable {
        case text
        case integer
        case flag
        case object
        case list(Kind)
        case choice([String])
    }

    package let name: String
    package let kind: Kind
    /// What it is if it is left out; nil if it must be there.
    package let initial: JSONValue?
    package var isNullable = false

    static func text(_ name: String, _ initial: JSONValue? = nil) -> Self {
        Self(name: name, kind: .text, initial: initial)
    }
    static func integer(_ name: String, _ initial: JSONValue? = nil) -> Self {
        Self(name: name, kind: .integer, initial: initial)
    }
    static func flag(_ name: String, _ initial: JSONValue? = nil) -> Self {
        Self(name: name, kind: .flag, initial: initial)
    }
    static func object(_ name: String) -> Self { Self(name: name, kind: .object, initial: nil) }
    static func list(_ name: String, of kind: Kind) -> Self { Self(name: name, kind: .list(kind), initial: nil) }
    static func choice(_ name: String, _ values: [String], _ initial: JSONValue? = nil) -> Self {
        Self(name: name, kind: .choice(values), initial: initial)
    }
    /// An argument that is null unless it is given.
    static func optional(_ name: String, _ kind: Kind) -> Self {
        Self(name: name, kind: kind, initial: .null, isNullable: true)
    }
}

extension MCPArgument {
    /// The schema, as the MCP package derives it from a signature.
    var schema: JSONValue {
        var schema: JSONObject = isNullable ? ["anyOf": [kind.schema, ["type": "null"]]] : kind.members
        if let initial { schema["default"] = initial }
        schema["title"] = .string(Self.title(name))
        return .object(schema.sortedByName())
    }

    private static func title(_ name: String) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}

extension MCPArgument.Kind {
    fileprivate var schema: JSONValue { .object(members) }

    fileprivate var members: JSONObject {
        switch self {
        case .text: ["type": "string"]
        case .integer: ["type": "integer"]
        case .flag: ["type": "boolean"]
        case .object: ["additionalProperties": true, "type": "object"]
        case .list(let kind): ["items": kind.schema, "type": "array"]
        case .choice(let values): ["enum": .array(values.map(JSONValue.string)), "type": "string"]
        }
    }
}

extension MCPTool {
    /// The tool as `tools/list` shows it.
    package var listing: JSONValue {
        let required = arguments.filter { $0.initial == nil }.map { JSONValue.string($0.name) }
        var input: JSONObject = ["properties": .object(JSONObject(arguments.map { ($0.name, $0.schema) }))]
        if !required.isEmpty { input["required"] = .array(required) }
        input["title"] = .string("\(name)Arguments")
        input["type"] = "object"
        let output: JSONValue = [
            "properties": ["result": ["title": "Result", "type": "string"]], "required": ["result"],
            "title": .string("\(name)Output"), "type": "object",
        ]
        return [
            "name": .string(name), "description": .string(summary), "inputSchema": .object(input),
            "outputSchema": output,
        ]
    }
}
