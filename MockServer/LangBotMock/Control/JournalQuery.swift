import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// Which entries of the journal are wanted.
struct JournalQuery {
    private static let names = ["operation", "method", "path", "status", "since", "after", "before", "limit"]

    private let operation: String?
    private let method: String?
    private let path: String?
    private let status: Int?
    /// Entries after the one of this number.
    private let since: Int
    private let after: Timestamp?
    private let before: Timestamp?
    let limit: Int

    init(_ query: [String: String]) throws(MockInputError) {
        for name in query.keys.sorted() where !Self.names.contains(name) {
            throw MockInputError(MockFault.unknown("way to choose entries", name, Self.names))
        }
        operation = query["operation"]
        method = query["method"]?.uppercased()
        path = query["path"]
        status = try Self.number(query, "status")
        since = try Self.number(query, "since") ?? 0
        after = try Self.time(query, "after")
        before = try Self.time(query, "before")
        limit = try Self.number(query, "limit") ?? Journal.countLimit
    }

    private static func number(_ query: [String: String], _ name: String) throws(MockInputError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw MockInputError("'\(name)' must be a whole number") }
        return number
    }

    private static func time(_ query: [String: String], _ name: String) throws(MockInputError) -> Timestamp? {
        guard let text = query[name] else { return nil }
        guard let time = Timestamp(iso8601: text) else {
            throw MockInputError("'\(name)' must be a time such as 2026-01-31T09:05:00Z")
        }
        return time
    }

    func matches(_ entry: Journal.Entry) -> Bool {
        entry.number > since && (operation == nil || operation == entry.operation?.rawValue)
            && (method == nil || method == entry.request.method.rawValue)
            && (path.map { entry.request.path.hasPrefix($0) } ?? true)
            && (status == nil || status == entry.status)
            && (after.map { entry.time > $0 } ?? true) && (before.map { entry.time < $0 } ?? true)
    }
}

extension Journal.Entry {
    /// The entry without secrets.
    func json(_ nearMisses: NearMisses, _ redactor: Redactor) -> JSONValue {
        var json: JSONObject = [
            "number": .integer(Int64(number)), "time": .string(time.text + "Z"),
            "method": .string(request.method.rawValue), "target": .string(redactor.text(request.target)),
            "operation": operation.map { .string($0.rawValue) } ?? .null, "status": .integer(Int64(status)),
            "microseconds": .integer(microseconds), "fault": fault.map(JSONValue.string) ?? .null,
            "fields": Self.json(request.fields, redactor), "response_fields": Self.json(responseFields, redactor),
            "request": request.body.isEmpty ? .null : Self.content(request.body, redactor),
            "response": responseBody.isEmpty ? .null : Self.content(responseBody, redactor),
        ]
        if operation == nil {
            json["near_misses"] = .array(
                nearMisses.of(request.method.rawValue, request.path).map { miss in
                    [
                        "operation": .string(miss.operation.rawValue), "method": .string(miss.method),
                        "path": .string(miss.path), "reason": .string(redactor.text(miss.reason)),
                    ]
                }
            )
        }
        return .object(json)
    }

    private static func json(_ fields: HTTPFields, _ redactor: Redactor) -> JSONValue {
        .object(JSONObject(fields.map { ($0.name.lowercased(), .string(shown($0.name, $0.value, redactor))) }))
    }

    /// The value of a field without secrets; of a token its sort is left, for a copy to name the right variable.
    private static func shown(_ name: String, _ value: String, _ redactor: Redactor) -> String {
        let sort = ["lbk_", "eyJ"].first { value.hasPrefix("Bearer \($0)") } ?? ""
        let shown = redactor.value(of: name, value)
        return shown == "Bearer \(Redactor.placeholder)" ? "Bearer \(sort)\(Redactor.placeholder)" : shown
    }

    /// A content without secrets: JSON as JSON, anything else as text.
    static func content(_ bytes: [UInt8], _ redactor: Redactor) -> JSONValue {
        let shown = redactor.content(bytes)
        return (try? JSONValue(parsing: shown)) ?? .string(String(decoding: shown, as: UTF8.self))
    }
}
