import Foundation

/// A value that only one thread at a time can access.
///
/// The standard library's `Mutex` requires macOS 15; this works on macOS 13.
package final class Guarded<Value>: @unchecked Sendable {
    // Every access to `storage` happens between `lock()` and `unlock()`, which is what makes sharing this safe.
    private let lock = NSLock()
    private var storage: Value

    package init(_ value: Value) {
        storage = value
    }

    package var value: Value { withLock { $0 } }

    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&storage)
    }
}
