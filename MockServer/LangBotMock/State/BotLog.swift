import JSONCore

/// The recent events of a bot, oldest first.
struct BotLog: Sendable {
    /// One event.
    private struct Row: Sendable {
        /// The number, counted from 0 for each bot and never reused.
        let number: Int64
        /// The time in seconds since 1970.
        let time: Int64
        let text: String
    }

    /// The maximum number of rows, and how many are removed at once beyond it, as in 4.11.2.
    private static let (limit, removed) = (200, 50)

    private var rows: [Row] = []

    /// The log of a new bot, with its creation as the only event.
    init(of record: JSONObject?) {
        guard let creation = record?["created_at"]?.stringValue.flatMap(Timestamp.init(text:)) else { return }
        append("The bot was created", at: creation.secondsSince1970)
    }

    var count: Int { rows.count }

    mutating func append(_ text: String, at time: Int64) {
        rows.append(Row(number: (rows.last?.number ?? -1) + 1, time: time, text: text))
        if rows.count > Self.limit { rows.removeFirst(Self.removed) }
    }

    /// Up to `count` rows that end with the given number; a negative or future number means the last row.
    func page(endingAt number: Int64, count: Int) -> [JSONValue] {
        let kept = number < 0 ? rows[...] : rows.prefix { $0.number <= number }
        return kept.suffix(count).map(Self.json)
    }

    private static func json(_ row: Row) -> JSONValue {
        [
            "seq_id": .integer(row.number),
            "timestamp": .integer(row.time),
            "level": "info",
            "text": .string(row.text),
            "images": [],
            "message_session_id": "",
        ]
    }
}

extension BotLog {
    var snapshot: JSONValue { .array(rows.map(Self.json)) }

    /// Reads a snapshot; `place` names it in errors.
    init(snapshot: JSONValue, _ place: String) throws(MockInputError) {
        for row in snapshot.arrayValue ?? [] {
            let reader = SnapshotReader(row, place)
            let number = try reader.integer("seq_id")
            rows.append(Row(number: number, time: try reader.integer("timestamp"), text: try reader.text("text")))
        }
    }
}
