import JSONCore
import LangBotContract

/// What a member of an operation's content must be.
struct ContentRule: Sendable {
    let name: String
    let form: Column.Form
    var isRequired = false
    var mayBeNegative = true

    private static func required(_ name: String) -> ContentRule {
        ContentRule(name: name, form: .text, isRequired: true)
    }

    private static func optional(_ name: String, _ form: Column.Form, mayBeNegative: Bool = true) -> ContentRule {
        ContentRule(name: name, form: form, mayBeNegative: mayBeNegative)
    }

    func check(_ members: JSONObject) throws(DomainError) {
        let value = members[name]
        guard value.map(form.accepts) ?? !isRequired else {
            let demand = form == .text ? "is required and must be" : "must be"
            throw .invalid("'\(name)' \(demand) \(form.rawValue)")
        }
        if !mayBeNegative, let number = value?.integerValue, number < 0 {
            throw .invalid("'\(name)' must not be negative")
        }
    }

    /// The rules of a documented profile.
    static func documents(in edition: Edition) -> [OperationID: [ContentRule]] {
        let limits = [optional("scopes", .array), optional("expires_at", .string)]
        return edition < .v4_10_7 ? first : first.merging(["api_key.create": limits]) { $0 + $1 }
    }

    private static let first: [OperationID: [ContentRule]] = [
        "user.init": [required("user"), required("password")],
        "user.auth": [required("user"), required("password")],
        "api_key.create": [required("name"), optional("description", .string)],
        "api_key.update": [optional("name", .text), optional("description", .string)],
        "bot.logs": [optional("from_index", .integer), optional("max_count", .integer, mayBeNegative: false)],
        "knowledge_base.file.store": [required("file_id")],
        "knowledge_base.retrieve": [required("query"), optional("top_k", .integer)],
    ]
}
