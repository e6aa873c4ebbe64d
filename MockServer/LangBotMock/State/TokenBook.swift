/// Random tokens that are worth something for some minutes; they are lost when LangBot stops, so that no snapshot has
/// them.
struct TokenBook<Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        let expiresAt: Timestamp
    }

    private let limit: Int
    private let seconds: Int64
    private var entries: [String: Entry] = [:]
    /// The tokens, oldest first.
    private var order: [String] = []

    /// Creates a book that forgets the oldest token when there are more than this many.
    init(limit: Int, seconds: Int64) {
        self.limit = limit
        self.seconds = seconds
    }

    /// A new token.
    mutating func issue(_ value: Value, _ surroundings: Surroundings) -> String {
        let now = surroundings.now()
        while let first = order.first, order.count >= limit || entries[first].map({ $0.expiresAt < now }) ?? true {
            entries[order.removeFirst()] = nil
        }
        let token = Base64URL.encode(surroundings.randomBytes(32))
        entries[token] = Entry(value: value, expiresAt: now.adding(seconds: seconds))
        order.append(token)
        return token
    }

    /// What a token is worth; nil if it is none or has expired.
    func value(of token: String, at now: Timestamp) -> Value? {
        entries[token].flatMap { now <= $0.expiresAt ? $0.value : nil }
    }

    mutating func change(_ token: String, _ value: Value) { entries[token]?.value = value }

    /// Ends a token and returns what it was worth.
    @discardableResult
    mutating func take(_ token: String, at now: Timestamp) -> Value? {
        defer { entries[token] = nil }
        return value(of: token, at: now)
    }
}

/// A sign-in that lacks a second factor.
struct SignInChallenge: Sendable {
    /// The wrong answers that end a challenge.
    static let attempts = 5

    /// The identifier of the account; empty if nothing can answer the challenge.
    let account: String
    var failures = 0
}
