import Foundation

/// Standard output or standard error.
package struct StandardStream: Sendable {
    private let descriptor: Int32

    package static let output = StandardStream(descriptor: STDOUT_FILENO)
    package static let error = StandardStream(descriptor: STDERR_FILENO)

    /// A stream over a descriptor, which the caller keeps and closes.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The reader is gone.
    package struct Closed: Error {}

    /// Makes writing to a closed pipe an error instead of ending the process.
    package static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all of a text.
    ///
    /// - Throws: ``Closed`` if the reader is gone, or writing fails for another reason.
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

    /// Whether it is a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The columns of `COLUMNS`, or those of the terminal, or 80 if it is not one.
    package var width: Int {
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 0
        if columns >= 20 { return columns }
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether to use colours: on a terminal that has them, unless `NO_COLOR` or an option says no
    /// (https://no-color.org).
    package func usesColor(environment: [String: String], isForbidden: Bool) -> Bool {
        isTerminal && !isForbidden && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
