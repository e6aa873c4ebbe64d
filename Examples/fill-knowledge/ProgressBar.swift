import Foundation

/// A progress bar for uploads, shown on terminals only.
///
/// It keeps no state between calls, so any thread can call it.
struct ProgressBar: Sendable {
    private static let width = 30

    let total: Int
    private let isShown = isatty(STDERR_FILENO) == 1

    init(total: Int) { self.total = max(1, total) }

    func show(_ done: Int, _ name: String) {
        guard isShown else { return }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        write("\r\u{1B}[K[\(bar)] \(Int(share * 100)) % \(name.prefix(40))")
    }

    func clear() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
