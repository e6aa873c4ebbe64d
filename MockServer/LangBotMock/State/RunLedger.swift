import JSONCore

/// The runs of agents with their events, latest last.
struct RunLedger: Sendable {
    struct Run: Sendable {
        /// The run as answers show it.
        var record: JSONObject
        var events: [JSONValue]
    }

    private static let limit = 1000

    private(set) var runs: [Run] = []
    private var lastNumber: Int64 = 0
    private var lastEvent: Int64 = 0

    /// The number of an event that is about to be appended.
    mutating func nextEvent() -> Int64 {
        lastEvent += 1
        return lastEvent
    }

    mutating func append(_ record: JSONObject, _ events: [JSONValue]) {
        lastNumber += 1
        runs.append(Run(record: record.merging(["id": .integer(lastNumber)]).sortedByName(), events: events))
        if runs.count > Self.limit { runs.removeFirst() }
    }

    func run(_ id: String) -> Run? { runs.last { $0.record["run_id"]?.stringValue == id } }

    var snapshot: JSONValue {
        .array(runs.map { ["events": .array($0.events), "record": .object($0.record)] })
    }

    init() {}

    init(snapshot: [JSONValue]) throws(MockInputError) {
        for row in snapshot {
            let reader = SnapshotReader(row, "runs")
            let run = Run(record: try reader.object("record"), events: try reader.array("events"))
            lastNumber = max(lastNumber, run.record["id"]?.integerValue ?? 0)
            lastEvent = run.events.compactMap { $0["id"]?.integerValue }.reduce(lastEvent, max)
            runs.append(run)
        }
    }
}
