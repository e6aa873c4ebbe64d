import JSONCore
import LangBotContract

/// A column of a resource table in a release.
///
/// Releases pass requests to their database almost unchecked, so the columns decide what is accepted.
struct Column: Sendable {
    enum Kind: Hashable, Sendable {
        case text
        case bool
        case integer
        case json
    }

    let name: String
    let kind: Kind
    let isNullable: Bool
    /// The default value; nil means null, which not every column accepts.
    let initial: JSONValue?
    let since: Release

    init(_ name: String, _ kind: Kind, nullable: Bool = false, initial: JSONValue? = nil, since: Release = .v4_5_1) {
        self.name = name
        self.kind = kind
        isNullable = nullable
        self.initial = initial
        self.since = since
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

    /// The value as the database stores it: SQLite converts numbers to text, and accepts structures only as JSON.
    func stored(_ value: JSONValue) throws(DomainError) -> JSONValue {
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

/// The table of one kind of resource in a release.
struct Table: Sendable {
    /// The columns, sorted by name as in answers.
    let columns: [Column]
    /// Whether rows have an `updated_at`.
    let hasUpdateTime: Bool
    private let positions: [String: Int]

    init(_ columns: [Column], in release: Release, hasUpdateTime: Bool = true) {
        self.columns = columns.filter { $0.since <= release }
        self.hasUpdateTime = hasUpdateTime
        positions = Dictionary(uniqueKeysWithValues: self.columns.enumerated().map { ($1.name, $0) })
    }

    /// The stored values of a new row.
    func inserted(_ members: JSONObject) throws(DomainError) -> JSONObject {
        let given = try changed(members)
        var row = JSONObject()
        for column in columns {
            if let value = given[column.name] {
                row[column.name] = value
            } else if let initial = column.initial {
                row[column.name] = initial
            } else {
                guard column.isNullable else { throw .failure("NOT NULL constraint failed: \(column.name)") }
                row[column.name] = .null
            }
        }
        return row
    }

    /// The stored values of an update.
    ///
    /// - Parameter exists: whether the row exists; without one, the database does not refuse null.
    func changed(_ members: JSONObject, exists: Bool = true) throws(DomainError) -> JSONObject {
        var row = JSONObject()
        for (name, value) in members where name != "uuid" {
            guard let position = positions[name] else { throw .failure("Unconsumed column names: \(name)") }
            if value.isNull, !exists { continue }
            row[name] = try columns[position].stored(value)
        }
        return row
    }

    /// The members with a column in the table.
    func known(_ members: JSONObject) -> JSONObject {
        JSONObject(members.filter { positions[$0.name] != nil }.map { ($0.name, $0.value) })
    }
}
