import JSONCore

/// A message of a chat platform: its components, as LangBot reads and writes them.
struct MessageChain: Sendable {
    /// Why a value is not a message.
    struct Refusal: Error {
        let reason: String
    }

    /// The value of one member of a component.
    private enum Kind: Sendable {
        case text
        case number
        /// A text or a whole number.
        case identifier
        case time
        case chain
        case any
    }

    private struct Field: Sendable {
        let name: String
        let kind: Kind
        /// What the member holds if it is left out; nil if it must be there.
        let initial: JSONValue?
        var isNullable = false
    }

    private(set) var components: [JSONObject]

    init(_ components: [JSONObject]) {
        self.components = components
    }

    /// Reads a message; unknown components become texts that say so.
    ///
    /// - Parameter version: the version of the validation library, which errors name.
    init(reading value: JSONValue, _ version: String) throws(Refusal) {
        guard let parts = value.arrayValue else {
            if let members = value.objectValue {
                try Self.check(members, version)
                components = []
                return
            }
            var errors = InputError()
            errors.add("", "Input should be a valid list", "list_type", value, version)
            throw Refusal(reason: errors.text(of: "MessageChain"))
        }
        components = []
        for part in parts { components.append(try Self.component(part, version)) }
    }

    /// Checks an object, which Python takes for the arguments of a message: only one is known.
    private static func check(_ members: JSONObject, _ version: String) throws(Refusal) {
        if let unknown = members.names.first(where: { $0 != "root" }) {
            throw Refusal(reason: "MessageChain.__init__() got an unexpected keyword argument '\(unknown)'")
        }
        guard let root = members["root"], root != [] else { return }
        let first = root[0].map { " of MessageComponent, but got <class '\(PythonText.type($0))'>" } ?? ""
        var errors = InputError()
        errors.add("", "Value error, root must be a list\(first)", "value_error", .object(members), version)
        throw Refusal(reason: errors.text(of: "MessageChain"))
    }

    /// The message with a component before all others.
    func preceded(by component: JSONObject) -> MessageChain { MessageChain([component] + components) }

    var json: JSONValue { .array(components.map(JSONValue.object)) }

    /// The kinds of the components.
    var kinds: [String] { components.compactMap { $0["type"]?.stringValue } }

    /// The message as a log shows it.
    var text: String { components.map(Self.text).joined() }

    private static func component(_ part: JSONValue, _ version: String) throws(Refusal) -> JSONObject {
        guard let given = part.objectValue, let type = given["type"] else {
            return unknown("Invalid component data: \(PythonText.str(part))")
        }
        if type.arrayValue != nil || type.objectValue != nil {
            throw Refusal(reason: "unhashable type: '\(PythonText.type(type))'")
        }
        guard let name = type.stringValue, let fields = fields[name] else {
            return unknown("Unknown component type: \(PythonText.str(type))")
        }
        var read: JSONObject = ["type": .string(name)]
        var errors = InputError()
        for field in fields {
            if let value = given[field.name] {
                read[field.name] = try checked(value, field, &errors, version)
            } else if let initial = field.initial {
                read[field.name] = initial
            } else {
                errors.add(field.name, "Field required", "missing", part, version)
            }
        }
        guard errors.isEmpty else { throw Refusal(reason: errors.text(of: name)) }
        return read
    }

    private static func unknown(_ text: String) -> JSONObject { ["type": "Unknown", "text": .string(text)] }

    private static func checked(
        _ value: JSONValue,
        _ field: Field,
        _ errors: inout InputError,
        _ version: String
    ) throws(Refusal) -> JSONValue {
        if value.isNull, field.isNullable { return .null }
        switch field.kind {
        case .text:
            if value.stringValue == nil {
                errors.add(field.name, "Input should be a valid string", "string_type", value, version)
            }
            return value
        case .identifier:
            if value.stringValue != nil { return value }
            let count = errors.lines.count
            let number = errors.integer(value, "\(field.name).int", version)
            if errors.lines.count > count {
                errors.add("\(field.name).str", "Input should be a valid string", "string_type", value, version)
            }
            return number
        case .number: return errors.integer(value, field.name, version)
        case .time:
            guard ["int", "float", "bool"].contains(PythonText.type(value)) else {
                throw Refusal(reason: "'\(PythonText.type(value))' object cannot be interpreted as an integer")
            }
            return value
        case .chain:
            if value.arrayValue != nil { return try MessageChain(reading: value, version).json }
            errors.add(field.name, "Input should be a valid list", "list_type", value, version)
            return value
        case .any: return value
        }
    }

