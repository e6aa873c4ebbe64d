import Foundation

/// Delivers signals to the program instead of letting them terminate it.
package struct SignalTrap: Sendable {
    /// Each signal as it arrives.
    package let signals: AsyncStream<Int32>

    /// Traps these signals for the rest of the process's life.
    ///
    /// If there are several traps, the latest receives them.
    ///
    /// - Returns: nil if the process cannot open a pipe.
    package init?(_ numbers: Int32...) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        signals = stream
        let reading = ends[0]
        Thread.detachNewThread {
            var number: UInt8 = 0
            while read(reading, &number, 1) == 1 || errno == EINTR { continuation.yield(Int32(number)) }
        }
        writingEnd = ends[1]
        for number in numbers { signal(number, handle) }
    }
}

// Unsafe because a signal handler cannot capture anything. It is written before the handler is installed and only read
// by it.
private nonisolated(unsafe) var writingEnd: Int32 = -1

/// Async-signal-safe: writes one byte and preserves `errno`.
private func handle(_ number: Int32) {
    let error = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writingEnd, &byte, 1)
    errno = error
}
