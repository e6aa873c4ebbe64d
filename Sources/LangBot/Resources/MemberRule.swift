/// What decoding demands of a member of a server object.
public enum MemberRule: Sendable {
    /// A text that is not empty.
    case identifier
    /// A whole number, 0 or more.
    case number
    /// A boolean.
    case flag
    /// The author and name of a plugin, as `author/name`.
    case pluginID
    /// An object that meets its own type's rules; anything else is kept as it is.
    case object(any ServerObject.Type)
    /// A list whose objects meet their own type's rules; anything else is kept as it is.
    case objects(any ServerObject.Type)
}

/// A member that breaks the rule for it.
struct InvalidMember: Error {
    /// Where the member is in the object, such as `uuid` or `replies[2].id`.
    var path: String
    /// What is wrong, such as `is not a text`; nil if the member is missing.
    var fault: String?

    /// The sentence about an object of the answer.
    func sentence(about object: String) -> String {
        guard let fault else { return "\(object) has no \"\(path)\"" }
        return "\"\(path)\" of \(object) \(fault)"
    }

    func below(_ name: String) -> InvalidMember { InvalidMember(path: "\(name).\(path)", fault: fault) }
}

extension MemberRule {
    /// Throws `InvalidMember` if the value at a path breaks the rule.
    func check(_ value: JSONValue?, at path: String) throws {
        let value = value.flatMap { $0.isNull ? nil : $0 }
        switch self {
        case .object(let type): try value?.objectValue.map { try type.check($0, at: path) }
        case .objects(let type):
            for (index, element) in (value?.arrayValue ?? []).enumerated() {
                try element.objectValue.map { try type.check($0, at: "\(path)[\(index)]") }
            }
        case .identifier, .number, .flag, .pluginID:
            guard let value else { throw InvalidMember(path: path) }
            if let fault = fault(of: value) { throw InvalidMember(path: path, fault: fault) }
        }
    }

    private func fault(of value: JSONValue) -> String? {
        switch self {
        case .identifier: value.stringValue.map { $0.isEmpty ? "is empty" : nil } ?? "is not a text"
        case .number: value.integerValue.map { $0 < 0 ? "is negative" : nil } ?? "is not a whole number"
        case .flag: value.boolValue == nil ? "is not a boolean" : nil
        case .pluginID: value.stringValue.flatMap { PluginID($0) } == nil ? "is not of the form author/name" : nil
        case .object, .objects: nil
        }
    }
}

extension ServerObject {
    fileprivate static func check(_ fields: JSONObject, at path: String) throws {
        do { try check(fields) } catch let error as InvalidMember { throw error.below(path) }
    }

    /// Throws `InvalidMember` for the first member, by name, that breaks its rule.
    static func check(_ fields: JSONObject) throws {
        for (path, rule) in memberRules.sorted(by: { $0.key < $1.key }) { try rule.check(fields[path: path], at: path) }
    }
}

extension JSONObject {
    /// The value at names joined by dots.
    subscript(path path: String) -> JSONValue? {
        path.split(separator: ".").reduce(JSONValue.object(self) as JSONValue?) { $0?[String($1)] }
    }
}
