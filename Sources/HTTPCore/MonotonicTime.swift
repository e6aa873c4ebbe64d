import Foundation

/// Nanoseconds on a monotonic clock.
package struct MonotonicTime: Comparable, Hashable, Sendable {
    let nanoseconds: Int64

    package static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

    package static func + (time: Self, duration: Duration) -> Self {
        MonotonicTime(nanoseconds: time.nanoseconds &+ duration.nanoseconds)
    }

    func adding(nanoseconds: Int64) -> Self { MonotonicTime(nanoseconds: self.nanoseconds &+ nanoseconds) }

    /// Whole microseconds since an earlier time.
    package func microseconds(since earlier: Self) -> Int64 { (nanoseconds - earlier.nanoseconds) / 1000 }

    /// Whole milliseconds until a later time, rounded up so that a wait does not end early.
    func milliseconds(until later: Self) -> Int32 {
        Int32(clamping: max(0, (later.nanoseconds - nanoseconds + 999_999) / 1_000_000))
    }
}

extension Duration {
    /// The duration in nanoseconds, at most about 73 years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return min(max(seconds, -2_300_000_000), 2_300_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
