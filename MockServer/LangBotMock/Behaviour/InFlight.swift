import HTTPCore
import JSONCore
import LangBotContract

/// What runs at the moment, told as it changes.
extension Behaviour {
    var inFlight: [OperationID: LiveHandler] {
        [
            "monitoring.in_flight_stream": { live, _ throws(DomainError) in
                let head = HTTPResponse(
                    status: 200,
                    fields: [
                        "Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-store",
                        "X-Accel-Buffering": "no",
                    ]
                )
                return .stream(head, InFlightWatch(behaviour: self, live: live).frames())
            }
        ]
    }

    /// The executions that run, and those of the last half minute.
    ///
    /// - Parameter previous: the executions of the snapshot before, which are shown once more when they have ended.
    func inFlight(_ world: World, after previous: Set<String>, at now: Timestamp) -> InFlightSnapshot {
        let rows = executionRows(MonitoringQuery(), world)
        let running = rows.filter(Self.isRunning)
        let since = now.adding(seconds: -30).microseconds / 1000
        let recent = rows.filter { ($0["created_at_ms"]?.integerValue ?? 0) >= since }
        var shown = Self.joined(Array(recent.prefix(Self.mostInFlight)), Array(running.prefix(Self.mostInFlight)))
        shown = Self.joined(shown, rows.filter { $0["id"]?.stringValue.map(previous.contains) ?? false })
        return InFlightSnapshot(
            json: [
                "items": .array(shown.map { .object(briefly($0, world)) }),
                "active_total": .integer(Int64(running.count)),
                "truncated": .bool(max(running.count, recent.count) > Self.mostInFlight),
            ],
            running: Set(shown.filter(Self.isRunning).compactMap { $0["id"]?.stringValue })
        )
    }

    private static let mostInFlight = 100

    private static func isRunning(_ row: JSONObject) -> Bool {
        ["running", "queued"].contains(row["status_group"]?.stringValue)
    }

    private static func joined(_ first: [JSONObject], _ second: [JSONObject]) -> [JSONObject] {
        let known = Set(first.compactMap { $0["id"]?.stringValue })
        return first + second.filter { row in row["id"]?.stringValue.map { !known.contains($0) } ?? true }
    }

    /// An execution without what was said in it, but with what an agent did last.
    private func briefly(_ row: JSONObject, _ world: World) -> JSONObject {
        guard row["source"] == "agent" else {
            return row.merging(["input_preview": "", "title": row["pipeline_name"] ?? .null])
        }
        let last = row["id"]?.stringValue.flatMap { world.runs.run($0)?.events.last?["type"] }
        return last.map { row.merging(["progress_event": $0]) } ?? row
    }
}

/// What runs, and the identifiers of it.
struct InFlightSnapshot: Sendable {
    let json: JSONValue
    let running: Set<String>
}

/// One browser that watches what runs.
private struct InFlightWatch: Sendable {
    /// A browser has to ask again after this time, so that its token is looked at once more.
    private static let length = Duration.seconds(60)
    private static let silence = Duration.seconds(10)
    private static let interval = Duration.milliseconds(500)

    let behaviour: Behaviour
    let live: LiveWorld

    func frames() -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let send: @Sendable (JSONValue) -> Void = { frame in
            continuation.yield(Array("data: ".utf8) + frame.serialized() + Array("\n\n".utf8))
        }
        let task = Task {
            defer { continuation.finish() }
            let clock = ContinuousClock()
            let end = clock.now.advanced(by: Self.length)
            var lastFrame = clock.now
            var shown: InFlightSnapshot?
            while clock.now < end {
                let next = behaviour.inFlight(live.now, after: shown?.running ?? [], at: live.surroundings.now())
                if next.json != shown?.json {
                    send(["kind": "snapshot", "data": next.json])
                    lastFrame = clock.now
                } else if clock.now >= lastFrame.advanced(by: Self.silence) {
                    send(["kind": "heartbeat"])
                    lastFrame = clock.now
                }
                shown = next
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
            send(["kind": "heartbeat"])
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }
}
