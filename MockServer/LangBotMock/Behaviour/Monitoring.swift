import JSONCore
import LangBotContract

/// Monitoring, which has recorded nothing: empty pages.
extension Behaviour {
    var monitoring: [OperationID: Handler] {
        var handlers: [OperationID: Handler] = [:]
        for name in Self.monitored { handlers[OperationID(rawValue: "monitoring.\(name)")] = paging(name) }
        return handlers
    }

    private func paging(_ name: String) -> Handler {
        { _, call throws(DomainError) in try page(name, call) }
    }

    /// The kinds of records with pages.
    static let monitored = ["embedding_calls", "errors", "llm_calls", "messages", "sessions", "tool_calls"]

    private func page(_ name: String, _ call: Call) throws(DomainError) -> JSONValue {
        let limit = try number("limit", 100, 1...1000, call)
        let offset = try number("offset", 0, 0...1_000_000, call)
        for bound in ["startTime", "endTime"] {
            guard let text = call.query[bound], !text.isEmpty else { continue }
            guard Self.isTime(text) else { throw .failure("Invalid isoformat string: '\(text)'") }
        }
        return .object(["limit": limit, name: [], "offset": offset, "total": 0])
    }

    private func number(
        _ name: String,
        _ initial: Int64,
        _ range: ClosedRange<Int64>,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        guard let text = call.query[name] else { return .integer(initial) }
        switch pythonInteger(text) {
        case .number(let number):
            return .integer(traits.clampsPages ? min(max(number, range.lowerBound), range.upperBound) : number)
        case .tooLarge(let digits):
            if traits.clampsPages { return .integer(digits.hasPrefix("-") ? range.lowerBound : range.upperBound) }
            // With workspaces, no query runs that could fail on it.
            if traits.hasWorkspaces { return .number(digits) }
            throw .tooLargeForTheDatabase
        case .none where traits.clampsPages: return .integer(initial)
        case .none: throw .noInteger(text)
        }
    }

    private static func isTime(_ text: String) -> Bool {
        guard text.wholeMatch(of: /\d{8}/) != nil else { return Timestamp(iso8601: text) != nil }
        return Timestamp(iso8601: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))") != nil
    }
}
