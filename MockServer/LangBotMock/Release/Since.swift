import LangBotContract

/// Values that hold from a release on, until the next one.
struct Since<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    private let changes: [(release: Release, value: Value)]

    /// The releases from oldest to newest.
    init(dictionaryLiteral elements: (Release, Value)...) {
        changes = elements.map { (release: $0.0, value: $0.1) }
    }

    /// What holds in a release, or nil before the first.
    subscript(release: Release) -> Value? { changes.last { $0.release <= release }?.value }
}
