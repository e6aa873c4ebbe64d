public import Foundation

/// The chunks of a body, as they arrive.
///
/// It can be read once, by one task. Releasing it ends the transfer.
public struct BodyChunks: AsyncSequence, Sendable {
    /// A chunk of the body; never empty.
    public typealias Element = Data

    private let next: @Sendable () async throws -> Data?

    /// Creates a body from a function that waits for the next chunk and returns nil at the end.
    public init(next: @escaping @Sendable () async throws -> Data?) {
        self.next = next
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(read: next)
    }

    /// Iterates over the chunks.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws -> Data?

        /// Returns the next chunk, or nil at the end.
        public mutating func next() async throws -> Data? {
            try await read()
        }
    }
}
