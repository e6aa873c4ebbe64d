import Foundation

/// Standard output or standard error.
package struct StandardStream: Sendable {
    private let descriptor: Int32

    package static let output = StandardStream(descriptor: STDOUT_FILENO)
    package static let error = StandardStream(descriptor: STDERR_FILENO)

    /// Creates a stream for a descriptor, which the caller continues to own.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The reader is gone.
    package struct Closed: Error {}

    /// Makes writing to a closed pipe an error instead of terminating the process.
    package static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes the whole text.
    ///
    /// - Throws: ``Closed`` if the other end of a pipe is gone or nothing more can be written.
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

    /// Whether the stream is a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The width of the terminal in columns; 80 if the stream is not a terminal.
    package var width: Int {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether to use colours: on terminals that support them, unless disabled by option or `NO_COLOR`
    /// (https://no-color.org).
    package func usesColor(environment: [String: String], isForbidden: Bool) -> Bool {
        isTerminal && !isForbidden && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
