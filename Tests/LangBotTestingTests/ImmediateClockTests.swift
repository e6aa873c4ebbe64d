import LangBot
import LangBotTesting
import Testing

@Suite struct ImmediateClockTests {
    private static let running = Stub(
        operation: "task.get",
        answer: .success(["id": 7, "runtime": ["done": false, "state": "PENDING"]])
    )
    private static let done = Stub(
        operation: "task.get",
        answer: .success(["id": 7, "runtime": ["done": true, "state": "FINISHED"]])
    )

    private static func configuration(_ clock: ImmediateClock) -> ClientConfiguration {
        var configuration = ClientConfiguration.testing()
        configuration.clock = clock
        return configuration
    }

    @Test func waitsForATaskWithoutWaiting() async throws {
        let clock = ImmediateClock()
        let begin = clock.now
        try await withStubbedClient(
            Self.running,
            Self.running,
            Self.done,
            configuration: Self.configuration(clock)
        ) { try await $0.tasks.wait(for: 7) }
        #expect(clock.waits == [.milliseconds(200), .milliseconds(300)])
        #expect(begin.duration(to: clock.now) == .milliseconds(500))
    }

    @Test func aTaskThatIsNeverDoneMeetsItsLimit() async throws {
        let clock = ImmediateClock()
        let error = await #expect(throws: LangBotError.self) {
            try await withStubbedClient(
                Self.running,
                Self.running,
                Self.running,
                configuration: Self.configuration(clock)
            ) { try await $0.tasks.wait(for: 7, atMost: .milliseconds(300)) }
        }
        #expect(error?.code == .timeout)
        #expect(clock.waits == [.milliseconds(200), .milliseconds(100)])
    }

    private static func busy(_ seconds: Int) -> Stub {
        Stub(operation: "bot.list", answer: .refusal(429, message: "", headers: ["Retry-After": "\(seconds)"]))
    }

    @Test func repetitionsTakeNoTime() async throws {
        let clock = ImmediateClock()
        let list = Stub(operation: "bot.list", answer: .success(["bots": []]))
        try await withStubbedClient(Self.busy(20), Self.busy(20), list, configuration: Self.configuration(clock)) {
            _ = try await $0.bots.list()
        }
        #expect(clock.waits == [.seconds(20), .seconds(20)])
    }

    /// However long the test itself takes: only what was waited for counts.
    @Test func waitsUseUpTheDeadlineAsTheyWouldInTruth() async throws {
        let clock = ImmediateClock()
        let error = await #expect(throws: LangBotError.self) {
            try await withStubbedClient(Self.busy(60), Self.busy(60), configuration: Self.configuration(clock)) {
                _ = try await $0.bots.list()
            }
        }
        #expect(error?.code == .rateLimited)
        #expect(clock.waits == [.seconds(60)])
    }

    @Test func aCancelledTaskDoesNotWait() async throws {
        let clock = ImmediateClock()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await clock.sleep(for: .seconds(1))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(clock.waits.isEmpty)
    }

    @Test func aTimeThatHasPassedIsNoWait() async throws {
        let clock = ImmediateClock()
        let begin = clock.now
        try await clock.sleep(until: begin.advanced(by: .seconds(-5)), tolerance: nil)
        #expect(clock.now == begin)
        #expect(clock.waits == [.zero])
    }
}
