import HTTPCore

/// A clock on which every wait is over at once, so that repetitions and `tasks.wait(for:)` take no time.
///
/// Its time stands still except for the waits, each of which moves it by its whole length.
///
/// ```swift
/// var configuration = ClientConfiguration()
/// configuration.clock = ImmediateClock()
/// ```
///
/// A wait that a client's deadline has no room for is not begun, as with any clock; an answer that never comes takes the
/// deadline's real time.
public final class ImmediateClock: Clock {
    private struct State {
        var now: ContinuousClock.Instant
        var waits: [Duration] = []
    }

    private let state: Locked<State>

    /// Makes a clock that begins with the present.
    public init() { state = Locked(State(now: .now)) }

    /// The time of the beginning, plus every wait.
    public var now: ContinuousClock.Instant { state.withLock(\.now) }

    /// No wait is too short.
    public var minimumResolution: Duration { .zero }

    /// How long each wait would have been, in the order in which they began.
    public var waits: [Duration] { state.withLock(\.waits) }

    /// Moves the time to `deadline` and lets other tasks run.
    ///
    /// - Throws: `CancellationError` in a cancelled task, where nothing is moved.
    public func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(max(.zero, state.now.duration(to: deadline)))
            state.now = max(state.now, deadline)
        }
        await Task.yield()
    }
}
