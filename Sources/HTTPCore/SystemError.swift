import Foundation

/// A system call that failed.
package struct SystemError: Error, Hashable, Sendable {
    package let call: String
    package let code: Int32

    /// The failure in the current `errno`.
    static func last(_ call: String) -> SystemError {
        SystemError(call: call, code: errno)
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
