import JSONCore

/// A JSON-RPC message from a client.
enum MCPMessage: Sendable {
    case request(id: JSONValue, method: String, parameters: JSONObject)
    /// A notification or an answer, which is taken and not answered.
    case other

    struct Fault: Error {
        let code: Int64
        let message: String
    }

    /// - Parameter version: the version of the validation library.
    init(_ bytes: [UInt8], version: String) throws(Fault) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw Fault(code: -32_700, message: "Parse error: \(PythonParseError(bytes, at: error.offset).text)")
        }
        guard let members = json.objectValue, Self.fits(members) else {
            let errors = MCPMessageErrors(json, version).errors
            throw Fault(code: -32_602, message: "Validation error: \(errors.text(of: "JSONRPCMessage"))")
        }
        switch (members["method"], members["id"]) {
        case (.string(let method)?, .some(let id)) where id.stringValue != nil || id.integerValue != nil:
            self = .request(id: id, method: method, parameters: members["params"]?.objectValue ?? [:])
        default: self = .other
        }
    }

    /// Whether it is a request, a notification, or an answer with or without an error.
    private static func fits(_ members: JSONObject) -> Bool {
        guard members["jsonrpc"] == "2.0" else { return false }
        let parameters = members["params"] ?? .null
        if members["method"]?.stringValue != nil { return parameters.isNull || parameters.objectValue != nil }
        return members["id"] != nil && (members["result"]?.objectValue ?? members["error"]?.objectValue) != nil
    }
}

/// Why a text is none of the four kinds of message.
private struct MCPMessageErrors {
    private(set) var errors = InputError()
    private let json: JSONValue
    private let version: String

    private static let kinds = [
        ("JSONRPCRequest", ["method", "params", "jsonrpc", "id"]),
        ("JSONRPCNotification", ["method", "params", "jsonrpc"]),
        ("JSONRPCResponse", ["jsonrpc", "id", "result"]), ("JSONRPCError", ["jsonrpc", "id", "error"]),
    ]

    init(_ json: JSONValue, _ version: String) {
        (self.json, self.version) = (json, version)
        for (kind, members) in Self.kinds {
            if json.objectValue == nil {
                add(kind, "Input should be a valid dictionary or instance of \(kind)", "model_type", json)
            } else {
                for member in members { check(member, of: kind) }
            }
        }
    }

    private mutating func check(_ member: String, of kind: String) {
        let place = "\(kind).\(member)"
        guard let value = json[member] else {
            if member != "params" { add(place, "Field required", "missing", json) }
            return
        }
        switch member {
        case "method" where value.stringValue == nil:
            add(place, "Input should be a valid string", "string_type", value)
        case "jsonrpc" where value != "2.0": add(place, "Input should be '2.0'", "literal_error", value)
        case "params" where !value.isNull && value.objectValue == nil:
            add(place, "Input should be a valid dictionary", "dict_type", value)
        case "result" where value.objectValue == nil:
            add(place, "Input should be a valid dictionary", "dict_type", value)
        case "error" where value.objectValue == nil:
            add(place, "Input should be a valid dictionary or instance of ErrorData", "model_type", value)
        default: break
        }
    }

    private mutating func add(_ place: String, _ sentence: String, _ type: String, _ value: JSONValue) {
        errors.add(place, sentence, type, value, version)
    }
}

/// What Python's JSON parser says about a text that is not JSON.
struct PythonParseError {
    let text: String

    init(_ bytes: [UInt8], at offset: Int) {
        let before = bytes.prefix(offset).last { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) }
        let place = min(offset, bytes.count)
        let reason =
            switch before {
            case UInt8(ascii: "{"): "Expecting property name enclosed in double quotes"
            case nil, UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["): "Expecting value"
            case _ where place < bytes.count && Self.isComplete(bytes.prefix(place)): "Extra data"
            default: "Expecting ',' delimiter"
            }
        let lines = bytes.prefix(place).split(separator: 0x0A, omittingEmptySubsequences: false)
        text = "\(reason): line \(max(lines.count, 1)) column \((lines.last?.count ?? 0) + 1) (char \(place))"
    }

    private static func isComplete(_ bytes: ArraySlice<UInt8>) -> Bool {
        (try? JSONValue(parsing: Array(bytes))) != nil
    }
}
