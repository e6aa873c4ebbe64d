import HTTPCore
import JSONCore

/// What HTTP bots have under way: requests that wait for a reply, and replies that wait for their turn.
final class HTTPBotLine: Sendable {
    /// The session of a bot.
    struct Session: Hashable, Sendable {
        let bot: String
        let name: String
    }

    /// Components of a reply, and whether they end it.
    typealias Part = (components: [JSONValue], isFinal: Bool)

    private struct State {
        var waiters: [Session: AsyncStream<Part>.Continuation] = [:]
        /// The deliveries of the sessions that have a worker.
        var queues: [Session: [@Sendable () async -> Void]] = [:]
        var running = 0
    }

    /// As many as a release has: deliveries of a session, sessions, and messages of all bots at once.
    private static let (queueLimit, sessionLimit, messageLimit) = (100, 4096, 100)

    private let state = Locked(State())

    /// The replies of a session from now on; nil if somebody waits for them already.
    func replies(of session: Session) -> AsyncStream<Part>? {
        let (stream, continuation) = AsyncStream.makeStream(of: Part.self)
        let isFirst = state.withLock { state in
            guard state.waiters[session] == nil else { return false }
            state.waiters[session] = continuation
            return true
        }
        return isFirst ? stream : nil
    }

    func stopWaiting(for session: Session) {
        let continuation = state.withLock { $0.waiters.removeValue(forKey: session) }
        continuation?.finish()
    }

    /// Hands a reply to who waits for it; false if nobody does.
    func hand(_ part: Part, to session: Session) -> Bool {
        guard let waiter = state.withLock({ $0.waiters[session] }) else { return false }
        waiter.yield(part)
        return true
    }

    /// Runs deliveries of a session one after the other; the oldest is dropped when too many wait.
    func deliver(_ session: Session, _ work: @escaping @Sendable () async -> Void) {
        let isIdle = state.withLock { state in
            if state.queues[session] != nil {
                state.queues[session]?.append(work)
                if let count = state.queues[session]?.count, count > Self.queueLimit {
                    state.queues[session]?.removeFirst()
                }
                return false
            }
            guard state.queues.count < Self.sessionLimit else { return false }
            state.queues[session] = [work]
            return true
        }
        guard isIdle else { return }
        Task {
            while let next = nextDelivery(session) { await next() }
        }
    }

    private func nextDelivery(_ session: Session) -> (@Sendable () async -> Void)? {
        state.withLock { state in
            guard let next = state.queues[session]?.first else {
                state.queues[session] = nil
                return nil
            }
            state.queues[session]?.removeFirst()
            return next
        }
    }

    /// Works on a message in the background; false if too many are being worked on.
    func process(_ work: @escaping @Sendable () async -> Void) -> Bool {
        let isAdmitted = state.withLock { state in
            guard state.running < Self.messageLimit else { return false }
            state.running += 1
            return true
        }
        guard isAdmitted else { return false }
        Task {
            await work()
            state.withLock { $0.running -= 1 }
        }
        return true
    }
}
