import Foundation

/// A value that one task waits for; the first that is given counts.
final class Promise<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, HTTPClientError>

    private struct State {
        var outcome: Outcome?
        var waiter: CheckedContinuation<Outcome, Never>?
        var timer: DispatchWorkItem?
    }

    private let state = Locked(State())

    /// Waits for the value.
    func value(by deadline: MonotonicTime?) async throws(HTTPClientError) -> Value {
        let outcome = await withCheckedContinuation { waiter in
            let outcome = state.withLock { state in
                guard state.outcome == nil else { return state.outcome }
                state.waiter = waiter
                state.timer = deadline.map(timer)
                return nil
            }
            if let outcome { waiter.resume(returning: outcome) }
        }
        return try outcome.get()
    }

    private func timer(at deadline: MonotonicTime) -> DispatchWorkItem {
        let timer = DispatchWorkItem { self.give(.failure(.timeout)) }
        let left = Int(MonotonicTime.now.milliseconds(until: deadline))
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(left), execute: timer)
        return timer
    }

    /// Gives the value; returns whether it counts.
    @discardableResult
    func give(_ outcome: Outcome) -> Bool {
        let before = state.withLock { state -> State? in
            guard state.outcome == nil else { return nil }
            defer { state = State(outcome: outcome) }
            return state
        }
        before?.timer?.cancel()
        before?.waiter?.resume(returning: outcome)
        return before != nil
    }
}
