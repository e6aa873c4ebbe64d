import Foundation
import LangBot
import LangBotTesting
import Testing

/// Lists that come page by page, and logs and tasks that are followed.
@Suite(.serialized) struct PagingTests {
    @Test(arguments: [(0, 3), (1, 3), (3, 3), (4, 3), (9, 3), (10, 3), (5, 1), (2, 100), (3, 0)])
    func everyRecordComesOnceWhateverThePageSize(_ count: Int, _ pageSize: Int) async throws {
        let server = Computed { request in
            let query = request.query
            let (limit, offset) = (Int(query["limit"] ?? "") ?? 100, Int(query["offset"] ?? "") ?? 0)
            let records = (0..<count).dropFirst(offset).prefix(limit).map { JSONValue.object(["id": .string("\($0)")]) }
            return ["messages": .array(records), "total": .integer(Int64(count))]
        }
        let messages = try server.client().monitoring.messages
        let found = try await messages.all(pageSize: pageSize).reduce(into: []) { $0.append($1.id.rawValue) }
        #expect(found == (0..<count).map(String.init))
        #expect(server.requests.allSatisfy { $0.query["limit"] == "\(max(1, pageSize))" })
    }

    @Test func nothingIsFetchedBeforeItIsAskedForNorAfterTheLoop() async throws {
        let server = Computed { _ in ["messages": [["id": "a"], ["id": "b"]], "total": 100] }
        let all = try server.client().monitoring.messages.all(pageSize: 2)
        #expect(server.requests.isEmpty)
        for try await _ in all { break }
        #expect(server.requests.count == 1)
    }

    @Test func aServerThatPromisesMoreThanItHasEndsTheList() async throws {
        let server = Computed { request in
            request.query["offset"] == "0" ? ["messages": [["id": "a"]], "total": 9] : ["messages": [], "total": 9]
        }
        let found = try await server.client().monitoring.messages.all().reduce(into: []) { $0.append($1.id.rawValue) }
        #expect(found == ["a"])
    }

    @Test func aPageThatFailedIsAskedForAgain() async throws {
        let failures = Guarded(1)
        let server = Computed { request in
            let isLate = request.query["offset"] == "1"
            let mustFail =
                isLate
                && failures.withLock { left in
                    left -= 1
                    return left == 0
                }
            if mustFail { throw TransportFailure(.connectionLost) }
            return ["messages": [["id": .string(isLate ? "b" : "a")]], "total": 2]
        }
        var iterator = try server.client { $0.retry = .never }.monitoring.messages.all(pageSize: 1).makeAsyncIterator()
        #expect(try await iterator.next()?.id == "a")
        let error = try await failure { _ = try await iterator.next() }
        #expect(error.code == .transport)
        #expect(try await iterator.next()?.id == "b")
        #expect(try await iterator.next() == nil)
    }

    @Test func runsAreFollowedByTheirCursor() async throws {
        let server = Computed { request in
            switch request.query["before_id"] {
            case nil: ["items": [["run_id": "r9", "id": 9], ["run_id": "r8", "id": 8]], "next_cursor": 8]
            case "8": ["items": [["run_id": "r7", "id": 7]], "next_cursor": nil]
            default: [:]
            }
        }
        let runs = try server.client().agents.runs.list(of: "1")
        #expect(try await runs.reduce(into: []) { $0.append($1.id.rawValue) } == ["r9", "r8", "r7"])
    }

