import JSONCore

/// The statement that stores an MCP server, and what the database says of one that it does not take: early releases
/// pass that on.
struct ServerStatement {
    private static let columns = ["uuid", "name", "enable", "mode", "extra_args", "created_at", "updated_at"]
    private static let required = ["uuid", "name", "mode"]

    private let values: [(name: String, value: JSONValue)]
    private let unknown: [String]
    private let text: String
    private let changes: String?

    /// - Parameter changes: the identifier of the server that is changed; nil for a new one.
    init(_ members: JSONObject, changing changes: String?) {
        let members = changes == nil ? JSONObject([("enable", false), ("extra_args", [:])]).merging(members) : members
        self.changes = changes
        unknown = members.names.filter { !Self.columns.contains($0) }
        values = Self.columns.compactMap { name in members[name].map { (name, $0) } }
        var names = values.map(\.name)
        guard changes != nil else {
            let marks = names.map { _ in "?" }.joined(separator: ", ")
            text = "INSERT INTO mcp_servers (\(names.joined(separator: ", "))) VALUES (\(marks))"
            return
        }
        names = names.map { "\($0)=?" }
        if members["updated_at"] == nil { names.append("updated_at=CURRENT_TIMESTAMP") }
        text = "UPDATE mcp_servers SET \(names.joined(separator: ", ")) WHERE mcp_servers.uuid = ?"
    }

    /// The members that a list gives, which stand for the columns in their order.
    static func members(_ list: [JSONValue]) -> JSONObject { JSONObject(Array(zip(columns, list))) }

    /// Why the database does not take the values; nil if it does.
    var fault: String? {
        if !unknown.isEmpty { return "Unconsumed column names: \(unknown.joined(separator: ", "))" }
        if let reason = values.lazy.compactMap(Self.conversion).first { return "(builtins.\(reason)\n[SQL: \(text)]" }
        for (index, (name, value)) in values.enumerated() where name != "extra_args" {
            guard value.arrayValue != nil || value.objectValue != nil else { continue }
            let type = PythonText.type(value)
            return refused(
                "ProgrammingError",
                "Error binding parameter \(index + 1): type '\(type)' is not supported",
                "f405"
            )
        }
        let isMissing: (String) -> Bool = { name in
            guard let value = values.first(where: { $0.name == name })?.value else {
                return changes == nil && Self.required.contains(name)
            }
            return value.isNull && name != "extra_args"
        }
        guard let name = Self.columns.first(where: isMissing) else { return nil }
        return refused("IntegrityError", "NOT NULL constraint failed: mcp_servers.\(name)", "gkpj")
    }

    private func refused(_ kind: String, _ reason: String, _ code: String) -> String {
        let given = values.map { Self.shown($0.name, $0.value) } + (changes.map { ["'\($0)'"] } ?? [])
        return "(sqlite3.\(kind)) \(reason)\n[SQL: \(text)]\n[parameters: (\(given.joined(separator: ", ")))]\n"
            + "(Background on this error at: https://sqlalche.me/e/20/\(code))"
    }

    /// Why a value cannot be made one of the database.
    private static func conversion(_ name: String, _ value: JSONValue) -> String? {
        switch (name, value) {
        case (_, .null), ("enable", .bool), ("enable", 0), ("enable", 1), ("enable", 0.0), ("enable", 1.0): nil
        case ("enable", .array), ("enable", .object): "TypeError) unhashable type: '\(PythonText.type(value))'"
        case ("enable", .integer): "ValueError) Value \(PythonText.of(value)) is not None, True, or False"
        case ("enable", _): "TypeError) Not a boolean value: \(PythonText.of(value))"
        case ("created_at", _), ("updated_at", _):
            "TypeError) SQLite DateTime type only accepts Python datetime and date objects as input."
        default: nil
        }
    }

    /// A value as it was given to the database, shortened if it is long.
    private static func shown(_ name: String, _ value: JSONValue) -> String {
        let given: JSONValue =
            switch value {
            case _ where name == "extra_args": .string(PythonJSON.ascii(value))
            case .bool(let flag): .integer(flag ? 1 : 0)
            default: value
            }
        let text = PythonText.of(given)
        guard text.count > 300 else { return text }
        return "\(text.prefix(150)) ... (\(text.count - 300) characters truncated) ... \(text.suffix(150))"
    }
}
