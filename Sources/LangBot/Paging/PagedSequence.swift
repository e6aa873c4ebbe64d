/// A list that is fetched page by page as it is read.
///
/// ```swift
/// for try await message in client.monitoring.messages.all() { print(message.content) }
/// ```
///
/// Nothing is fetched before the first element is requested or after the loop ends. Each loop starts from the
/// beginning.
public struct PagedSequence<Element: Sendable>: AsyncSequence, Sendable {
    /// A page and a function that fetches the next one; nil for the last page.
    struct Page: Sendable {
        let elements: [Element]
        let next: (@Sendable () async throws -> Page)?
    }

    private let first: @Sendable () async throws -> Page

    init(_ first: @escaping @Sendable () async throws -> Page) {
        self.first = first
    }

    /// Starts a new iteration.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(next: first) }

    /// Iterates over the elements, fetching pages as needed.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var elements: ArraySlice<Element> = []
        private var next: (@Sendable () async throws -> Page)?

        init(next: @escaping @Sendable () async throws -> Page) { self.next = next }

        /// Returns the next element, fetching a page if needed.
        public mutating func next() async throws -> Element? {
            while elements.isEmpty {
                guard let fetch = next else { return nil }
                let page = try await fetch()
                elements = page.elements[...]
                next = page.next
            }
            return elements.removeFirst()
        }
    }
}

extension PagedSequence {
    /// A list whose pages say where the next one starts.
    static func following<Cursor: Sendable>(
        _ cursor: Cursor?,
        _ fetch: @escaping @Sendable (Cursor?) async throws -> (elements: [Element], next: Cursor?)
    ) -> PagedSequence {
        PagedSequence { try await page(cursor, fetch) }
    }

    private static func page<Cursor: Sendable>(
        _ cursor: Cursor?,
        _ fetch: @escaping @Sendable (Cursor?) async throws -> (elements: [Element], next: Cursor?)
    ) async throws -> Page {
        let (elements, following) = try await fetch(cursor)
        // Without this, empty pages that name a next one would be fetched forever.
        guard let following, !elements.isEmpty else { return Page(elements: elements, next: nil) }
        return Page(elements: elements) { try await page(following, fetch) }
    }
}