    @Test func logsAreFollowedThroughGapsAndRestarts() async throws {
        // Each answer is the end of the log at that time: it grows, jumps beyond a page, and begins again.
        let ends = Guarded([2, 2, 4, 130, 1])
        let current = Guarded(-1)
        let server = Computed { request in
            let index = request.body["from_index"]?.integerValue.map(Int.init) ?? -1
            if index == -1 {
                current.withLock { value in value = ends.withLock { $0.isEmpty ? value : $0.removeFirst() } }
            }
            let count = Int(request.body["max_count"]?.integerValue ?? 10)
            let last = index == -1 ? current.value : index
            let entries = (max(0, last - count + 1)...max(0, last)).map {
                JSONValue.object(["seq_id": .integer(Int64($0)), "text": .string("e\($0)")])
            }
            return ["logs": .array(entries), "total_count": .integer(Int64(current.value + 1))]
        }
        let clock = ImmediateClock()
        let bots = try server.client { $0.clock = clock }.bots
        var found: [Int] = []
        for try await entry in bots.followLogs("1", backlog: 2, every: .seconds(3)) {
            found.append(try #require(entry.sequence))
            if found.count == 131 { break }
        }
        #expect(found == Array(1...130) + [0])
        #expect(clock.waits.count == 1)
    }

    @Test func followingEndsWithItsTask() async throws {
        let asked = Event()
        let server = Computed { _ in
            asked.happen()
            return ["logs": [], "total_count": 0]
        }
        let bots = try server.client { $0.clock = ContinuousClock() }.bots
        let following = Task { for try await _ in bots.followLogs("1", every: .seconds(3600)) {} }
        await asked.wait()
        following.cancel()
        await #expect(throws: CancellationError.self) { try await following.value }
    }

    @Test(
        arguments: [
            ["id": 1, "status": "succeeded", "result": "done"], ["id": 1, "status": "completed"],
            ["id": 1, "runtime": ["done": true, "state": "FINISHED"]],
        ] as [JSONObject]
    )
    func tasksAreWaitedForWithGrowingPauses(_ last: JSONObject) async throws {
        let left = Guarded(9)
        let server = Computed { _ in
            left.withLock { $0 -= 1 }
            // What a later release may say of a task is no end of it.
            return left.value > 0 ? ["id": 1, "status": left.value > 4 ? "running" : "queued_again"] : last
        }
        let clock = ImmediateClock()
        let task = try await server.client { $0.clock = clock }.tasks.wait(for: 1)
        #expect(task.outcome == .succeeded)
        let waits = clock.waits
        #expect(waits.count == 8)
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 < $1 || $1 > .seconds(4) })
        #expect(waits.allSatisfy { $0 <= .seconds(5) })
    }

    @Test(
        arguments: [
            (["id": 1, "status": "failed", "error": ["message": "no such tool"]], "no such tool"),
            (["id": 1, "runtime": ["done": true, "state": "FINISHED", "exception": "boom"]], "boom"),
            (["id": 1, "status": "cancelled"], "was cancelled"),
        ] as [(JSONObject, String)]
    )
    func tasksThatFailAreErrors(_ task: JSONObject, _ reason: String) async throws {
        let server = Computed { _ in task }
        let error = try await failure { try await server.client().tasks.wait(for: 1) }
        #expect(error.code == .taskFailed)
        #expect(error.localizedDescription.contains(reason))
    }

    /// Pauses grow, but the last one ends with the limit.
    @Test(arguments: [Duration.milliseconds(150), .seconds(2), .seconds(14)])
    func waitingForATaskHasALimit(_ limit: Duration) async throws {
        let clock = ImmediateClock()
        let server = Computed { _ in ["id": 1, "status": "running"] }
        let client = try server.client { $0.clock = clock }
        let error = try await failure { try await client.tasks.wait(for: 1, atMost: limit) }
        #expect(error.code == .timeout)
        #expect(clock.waits.reduce(.zero, +) == limit)
        #expect(server.requests.count == clock.waits.count + 1)
    }

    @Test func aTaskThatEndsBeforeTheLimitIsFound() async throws {
        let clock = ImmediateClock()
        let server = Computed { _ in
            let isOver = clock.waits.reduce(.zero, +) > .seconds(12)
            return ["id": 1, "status": isOver ? "completed" : "running"]
        }
        let client = try server.client { $0.clock = clock }
        #expect(try await client.tasks.wait(for: 1, atMost: .seconds(14)).outcome == .succeeded)
    }
}
