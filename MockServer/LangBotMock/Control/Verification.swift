import HTTPCore
import JSONCore
import LangBotContract

/// An expectation about the journal: how many requests of a kind there were.
struct Verification {
    private static let names = ["operation", "method", "path", "status", "body", "count", "at_least", "at_most"]

    private let content: JSONObject

    init(_ json: JSONValue) throws(MockInputError) {
        guard let content = json.objectValue else { throw MockInputError("a verification must be an object") }
        for name in content.names where !Self.names.contains(name) {
            throw MockInputError(MockFault.unknown("verification member", name, Self.names))
        }
        self.content = content
    }

    /// Whether the expectation holds, and the number of matching requests.
    func result(_ entries: [Journal.Entry]) throws(MockInputError) -> JSONValue {
        let count = entries.count(where: matches)
        let exact = try number("count")
        let least = try number("at_least") ?? (exact == nil && content["at_most"] == nil ? 1 : 0)
        let most = try number("at_most")
        let isVerified = (exact.map { $0 == count } ?? true) && count >= least && (most.map { count <= $0 } ?? true)
        return ["verified": .bool(isVerified), "count": .integer(Int64(count))]
    }

    private func number(_ name: String) throws(MockInputError) -> Int? {
        guard let value = content[name] else { return nil }
        guard let number = value.integerValue, number >= 0 else {
            throw MockInputError("'\(name)' must be a whole number")
        }
        return Int(clamping: number)
    }

    private func matches(_ entry: Journal.Entry) -> Bool {
        func isSame(_ name: String, _ value: JSONValue?) -> Bool { content[name] == nil || content[name] == value }
        guard isSame("operation", entry.operation.map { .string($0.rawValue) }),
            isSame("method", .string(entry.request.method.rawValue)),
            isSame("path", .string(String(entry.request.path))), isSame("status", .integer(Int64(entry.status)))
        else { return false }
        guard let body = content["body"] else { return true }
        return (try? JSONValue(parsing: entry.request.body)).map { $0.contains(body) } ?? false
    }
}

extension JSONValue {
    /// Whether `part` is contained here; objects may have more members.
    fileprivate func contains(_ part: JSONValue) -> Bool {
        guard let wanted = part.objectValue, let own = objectValue else { return self == part }
        return wanted.allSatisfy { member in own[member.name].map { $0.contains(member.value) } ?? false }
    }
}