    private static func text(_ component: JSONObject) -> String {
        func shown(_ name: String) -> String { PythonText.str(component[name] ?? "") }
        switch component["type"]?.stringValue {
        case "Source": return ""
        case "Plain": return shown("text")
        case "At": return "@" + (shown("display").isEmpty ? shown("target") : shown("display"))
        case "AtAll": return "@All"
        case "Image": return "[Image]"
        case "Voice": return "[Voice]"
        case "Unknown": return "Unknown Message: \(shown("text"))"
        case "Forward": return "[Chat history]"
        case "File": return "[File]\(shown("name"))"
        case "Face":
            switch shown("face_type") {
            case "dice": return "[表情]\(shown("face_id"))点的\(shown("face_name"))"
            case "rps": return "[表情]\(shown("face_name"))(\(hands[shown("face_id")] ?? ""))"
            default: return "[表情]\(shown("face_name"))"
            }
        case "WeChatFile": return "[文件]\(shown("file_name"))"
        case let type where type?.hasPrefix("WeChatForward") == true || type == "WeChatAppMsg":
            return shown("xml_data") + shown("app_msg")
        default: return component.map { "\($0.name)=\(PythonText.of($0.value))" }.joined(separator: " ")
        }
    }
}

extension MessageChain {
    /// Paper, scissors and stone.
    private static let hands = ["1": "布", "2": "剪刀", "3": "石头"]

    private static func text(_ name: String, _ initial: JSONValue? = "", nullable: Bool = true) -> Field {
        Field(name: name, kind: .text, initial: initial, isNullable: nullable)
    }

    private static func required(_ name: String, _ kind: Kind = .text) -> Field {
        Field(name: name, kind: kind, initial: nil)
    }

    private static func number(_ name: String, nullable: Bool = false) -> Field {
        Field(name: name, kind: .number, initial: 0, isNullable: nullable)
    }

    private static let reference = ["id", "group_id", "sender_id", "target_id"].map {
        Field(name: $0, kind: .identifier, initial: .null, isNullable: true)
    }

    private static let place = ["url", "path", "base64"].map { text($0) }

    private static let display: JSONValue = [
        "title": "Chat history of the group", "brief": "[Chat history]", "source": "Chat history", "preview": [],
        "summary": "View x forwarded messages",
    ]

    /// The members of each component besides its type.
    private static let fields: [String: [Field]] = [
        "Plain": [required("text")],
        "Source": [required("id", .identifier), required("time", .time)],
        "Quote": reference + [required("origin", .chain)],
        "At": [required("target", .identifier), text("display")],
        "AtAll": [],
        "Image": [text("image_id")] + place,
        "Unknown": [text("text", nullable: false)],
        "Voice": [text("voice_id")] + place + [number("length", nullable: true)],
        "Forward": [
            Field(name: "display", kind: .any, initial: display), Field(name: "node_list", kind: .any, initial: []),
        ],
        "File": [
            text("id", nullable: false), text("name", nullable: false), number("size"), text("url", nullable: false),
            text("path"), text("base64"),
        ],
        "Face": [text("face_type", "face", nullable: false), number("face_id"), text("face_name", nullable: false)],
        "WeChatMiniPrograms": [required("mini_app_id"), required("user_name")]
            + ["display_name", "page_path", "title", "image_url"].map { text($0) },
        "WeChatForwardMiniPrograms": [required("xml_data"), text("image_url", .null)],
        "WeChatEmoji": [required("emoji_md5"), required("emoji_size", .number)],
        "WeChatLink": ["link_title", "link_desc", "link_url", "link_thumb_url"].map { text($0, nullable: false) },
        "WeChatForwardLink": [required("xml_data")],
        "WeChatForwardImage": [required("xml_data")],
        "WeChatForwardFile": [required("xml_data")],
        "WeChatAppMsg": [required("app_msg")],
        "WeChatForwardQuote": [required("app_msg")],
        "WeChatFile": [
            text("file_id", nullable: false), text("file_name", nullable: false), number("file_size"),
            text("file_path", nullable: false), text("file_base64", nullable: false),
        ],
    ]
}

extension PythonText {
    /// Python's `str` of a value.
    static func str(_ value: JSONValue) -> String { value.stringValue ?? of(value) }

    /// The text of Python's error about a method that a value of this type does not have.
    static func lacks(_ method: String, _ value: JSONValue) -> String {
        "'\(type(value))' object has no attribute '\(method)'"
    }

    /// The text of Python's error about a value that takes no members.
    static func refusesItems(_ value: JSONValue) -> String {
        value.arrayValue != nil
            ? "list indices must be integers or slices, not str"
            : "'\(type(value))' object does not support item assignment"
    }

    /// Python's name for the type of a value.
    static func type(_ value: JSONValue) -> String {
        switch value {
        case .null: "NoneType"
        case .bool: "bool"
        case .integer: "int"
        case .double, .number: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }
}
