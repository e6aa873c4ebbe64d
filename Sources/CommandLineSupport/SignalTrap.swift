import Foundation

/// Hands signals to the program instead of letting them end it.
package final class SignalTrap: Sendable {
    /// Each signal as it arrives.
    package let signals: AsyncStream<Int32>
    // Unsafe because Dispatch does not say that its sources are Sendable; these are only cancelled, which any thread may.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Traps these signals for as long as this is kept.
    package init(_ numbers: Int32...) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        signals = stream
        sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
