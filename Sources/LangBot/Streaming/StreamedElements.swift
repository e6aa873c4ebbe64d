/// The elements of a stream, as they arrive.
///
/// It can be read once, by one task. Leaving the loop or cancelling the task ends the transfer, which the server
/// notices.
public struct StreamedElements<Element: Sendable>: AsyncSequence, Sendable {
    private let read: @Sendable () async throws -> Element?

    /// Creates a stream from a function that waits for the next element and returns nil at the end.
    public init(next: @escaping @Sendable () async throws -> Element?) {
        read = next
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(read: read) }

    /// Iterates over the elements.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws -> Element?

        /// Returns the next element, or nil at the end.
        public mutating func next() async throws -> Element? { try await read() }
    }
}

extension StreamedElements {
    /// The same elements, and the error `.transport` if they end before the last one.
    ///
    /// - Parameters:
    ///   - operation: The operation whose answer they are, for the error.
    ///   - isLast: Tells whether an element is the last one.
    func complete(_ operation: OperationName, _ isLast: @escaping @Sendable (Element) -> Bool) -> Self {
        let isComplete = Guarded(false)
        return Self {
            guard let element = try await read() else {
                if isComplete.withLock(\.self) { return nil }
                throw LangBotError(
                    .transport,
                    operation: operation,
                    detail: "the stream ended before its last frame; check the server's log or try again"
                )
            }
            if isLast(element) { isComplete.withLock { $0 = true } }
            return element
        }
    }

    /// The elements that `parse` finds in the lines of a body.
    ///
    /// - Parameters:
    ///   - limit: The maximum length of a line in bytes.
    ///   - parse: Consumes a line and returns an element if the line ends one.
    init(
        _ body: BodyChunks,
        limit: Int,
        parse: @escaping @Sendable (ArraySlice<UInt8>) throws -> Element?
    ) {
        let splitter = Guarded(LineSplitter())
        let isAtEnd = Guarded(false)
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
