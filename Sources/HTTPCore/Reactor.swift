import Foundation

/// Waits for sockets on behalf of tasks, so that waiting blocks no thread: one thread serves the whole process.
final class Reactor: Sendable {
    /// How a wait ended.
    enum Outcome: Hashable {
        case ready
        case timeout
        case cancelled
        case failed(SystemError)
    }

    private struct Wait {
        let reads: Bool
        let writes: Bool
        let deadline: MonotonicTime?
        let continuation: CheckedContinuation<Outcome, Never>

        func isSatisfied(by event: PollerEvent) -> Bool {
            event.isBroken || reads && event.isReadable || writes && event.isWritable
        }
    }

    private enum Change {
        case watch(Int32)
        /// The descriptor may be another socket's soon.
        case forget(Int32)
    }

    private struct State {
        var waits: [Int32: [Wait]] = [:]
        var changes: [Change] = []
        /// The earliest deadline; too early if that wait has ended otherwise.
        var earliest: MonotonicTime?
        var isAsleep = false

        func interest(in descriptor: Int32) -> Interest? {
            guard let waits = waits[descriptor], !waits.isEmpty else { return nil }
            return Interest(reads: waits.contains(where: \.reads), writes: waits.contains(where: \.writes))
        }
    }

    private struct Interest: Hashable {
        var reads: Bool
        var writes: Bool
    }

    /// A wait that has ended, to be resumed outside of the lock.
    private struct Ended {
        let continuation: CheckedContinuation<Outcome, Never>
        let outcome: Outcome
    }

    /// The one of the process; it starts with the first wait.
    static let shared = Result { () throws(SystemError) in try Reactor(.fastest) }

    private let poller: Guard
    private let state = Locked(State())

    /// A poller that leaves its thread for ``Poller/wake()`` alone.
    private struct Guard: @unchecked Sendable {
        // Unchecked because the compiler cannot see that only the reactor's thread uses the rest.
        let poller: any Poller
    }

    convenience init(_ kind: PollerKind) throws(SystemError) {
        self.init(try kind.makePoller())
    }

    init(_ poller: any Poller) {
        self.poller = Guard(poller: poller)
        let thread = Thread { [self] in run() }
        thread.name = "http-client"
        thread.start()
    }

    /// Waits until a descriptor is ready, the deadline passes, or somebody cancels.
    ///
    /// - Parameter isCancelled: Asked once the wait can be cancelled, so that no cancellation is missed.
    func wait(
        for descriptor: Int32,
        reads: Bool = false,
        writes: Bool = false,
        by deadline: MonotonicTime?,
        unless isCancelled: () -> Bool
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let wait = Wait(
                reads: reads,
                writes: writes,
                deadline: deadline,
                continuation: continuation
            )
            let (isStarted, wakes) = state.withLock { state in
                if isCancelled() { return (false, false) }
                state.waits[descriptor, default: []].append(wait)
                state.changes.append(.watch(descriptor))
                if let deadline { state.earliest = min(deadline, state.earliest ?? deadline) }
                return (true, state.isAsleep)
            }
            if wakes { poller.poller.wake() }
            if !isStarted { continuation.resume(returning: .cancelled) }
        }
    }

    /// Ends all waits for a descriptor that is still open; afterwards it can be closed.
    func cancel(_ descriptor: Int32) {
        let (waits, wakes) = state.withLock { state in
            let waits = state.waits.removeValue(forKey: descriptor) ?? []
            // Also without a wait: the poller may still watch for one that has just ended.
            state.changes.append(.forget(descriptor))
            return (waits, state.isAsleep && !waits.isEmpty)
        }
        if wakes { poller.poller.wake() }
        for wait in waits { wait.continuation.resume(returning: .cancelled) }
    }

    private func run() -> Never {
        var watched: [Int32: Interest] = [:]
        var events: [PollerEvent] = []
        while true {
            let changes = state.withLock { state in
                defer { state.changes.removeAll(keepingCapacity: true) }
                state.isAsleep = true
                return state.changes
            }
            var ended = changes.flatMap { apply($0, &watched) }
            // Waits that could not be registered must be resumed before the thread sleeps.
            poller.poller.wait(milliseconds: ended.isEmpty ? pause : 0, &events)
            let (satisfied, touched) = state.withLock { state in
                state.isAsleep = false
                return Self.satisfied(events, &state)
            }
            ended += satisfied
            for descriptor in touched { ended += apply(.watch(descriptor), &watched) }
            for one in ended { one.continuation.resume(returning: one.outcome) }
        }
    }

    private var pause: Int32 {
        guard let earliest = state.withLock({ $0.earliest }) else { return -1 }
        return MonotonicTime.now.milliseconds(until: earliest)
    }

    private func apply(_ change: Change, _ watched: inout [Int32: Interest]) -> [Ended] {
        switch change {
        case .forget(let descriptor):
            if watched.removeValue(forKey: descriptor) != nil { poller.poller.remove(descriptor) }
        case .watch(let descriptor):
            let wanted = state.withLock { $0.interest(in: descriptor) }
            guard wanted != watched[descriptor] else { return [] }
            defer { watched[descriptor] = wanted }
            guard let wanted else {
                poller.poller.remove(descriptor)
                return []
            }
            guard watched[descriptor] == nil else {
                poller.poller.change(descriptor, reads: wanted.reads, writes: wanted.writes)
                return []
            }
            do throws(SystemError) {
                try poller.poller.add(descriptor, reads: wanted.reads, writes: wanted.writes)
            } catch {
                let waits = state.withLock { $0.waits.removeValue(forKey: descriptor) } ?? []
                return waits.map { Ended(continuation: $0.continuation, outcome: .failed(error)) }
            }
        }
        return []
    }

    /// Removes the waits that have ended, and says which descriptors they were for.
    private static func satisfied(_ events: [PollerEvent], _ state: inout State) -> ([Ended], Set<Int32>) {
        var ended: [Ended] = []
        var touched: Set<Int32> = []
        func end(_ descriptor: Int32, _ outcome: Outcome, where isOver: (Wait) -> Bool) {
            guard let waits = state.waits[descriptor], waits.contains(where: isOver) else { return }
            touched.insert(descriptor)
            for wait in waits where isOver(wait) {
                ended.append(Ended(continuation: wait.continuation, outcome: outcome))
            }
            let left = waits.filter { !isOver($0) }
            state.waits[descriptor] = left.isEmpty ? nil : left
        }
        for event in events { end(event.descriptor, .ready) { $0.isSatisfied(by: event) } }
        if let earliest = state.earliest, case let now = MonotonicTime.now, now >= earliest {
            for descriptor in Array(state.waits.keys) {
                end(descriptor, .timeout) { wait in wait.deadline.map { $0 <= now } ?? false }
            }
            state.earliest = state.waits.values.joined().compactMap(\.deadline).min()
        }
        return (ended, touched)
    }
}
