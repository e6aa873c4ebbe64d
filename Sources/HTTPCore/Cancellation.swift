/// Ends what an exchange waits for, whatever that is at the time.
final class Cancellation: Sendable {
    private struct State {
        var isCancelled = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Locked(State())

    /// Sets what a cancellation does from now on, and does it if there was one.
    func attach(_ action: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.action = action
            return state.isCancelled
        }
        if isCancelled { action() }
    }

    /// Cancels for good.
    func cancel() {
        let action = state.withLock { state in
            state.isCancelled = true
            return state.action
        }
        action?()
    }

    /// Runs `body`, and cancels if its task is cancelled.
    func duringTask<Value: Sendable>(
        _ body: () async throws(HTTPClientError) -> Value
    ) async throws(HTTPClientError) -> Value {
        let result: Result<Value, HTTPClientError> = await withTaskCancellationHandler {
            do throws(HTTPClientError) {
                return .success(try await body())
            } catch {
                // Whatever the ends of the connection say by then.
                return .failure(state.withLock(\.isCancelled) ? .cancelled : error)
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }
}
