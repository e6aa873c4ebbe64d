/// Lets one task after the other do something, in the order in which they come.
final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var waiters: [Promise<Void>] = []
    }

    private let state = Locked(State())

    /// Waits for a turn and runs `body`.
    func next<Value: Sendable>(
        by deadline: MonotonicTime?,
        _ body: () async throws(HTTPClientError) -> Value
    ) async throws(HTTPClientError) -> Value {
        try await take(by: deadline)
        defer { leave() }
        return try await body()
    }

    /// Runs `body` unless it is somebody's turn.
    func ifFree(_ body: () -> Void) {
        let isFree = state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
        guard isFree else { return }
        body()
        leave()
    }

    private func take(by deadline: MonotonicTime?) async throws(HTTPClientError) {
        let turn = Promise<Void>()
        let mustWait = state.withLock { state in
            if state.isTaken { state.waiters.append(turn) }
            defer { state.isTaken = true }
            return state.isTaken
        }
        guard mustWait else { return }
        let cancellation = Cancellation()
        cancellation.attach { turn.give(.failure(.cancelled)) }
        try await cancellation.duringTask { () async throws(HTTPClientError) in try await turn.value(by: deadline) }
    }

    private func leave() {
        state.withLock { state in
            // Whoever has stopped waiting is passed over.
            while !state.waiters.isEmpty { if state.waiters.removeFirst().give(.success(())) { return } }
            state.isTaken = false
        }
    }
}
