public import Foundation

/// The parts of a body, in the order and at the time in which they arrive.
///
/// It can be read once, by one task. Dropping it ends the transfer.
public struct BodyChunks: AsyncSequence, Sendable {
    /// A part of the body; never empty.
    public typealias Element = Data

    private let next: @Sendable () async throws -> Data?

    /// Makes a body from a function that waits for the next part and returns nil at the end.
    public init(next: @escaping @Sendable () async throws -> Data?) {
        self.next = next
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(read: next)
    }

    /// Reads the parts one after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws -> Data?

        /// The next part, or nil at the end.
        public mutating func next() async throws -> Data? {
            try await read()
        }
    }
}
