import Foundation

/// Standard output or standard error.
package struct StandardStream: Sendable {
    private let descriptor: Int32

    package static let output = StandardStream(descriptor: STDOUT_FILENO)
    package static let error = StandardStream(descriptor: STDERR_FILENO)

    /// A stream over any descriptor, which stays the caller's.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Nobody reads any more.
    package struct Closed: Error {}

    /// Makes writing to a closed pipe an error instead of the end of the process.
    package static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all of a text.
    ///
    /// - Throws: ``Closed`` where the other end of a pipe is gone, or nothing more can be written.
    package func write(_ text: String) throws(Closed) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                throw Closed()
            }
        }
    }

    /// Whether a person looks at it.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The columns of the terminal, or 80 where it is none.
    package var width: Int {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether colours belong here: on a terminal that has them, unless somebody said no (https://no-color.org).
    package func usesColor(environment: [String: String], isForbidden: Bool) -> Bool {
        isTerminal && !isForbidden && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
