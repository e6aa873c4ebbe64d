import Foundation
import LangBot
import Testing

/// What may be different about a few calls, and how many calls there may be at once.
@Suite struct CallOptionsTests {
    @Test func optionsHoldForTheirGroupAndNoOther() async throws {
        let server = Computed { _ in ["bots": []] }
        let client = try server.client { $0.headers["X-Common"] = "1" }
        let bots = client.bots.with(.header("X-Trace", "t"))
        _ = try await bots.list()
        _ = try await client.bots.list()
        #expect(server.requests.map { $0.headers["X-Trace"] } == ["t", nil])
        #expect(server.requests.allSatisfy { $0.headers["X-Common"] == "1" })
    }

    @Test func headersOfACallWinButNotOverTheCredential() async throws {
        let server = Computed { _ in ["bots": []] }
        let client = try server.client { $0.headers["X-Common"] = "1" }
        let options = CallOptions(headers: ["x-common": "2", "X-API-Key": "lbk_other"])
        _ = try await client.with(options).bots.list()
        #expect(server.requests.first?.headers["X-Common"] == "2")
        #expect(server.requests.first?.headers["X-API-Key"] == "lbk_test")
    }

    @Test func optionsAddUp() async throws {
        let server = Computed { _ in throw TransportFailure(.connectionLost) }
        let client = try server.client().with(.header("A", "1")).with(.header("B", "2")).with(.retry(.never))
        _ = try await failure { try await client.bots.list() }
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.headers["A"] == "1")
        #expect(server.requests.first?.headers["B"] == "2")
    }

    @Test func deadlineOfACallWins() async throws {
        let stuck = Event()
        let server = Computed { _ in
            await stuck.wait()
            return [:]
        }
        let client = try server.client { $0.deadline = nil }
        let error = try await failure { try await client.bots.with(.deadline(.milliseconds(20))).list() }
        stuck.happen()
        #expect(error.code == .timeout)
    }

    @Test func noMoreRequestsAreUnderWayThanAllowed() async throws {
        let (inside, most) = (Guarded(0), Guarded(0))
        let server = Computed { _ in
            let now = inside.withLock { count in
                count += 1
                return count
            }
            most.withLock { $0 = max($0, now) }
            for _ in 0..<5 { await Task.yield() }
            inside.withLock { $0 -= 1 }
            return ["bots": []]
        }
        let client = try server.client { $0.maximumConcurrentRequests = 3 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 {
                group.addTask { _ = try await client.with(.header("N", "\(number)")).bots.list() }
            }
            try await group.waitForAll()
        }
        #expect(most.value <= 3)
        #expect(server.requests.count == 30)
    }

    @Test func placesAreGivenInTheOrderOfArrival() async throws {
        let (first, gone) = (Event(), Event())
        let server = Computed { request in
            if request.headers["N"] == "0" {
                first.happen()
                await gone.wait()
            }
            return ["bots": []]
        }
        let client = try server.client { $0.maximumConcurrentRequests = 1 }
        let begun = Task { _ = try await client.with(.header("N", "0")).bots.list() }
        await first.wait()
        let cancelled = Task { _ = try await client.with(.header("N", "1")).bots.list() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        gone.happen()
        try await begun.value
        _ = try await client.with(.header("N", "2")).bots.list()
        #expect(server.requests.map { $0.headers["N"] } == ["0", "2"])
    }
}
