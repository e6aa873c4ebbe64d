import JSONCore
import LangBotContract

/// A column of a table: which values it takes, and what it holds without one.
struct Column: Sendable {
    enum Kind: Hashable, Sendable {
        // Releases pass requests to their database almost unchecked, so these take what SQLite takes.
        case text
        case bool
        case integer
        case json
        /// Values of this form; others are refused with a sentence that names the member.
        case only(Form)
    }

    enum Form: String, Sendable {
        case string = "a string"
        case text = "a non-blank string"
        case object = "an object"
        case array = "an array"
        case bool = "a boolean"
        case integer = "a whole number"

        func accepts(_ value: JSONValue) -> Bool {
            switch self {
            case .string: value.stringValue != nil
            case .text: value.stringValue?.contains { !$0.isWhitespace } ?? false
            case .object: value.objectValue != nil
            case .array: value.arrayValue != nil
            case .bool: value.boolValue != nil
            case .integer: value.integerValue != nil
            }
        }
    }

    /// What a new row holds if the request has no value.
    enum Absence: Sendable {
        case refused
        case leftOut
        case stored(JSONValue)
    }

    let name: String
    let kind: Kind
    let isNullable: Bool
    let absence: Absence
    let since: Release

    /// Whether a row may be without the member.
    var isOptional: Bool {
        if case .leftOut = absence { true } else { false }
    }

    /// Creates a column of a release; without an initial value it holds null, if it is nullable.
    init(_ name: String, _ kind: Kind, nullable: Bool = false, initial: JSONValue? = nil, since: Release = .v4_5_1) {
        self.name = name
        self.kind = kind
        isNullable = nullable
        absence = initial.map(Absence.stored) ?? (nullable ? .stored(.null) : .refused)
        self.since = since
    }

    /// Creates a column for values of one form; without an initial value the member is left out.
    init(_ name: String, only form: Form, initial: JSONValue? = nil) {
        self.name = name
        kind = .only(form)
        isNullable = false
        absence = initial.map(Absence.stored) ?? .leftOut
        since = .v4_5_1
    }

    /// Converts what looks like an integer, and keeps everything else (SQLite, "Type Affinity").
    private func asInteger(_ value: JSONValue) throws(DomainError) -> JSONValue {
        switch value {
        case .bool(let value): return .integer(value ? 1 : 0)
        case .string(let text): return Int64(text).map(JSONValue.integer) ?? value
        case .double(let number): return Int64(exactly: number).map(JSONValue.integer) ?? value
        case .number(let text) where !text.contains { ".eE".contains($0) }:
            throw .tooLargeForTheDatabase
        default: return value
        }
    }

    /// The value as it is stored: SQLite converts numbers to text, and accepts structures only as JSON.
    func stored(_ value: JSONValue) throws(DomainError) -> JSONValue {
        if case .only(let form) = kind {
            guard form.accepts(value) else { throw .invalid("'\(name)' must be \(form.rawValue)") }
            return value
        }
        if kind == .json { return value.sortedByName() }
        if value.isNull {
            guard isNullable else { throw .failure("NOT NULL constraint failed: \(name)") }
            return .null
        }
        switch (kind, value) {
        case (_, .array), (_, .object): throw .failure("The type of \(name) is not supported")
        case (.text, .string): return value
        case (.integer, _): return try asInteger(value)
        case (.text, .bool(let value)): return value ? "1" : "0"
        case (.text, _): return .string("\(value)")
        case (.bool, .bool): return value
        case (.bool, .integer(0)): return false
        case (.bool, .integer(1)): return true
        default: throw .failure("\(name) is not a \(kind)")
        }
    }
}
