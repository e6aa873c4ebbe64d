import JSONCore
import LangBotContract

/// The table of one kind of resource: what is stored of a request.
struct Table: Sendable {
    /// The columns, in the order in which they are checked.
    let columns: [Column]
    /// The member that identifies a row, which no update changes.
    var key = "uuid"
    /// Whether rows have an `updated_at`.
    var hasUpdateTime = true
    /// Whether members without a column are kept instead of refused.
    var keepsUnknown = false
    /// The members that requests cannot set; they are ignored.
    var owned = ["uuid"]
    /// Alternative sets of members, one of which must be complete in a new row.
    var required: [[String]] = []
    /// Pairs of members that show the same value under two names; the second wins.
    var aliases: [(String, String)] = []
    private let names: Set<String>

    init(_ columns: [Column]) {
        self.columns = columns
        names = Set(columns.map(\.name))
    }

    /// The stored values of a new row.
    func inserted(_ members: JSONObject) throws(DomainError) -> JSONObject {
        let given = try stored(members)
        guard required.isEmpty || required.contains(where: { $0.allSatisfy { given[$0] != nil } }) else {
            let names = required.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
            throw .invalid("These members are required: \(names)")
        }
        var row = JSONObject()
        // Room for the identifier and two times, too.
        row.reserve(columns.count + 3)
        for column in columns {
            switch (given[column.name], column.absence) {
            case (let value?, _), (nil, .stored(let value)): row[column.name] = value
            case (nil, .leftOut): break
            case (nil, .refused): throw .failure("NOT NULL constraint failed: \(column.name)")
            }
        }
        row.merge(given)
        repeatAliases(of: given, in: &row)
        return row
    }

    /// The stored values of an update.
    ///
    /// - Parameter exists: whether the row exists; without one, the database does not refuse null.
    func changed(_ members: JSONObject, exists: Bool) throws(DomainError) -> JSONObject {
        var changes = try stored(members, acceptsNull: !exists)
        changes[key] = nil
        repeatAliases(of: changes, in: &changes)
        return changes
    }

    /// The members with a column in the table.
    func known(_ members: JSONObject) -> JSONObject {
        JSONObject(members.filter { names.contains($0.name) }.map { ($0.name, $0.value) })
    }

    private func stored(_ members: JSONObject, acceptsNull: Bool = false) throws(DomainError) -> JSONObject {
        var given = members
        for name in owned { given[name] = nil }
        if !keepsUnknown, let unknown = given.names.first(where: { !names.contains($0) }) {
            throw .failure("Unconsumed column names: \(unknown)")
        }
        for column in columns {
            guard let value = given[column.name] else { continue }
            given[column.name] = acceptsNull && value.isNull ? nil : try column.stored(value)
        }
        return given
    }

    private func repeatAliases(of given: JSONObject, in row: inout JSONObject) {
        for (first, second) in aliases {
            guard let value = given[second] ?? given[first] else { continue }
            row[first] = value
            row[second] = value
        }
    }
}
