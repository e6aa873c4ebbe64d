import Foundation

/// The deadline passed before the work was done.
struct DeadlineExceeded: Error {}

/// Runs `body` for at most `limit`, or without a limit if it is nil.
///
/// The work runs in a task of its own, so that the caller continues at the deadline or on cancellation even if a
/// middleware or credential provider ignores cancellation.
func withDeadline<Value: Sendable>(
    _ limit: Duration?,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try Task.checkCancellation()
    let race = Race<Value>()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            race.start(continuation)
            // A timer for centuries would overflow, so a limit of more than 30 years counts as none.
            if let limit, limit < .seconds(1_000_000_000) {
                let timer = Timeout(limit) { Task { race.finish(.failure(DeadlineExceeded())) } }
                race.adopt(timer.cancel)
            }
            race.adopt(Task { race.finish(await Result(catching: body)) }.cancel)
        }
    } onCancel: {
        race.finish(.failure(CancellationError()))
    }
}

/// A result that several tasks compete for: the first one wins and the others are cancelled.
private final class Race<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, any Error>?
        var waiter: CheckedContinuation<Value, any Error>?
        var runners: [@Sendable () -> Void] = []
    }

    private let state = Guarded(State())

    func start(_ waiter: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state in
            if state.result == nil { state.waiter = waiter }
            return state.result
        }
        if let result { waiter.resume(with: result) }
    }

    func adopt(_ runner: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if state.result == nil { state.runners.append(runner) }
            return state.result != nil
        }
        if isOver { runner() }
    }

    func finish(_ result: Result<Value, any Error>) {
        let ended = state.withLock { state -> State? in
            guard state.result == nil else { return nil }
            defer { (state.waiter, state.runners) = (nil, []) }
            state.result = result
            return state
        }
        guard let ended else { return }
        ended.waiter?.resume(with: result)
        for runner in ended.runners { runner() }
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

/// A timer that fires once unless it is cancelled first.
///
/// A cancelled task stays in memory until the end of its sleep (Swift 6.3.1), so that many calls with a deadline of 90
/// seconds would each keep a kilobyte for that long. A Dispatch timer is freed immediately.
private struct Timeout: Sendable {
    private let timer: Guarded<any DispatchSourceTimer>

    init(_ limit: Duration, _ action: @escaping @Sendable () -> Void) {
        let timer = DispatchSource.makeTimerSource()
        timer.setEventHandler(handler: action)
        timer.schedule(deadline: .now() + limit.inSeconds)
        timer.activate()
        self.timer = Guarded(timer)
    }

    @Sendable func cancel() { timer.withLock { $0.cancel() } }
}
