import Foundation

/// A value behind a lock.
package final class Locked<Value>: @unchecked Sendable {
    // Unchecked because the compiler cannot see that every access to `value` holds `lock`.
    private let lock = NSLock()
    private var value: Value

    package init(_ value: Value) {
        self.value = value
    }

    /// Runs `body` with the value to itself.
    ///
    /// It must be short, and must not lock this again.
    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
