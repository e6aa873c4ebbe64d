/// What an HTTP bot remembers until it is started again.
struct HTTPBotState: Sendable {
    private struct Outgoing: Sendable {
        var sequence: Int64 = 0
        var wasFinal = true
    }

    /// Keys are remembered for ten minutes.
    private static let (lifetime, keyLimit, sessionLimit) = (Int64(600), 4096, 4096)

    private var keys: [String: Timestamp] = [:]
    /// The keys, oldest first.
    private var keyOrder: [String] = []
    private var outgoing: [String: Outgoing] = [:]

    enum Admission: Sendable {
        case accepted
        case duplicate
        case overloaded
    }

    /// Remembers the idempotency key of a message.
    mutating func admit(_ key: String, at now: Timestamp) -> Admission {
        let expiry = now.adding(seconds: -Self.lifetime)
        if let time = keys[key], time >= expiry { return .duplicate }
        let expired = keyOrder.prefix { keys[$0].map { $0 < expiry } ?? true }
        for name in expired { keys[name] = nil }
        keyOrder.removeFirst(expired.count)
        guard keys.count < Self.keyLimit else { return .overloaded }
        keys[key] = now
        keyOrder.append(key)
        return .accepted
    }

    /// The number of the next reply in a session, counted from 1 after each final one.
    mutating func nextSequence(_ session: String, isFinal: Bool) -> Int64 {
        if outgoing[session] == nil, outgoing.count >= Self.sessionLimit {
            outgoing = outgoing.filter { !$0.value.wasFinal }
        }
        var state = outgoing[session] ?? Outgoing()
        state.sequence = state.wasFinal ? 1 : state.sequence + 1
        state.wasFinal = isFinal
        if outgoing.count < Self.sessionLimit || outgoing[session] != nil { outgoing[session] = state }
        return state.sequence
    }
}
