import Foundation
import Testing

@testable import HTTPCore

@Suite struct ReactorTests {
    /// A wait may have ended, and the poller not have heard of it, when its socket is closed and another gets the number.
    @Test func aNumberThatIsAnothersAtOnceIsWatched() async throws {
        let poller = ScriptedPoller()
        let reactor = Reactor(poller)
        let inherited = Locked<(number: Int32, wait: Task<Reactor.Outcome, Never>)?>(nil)
        poller.whenFirstRemoved { removed in
            let number: Int32 = removed == 51 ? 52 : 51
            reactor.cancel(number)
            poller.closed(number)
            let isRegistered = DispatchSemaphore(value: 0)
            let wait = Task {
                await reactor.wait(for: number, reads: true, by: nil) {
                    isRegistered.signal()
                    return false
                }
            }
            isRegistered.wait()
            inherited.withLock { $0 = (number, wait) }
        }
        let waits = [51, 52].map { (number: Int32) in
            Task { await reactor.wait(for: number, reads: true, by: nil) { false } }
        }
        var sleeps = poller.sleeps.makeAsyncIterator()
        while await sleeps.next() != [51, 52] {}
        poller.deliver([51, 52])
        for wait in waits { #expect(await wait.value == .ready) }

        var watched = await sleeps.next()
        while watched == [51, 52] { watched = await sleeps.next() }
        let (number, wait) = try #require(inherited.withLock { $0 })
        #expect(watched == [number])
        poller.deliver([number])
        if watched == [number] { #expect(await wait.value == .ready) }
        reactor.cancel(number)
    }
}

/// A poller whose events the test makes up; a number is no longer watched once it is closed, as the system has it.
private final class ScriptedPoller: Poller, Sendable {
    private struct State {
        var watched: Set<Int32> = []
        var events: [PollerEvent] = []
        var hook: (@Sendable (Int32) -> Void)?
    }

    private let state = Locked(State())
    private let isAwake = DispatchSemaphore(value: 0)
    private let sleeping: AsyncStream<Set<Int32>>.Continuation
    /// What was watched at the beginning of each wait.
    let sleeps: AsyncStream<Set<Int32>>

    init() {
        (sleeps, sleeping) = AsyncStream.makeStream()
    }

    func whenFirstRemoved(_ body: @escaping @Sendable (Int32) -> Void) {
        state.withLock { $0.hook = body }
    }

    func deliver(_ descriptors: Set<Int32>) {
        state.withLock { state in
            state.events = descriptors.map {
                PollerEvent(descriptor: $0, isReadable: true, isWritable: false, isBroken: false)
            }
        }
        isAwake.signal()
    }

    func closed(_ descriptor: Int32) { state.withLock { _ = $0.watched.remove(descriptor) } }

    func add(_ descriptor: Int32, reads: Bool, writes: Bool) {
        state.withLock { _ = $0.watched.insert(descriptor) }
    }

    func change(_ descriptor: Int32, reads: Bool, writes: Bool) {}

    func remove(_ descriptor: Int32) {
        let hook = state.withLock { state in
            state.watched.remove(descriptor)
            defer { state.hook = nil }
            return state.hook
        }
        hook?(descriptor)
    }

    func wait(milliseconds: Int32, _ events: inout [PollerEvent]) {
        sleeping.yield(state.withLock(\.watched))
        if milliseconds != 0 { isAwake.wait() }
        events = state.withLock { state in
            defer { state.events = [] }
            return state.events.filter { state.watched.contains($0.descriptor) }
        }
    }

    func wake() { isAwake.signal() }

    func close() {}
}
