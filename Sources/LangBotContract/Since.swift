/// Values by release: each holds from its release until the next one.
package struct Since<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
    private let changes: [(release: Release, value: Value)]

    /// Creates values, ordered from the oldest release to the newest.
    package init(dictionaryLiteral elements: (Release, Value)...) {
        changes = elements.map { (release: $0.0, value: $0.1) }
    }

    /// The same value in every release.
    package init(always value: Value) {
        changes = Release.allCases.prefix(1).map { (release: $0, value: value) }
    }

    /// The value in a release, or nil before the first.
    package subscript(release: Release) -> Value? { changes.last { $0.release <= release }?.value }
}
