import JSONCore
import LangBotContract

/// A column of a table in which a release keeps its resources.
///
/// Releases hand what a request says to their database nearly unchecked, so that the columns decide what is taken.
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
    /// What is stored where nothing is given; nil stores null, which not every column takes.
    let initial: JSONValue?
    let since: Release

    init(_ name: String, _ kind: Kind, nullable: Bool = false, initial: JSONValue? = nil, since: Release = .v4_5_1) {
        self.name = name
        self.kind = kind
        isNullable = nullable
        self.initial = initial
        self.since = since
    }

    /// What looks like a whole number becomes one, and everything else stays (SQLite, "Type Affinity").
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

    /// The value as the database keeps it: SQLite makes text of numbers, and takes no structure but as JSON.
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
        default: throw .failure("\(name) is no \(kind)")
        }
    }
}

/// A table in which a release keeps resources of one kind.
struct Table: Sendable {
    /// By name, as they are shown.
    let columns: [Column]
    /// Whether rows say when they were changed, and since when.
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

    /// The stored values of a change.
    ///
    /// - Parameter exists: whether there is a row to be changed; where there is none, no null can be refused.
    func changed(_ members: JSONObject, exists: Bool = true) throws(DomainError) -> JSONObject {
        var row = JSONObject()
        for (name, value) in members where name != "uuid" {
            guard let position = positions[name] else { throw .failure("Unconsumed column names: \(name)") }
            if value.isNull, !exists { continue }
            row[name] = try columns[position].stored(value)
        }
        return row
    }

    /// The members that the table has columns for.
    func known(_ members: JSONObject) -> JSONObject {
        JSONObject(members.filter { positions[$0.name] != nil }.map { ($0.name, $0.value) })
    }
}
