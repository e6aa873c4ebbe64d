import Foundation

/// Delivers signals to the program instead of letting them end it.
package struct SignalTrap: Sendable {
    /// The signals, as they arrive.
    package let signals: AsyncStream<Int32>

    /// Traps these signals until the process ends; of several traps, the last one receives them.
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

// Unsafe because a signal handler takes no context: written before the handler is set, and only read by it.
private nonisolated(unsafe) var writingEnd: Int32 = -1

/// Does only what is async-signal-safe: it writes a byte and restores `errno`.
private func handle(_ number: Int32) {
    let error = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writingEnd, &byte, 1)
    errno = error
}
