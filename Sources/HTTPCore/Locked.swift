package import Foundation

/// A value behind a lock.
package final class Locked<Value>: @unchecked Sendable {
    // Unchecked because the compiler cannot see that every access to `value` holds `lock`.
    @usableFromInline package let lock = NSLock()
    @usableFromInline package var value: Value

    @inlinable package init(_ value: Value) {
        self.value = value
    }

    /// Runs `body` with the value to itself.
    ///
    /// It must be short, and must not lock this again.
    @inlinable package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
