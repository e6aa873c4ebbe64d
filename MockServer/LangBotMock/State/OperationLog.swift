import Digests
import JSONCore

/// Who did what in a workspace, as far as its governance says that this is kept.
struct OperationLog: Sendable {
    /// What is kept, and for how long.
    struct Governance: Hashable, Sendable {
        /// 0 keeps nothing, 1 changes, 2 also what was read.
        var level: Int64 = 0
        var retentionDays: Int64 = 30
        var maximumRows: Int64 = 20_000
        /// The seconds in which a repeated operation of one caller is recorded once.
        var window: Int64 = 60
    }

    struct Row: Sendable {
        let number: Int64
        let time: Timestamp
        /// Equal in rows that say the same.
        let key: String
        /// The row as answers show it.
        let record: JSONObject

        var hash: JSONValue { record["record_hash"] ?? .null }
    }

    struct Scan: Sendable {
        let count: Int
        /// The rows that do not refer to the next one.
        let broken: Set<Int64>
        let time: Timestamp
    }

    /// The most rows that are kept, whatever the governance allows.
    private static let limit = 20_000
    /// The number of rows between two checks of the limit.
    private static let stride = 64
    /// The seconds in which a scan is not repeated.
    private static let scanAge: Int64 = 30

    var governance = Governance()
    private(set) var rows: [Row] = []
    private var lastNumber: Int64 = 0
    private var unchecked = 0
    /// The last scans by the kinds of filter; lost when LangBot stops.
    private var scans: [[String]: Scan] = [:]

    /// Whether anything is kept.
    var isActive: Bool { governance.level > 0 }

    /// Appends a row, unless the same was kept just before.
    mutating func append(_ record: JSONObject, key: String, at time: Timestamp) {
        let start = time.adding(seconds: -governance.window).secondsSince1970
        if governance.window > 0,
            rows.reversed().prefix(while: { $0.time.secondsSince1970 > start }).contains(where: { $0.key == key })
        {
            return
        }
        lastNumber += 1
        var record = record
        record["prev_hash"] = rows.last?.hash ?? .null
        record["record_hash"] = .string(
            SHA256.hexadecimalDigest(of: JSONValue.object(record.sortedByName()).serialized())
        )
        record["id"] = .integer(lastNumber)
        record["created_at"] = .string(time.secondsText)
        rows.append(Row(number: lastNumber, time: time, key: key, record: record.sortedByName()))
        unchecked += 1
        if unchecked >= Self.stride || rows.count > Self.limit + Self.stride {
            unchecked = 0
            trim()
        }
    }

    /// Removes what is older than the governance allows, and what is too much.
    mutating func prune(at time: Timestamp) {
        let start = time.adding(seconds: -governance.retentionDays * 86_400).secondsSince1970
        let kept = rows.drop { $0.time.secondsSince1970 <= start }
        if kept.count < rows.count {
            rows = Array(kept)
            scans = [:]
        }
        unchecked = 0
        trim()
    }

    private mutating func trim() {
        let excess = rows.count - min(Int(governance.maximumRows), Self.limit)
        guard excess > 0 else { return }
        rows.removeFirst(excess)
        scans = [:]
    }

    /// What a check of rows, newest first, finds; LangBot remembers it for half a minute, whatever happens meanwhile.
    mutating func scan(_ rows: [Row], kinds: [String], at time: Timestamp) -> Scan {
        if let known = scans[kinds], time < known.time.adding(seconds: Self.scanAge) { return known }
        let scan = Scan(
            count: rows.count,
            broken: Set(zip(rows, links(rows)).filter { !$1 }.map(\.0.number)),
            time: time
        )
        scans[kinds] = scan
        return scan
    }

    /// Whether each of some rows, newest first, refers to the one after it.
    ///
    /// The last is compared with the row that was kept before it. Rows that are left out break the chain.
    func links(_ rows: [Row]) -> [Bool] {
        guard let last = rows.last else { return [] }
        let before = self.rows.last { $0.number < last.number }
        return zip(rows, rows.dropFirst().map(Optional.init) + [before]).map { row, next in
            next.map { row.record["prev_hash"] == $0.hash } ?? true
        }
    }

    /// Some rows, newest first, as answers show them.
    func shown(_ rows: [Row]) -> [JSONObject] {
        zip(rows, links(rows)).map { row, isLinked in
            isLinked ? row.record : row.record.merging(["chain_ok": false, "tampered": true])
        }
    }
}

extension OperationLog {
    var snapshot: JSONValue {
        [
            "level": .integer(governance.level), "retention_days": .integer(governance.retentionDays),
            "max_rows": .integer(governance.maximumRows), "window": .integer(governance.window),
            "rows": .array(
                rows.map {
                    [
                        "id": .integer($0.number), "time": .integer($0.time.microseconds), "key": .string($0.key),
                        "record": .object($0.record),
                    ]
                }
            ),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        governance = Governance(
            level: try reader.integer("level"),
            retentionDays: try reader.integer("retention_days"),
            maximumRows: try reader.integer("max_rows"),
            window: try reader.integer("window")
        )
        for value in try reader.array("rows") {
            let row = SnapshotReader(value, "operation_log.rows")
            lastNumber = try row.integer("id")
            rows.append(
                Row(
                    number: lastNumber,
                    time: Timestamp(microseconds: try row.integer("time")),
                    key: try row.text("key"),
                    record: try row.object("record")
                )
            )
        }
    }
}
