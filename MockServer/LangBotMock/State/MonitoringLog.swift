import JSONCore

/// What happened in an installation, as its monitoring keeps it.
struct MonitoringLog: Sendable {
    /// The kinds of event, each with a list of its own.
    enum Kind: String, CaseIterable, Sendable {
        case message
        case modelCall
        case toolCall
        case embeddingCall
        case session
        case error
        case feedback
        case execution
    }

    /// The most events of a kind that are kept.
    private static let limit = 10_000

    private var events: [Kind: RecordTable] = [:]

    /// The events of a kind, oldest first.
    func records(_ kind: Kind) -> [JSONObject] { events[kind]?.records ?? [] }

    /// The event with the given identifier; setting a new one appends it.
    subscript(kind: Kind, identifier: String) -> JSONObject? {
        get { events[kind]?[identifier] }
        set {
            events[kind, default: RecordTable()][identifier] = newValue
            if let table = events[kind], table.count > Self.limit, let oldest = table.firstIdentifier {
                events[kind]?[oldest] = nil
            }
        }
    }

    /// How many events of a kind there are.
    func count(_ kind: Kind) -> Int64 { Int64(events[kind]?.count ?? 0) }

    /// Removes all events of a kind that meet a condition.
    mutating func removeAll(_ kind: Kind, where condition: (JSONObject) -> Bool) {
        events[kind]?.removeAll(where: condition)
    }

    var snapshot: JSONValue {
        .object(JSONObject(Kind.allCases.compactMap { kind in events[kind].map { (kind.rawValue, $0.json) } }))
    }

    init() {}

    init(snapshot: JSONObject) throws(MockInputError) {
        for kind in Kind.allCases {
            guard let rows = snapshot[kind.rawValue] else { continue }
            events[kind] = try RecordTable(rows, "monitoring.\(kind.rawValue)")
        }
    }
}
