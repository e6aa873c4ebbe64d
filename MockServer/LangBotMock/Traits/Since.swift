import LangBotContract

/// Values by release: each holds from its release until the next one.
struct Since<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    private let changes: [(release: Release, value: Value)]

    /// Creates values, ordered from the oldest release to the newest.
    init(dictionaryLiteral elements: (Release, Value)...) {
        changes = elements.map { (release: $0.0, value: $0.1) }
    }

    /// The value in a release, or nil before the first.
    subscript(release: Release) -> Value? { changes.last { $0.release <= release }?.value }
}
