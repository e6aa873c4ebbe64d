import JSONCore

/// The recent events of a bot, oldest first.
struct BotLog: Sendable {
    /// One event.
    struct Row: Sendable {
        /// The number, counted from 0 for each bot and never reused.
        let number: Int64
        /// The time in seconds since 1970.
        let time: Int64
        let level: String
        let text: String
        /// The keys of images that the event is about.
        let images: [String]
        /// The session of a message; empty for other events.
        let session: String
        /// What the event is about, for programs.
        let metadata: JSONValue
    }

    /// The maximum number of rows, and how many are removed at once beyond it, as in 4.11.2.
    private static let (limit, removed) = (200, 50)

    private(set) var rows: [Row] = []

    init() {}

    /// The log of a new bot, with its creation as the only event.
    init(of record: JSONObject?) {
        guard let creation = record?["created_at"]?.stringValue.flatMap(Timestamp.init(text:)) else { return }
        append("The bot was created", at: creation.secondsSince1970)
    }

    var count: Int { rows.count }

    mutating func append(
        _ text: String,
        at time: Int64,
        level: String = "info",
        images: [String] = [],
        session: String = "",
        metadata: JSONValue = .null
    ) {
        rows.append(
            Row(
                number: (rows.last?.number ?? -1) + 1,
                time: time,
                level: level,
                text: String(text.prefix(20_000)),
                images: images,
                session: session,
                metadata: metadata
            )
        )
        if rows.count > Self.limit { rows.removeFirst(Self.removed) }
    }

    /// Up to `count` rows that end with the given number; a negative or future number means the last row.
    func page(endingAt number: Int64, count: Int) -> [Row] {
        let kept = number < 0 ? rows[...] : rows.prefix { $0.number <= number }
        return Array(kept.suffix(max(count, 0)))
    }

    /// The same as a release does it, which shows the oldest row for a number that is a little in the future.
    func releasePage(endingAt number: Int64, count: Int64) -> [Row] {
        guard let first = rows.first, let last = rows.last, count > 0 else { return [] }
        let number = number <= -1 ? last.number : number
        if number < first.number || number > last.number && number - last.number > count { return [] }
        let end = rows.firstIndex { $0.number >= number }.map { $0 + 1 } ?? 1
        return Array(rows[max(0, end - Int(clamping: count))..<end])
    }
}

extension BotLog.Row {
    /// The row in an answer.
    func json(showsMetadata: Bool) -> JSONValue {
        var row: JSONObject = [
            "seq_id": .integer(number), "timestamp": .integer(time), "level": .string(level), "text": .string(text),
            "images": .array(images.map(JSONValue.string)), "message_session_id": .string(session),
        ]
        if showsMetadata { row["metadata"] = metadata }
        return .object(row)
    }
}

extension BotLog {
    var snapshot: JSONValue { .array(rows.map { $0.json(showsMetadata: true) }) }

    /// Reads a snapshot; `place` names it in errors.
    init(snapshot: JSONValue, _ place: String) throws(MockInputError) {
        for row in snapshot.arrayValue ?? [] {
            let reader = SnapshotReader(row, place)
            rows.append(
                Row(
                    number: try reader.integer("seq_id"),
                    time: try reader.integer("timestamp"),
                    level: row["level"]?.stringValue ?? "info",
                    text: try reader.text("text"),
                    images: row["images"]?.arrayValue?.compactMap(\.stringValue) ?? [],
                    session: row["message_session_id"]?.stringValue ?? "",
                    metadata: row["metadata"] ?? .null
                )
            )
        }
    }
}
