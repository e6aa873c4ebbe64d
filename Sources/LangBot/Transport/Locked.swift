import Foundation

/// A value that only one thread at a time can access.
///
/// The standard library's `Mutex` requires macOS 15; this works on macOS 13.
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
