/// What a stream consists of, in the order and at the time in which it arrives.
///
/// It can be read once, by one task. Ending the loop, or the task, ends the transfer, which the server sees.
public struct StreamedElements<Element: Sendable>: AsyncSequence, Sendable {
    private let read: @Sendable () async throws -> Element?

    /// Makes a stream from a function that waits for the next element and returns nil at the end.
    public init(next: @escaping @Sendable () async throws -> Element?) {
        read = next
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(read: read) }

    /// Reads the elements one after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws -> Element?

        /// The next element, or nil at the end.
        public mutating func next() async throws -> Element? { try await read() }
    }
}

extension StreamedElements {
    /// The elements that `parse` finds in the lines of a body.
    ///
    /// - Parameters:
    ///   - limit: How many bytes a line may have.
    ///   - parse: Takes a line, and returns an element when the line ends one.
    init(
        _ body: BodyChunks,
        limit: Int,
        parse: @escaping @Sendable (ArraySlice<UInt8>) throws -> Element?
    ) {
        let splitter = Locked(LineSplitter())
        let isAtEnd = Locked(false)
        self.init {
            while true {
                while let line = splitter.withLock({ $0.next().map(Array.init) }) {
                    if let element = try parse(line[...]) { return element }
                }
                guard splitter.withLock(\.waiting) <= limit else { throw TransportFailure(.responseTooLarge) }
                if isAtEnd.withLock(\.self) { return nil }
                var iterator = body.makeAsyncIterator()
                if let chunk = try await iterator.next() {
                    splitter.withLock { $0.feed(chunk) }
                    continue
                }
                isAtEnd.withLock { $0 = true }
                let rest = splitter.withLock { $0.rest().map(Array.init) }
                if let rest, let element = try parse(rest[...]) { return element }
            }
        }
    }
}
