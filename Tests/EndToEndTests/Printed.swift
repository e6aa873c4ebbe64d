import HTTPCore

/// Everything that Swift prints of some values.
final class Printed: Sendable {
    private let texts = Locked<[String]>([])

    var text: String { texts.withLock { $0.joined(separator: "\n") } }

    func add(_ value: some Any) {
        var dumped = ""
        dump(value, to: &dumped)
        let text = ["\(value)", String(reflecting: value), dumped].joined(separator: "\n")
        texts.withLock { $0.append(text) }
    }
}
