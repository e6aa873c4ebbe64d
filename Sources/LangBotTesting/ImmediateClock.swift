import LangBot

/// A clock on which every wait ends immediately, so that retries and `tasks.wait(for:)` take no time.
///
/// Its time advances only by the length of each wait.
///
/// ```swift
/// var configuration = ClientConfiguration()
/// configuration.clock = ImmediateClock()
/// ```
///
/// As with any clock, a wait that would exceed the client's deadline does not start. A response that never arrives
/// takes the deadline's real time.
public final class ImmediateClock: Clock {
    private struct State {
        var now: ContinuousClock.Instant
        var waits: [Duration] = []
    }

    private let state: Guarded<State>

    /// Creates a clock that starts at the present time.
    public init() { state = Guarded(State(now: .now)) }

    /// The start time plus all waits.
    public var now: ContinuousClock.Instant { state.withLock(\.now) }

    /// Zero: waits can be arbitrarily short.
    public var minimumResolution: Duration { .zero }

    /// The requested length of each wait, in the order in which they started.
    public var waits: [Duration] { state.withLock(\.waits) }

    /// Advances the time to `deadline` and lets other tasks run.
    ///
    /// - Throws: `CancellationError` in a cancelled task; the time then stays as it is.
    public func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(max(.zero, state.now.duration(to: deadline)))
            state.now = max(state.now, deadline)
        }
        await Task.yield()
    }
}
