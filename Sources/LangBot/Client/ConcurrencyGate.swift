/// Limits the number of concurrent requests.
///
/// Others wait in order of arrival.
final class ConcurrencyGate: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var inside = 0
        var nextID: UInt64 = 0
        var waiters: [Waiter] = []
        /// Waiters whose task was cancelled before they started to wait.
        var abandoned: Set<UInt64> = []
    }

    private let state = Guarded(State())

    /// Runs `body` once there is room for it, or immediately if `limit` is nil.
    func pass<Value>(limit: Int?, _ body: () async throws -> Value) async throws -> Value {
        guard let limit else { return try await body() }
        try await enter(max(1, limit))
        defer { leave() }
        return try await body()
    }

    private func enter(_ limit: Int) async throws {
        let id: UInt64? = state.withLock { state in
            if state.waiters.isEmpty, state.inside < limit {
                state.inside += 1
                return nil
            }
            state.nextID += 1
            return state.nextID
        }
        guard let id else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(Waiter(id: id, continuation: $0), limit) }
        } onCancel: {
            abandon(id)
        }
    }

    private func wait(_ waiter: Waiter, _ limit: Int) {
        let result: Result<Void, any Error>? = state.withLock { state in
            if state.abandoned.remove(waiter.id) != nil { return .failure(CancellationError()) }
            if state.waiters.isEmpty, state.inside < limit {
                state.inside += 1
                return .success(())
            }
            state.waiters.append(waiter)
            return nil
        }
        if let result { waiter.continuation.resume(with: result) }
    }

    private func abandon(_ id: UInt64) {
        let waiter: Waiter? = state.withLock { state in
            if let index = state.waiters.firstIndex(where: { $0.id == id }) { return state.waiters.remove(at: index) }
            state.abandoned.insert(id)
            return nil
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    /// Hands the slot to the longest waiting task.
    private func leave() {
        let next: Waiter? = state.withLock { state in
            guard !state.waiters.isEmpty else {
                state.inside -= 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.continuation.resume()
    }
}
