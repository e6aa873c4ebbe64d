import Foundation

/// A value that one thread at a time may touch.
///
/// `Mutex` of the standard library asks for macOS 15; this serves macOS 13.
final class Locked<Value>: @unchecked Sendable {
    // Every access to `value` happens between `lock()` and `unlock()`, which is what makes sharing this safe.
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
