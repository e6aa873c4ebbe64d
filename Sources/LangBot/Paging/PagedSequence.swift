/// A long list that is fetched page by page while it is read.
///
/// ```swift
/// for try await message in client.monitoring.messages.all() { print(message.content) }
/// ```
///
/// Nothing is fetched before the first element is asked for, and nothing after the loop has ended. Each loop begins
/// anew.
public struct PagedSequence<Element: Sendable>: AsyncSequence, Sendable {
    /// A page, and how to get the one after it; nil after the last one.
    struct Page: Sendable {
        let elements: [Element]
        let next: (@Sendable () async throws -> Page)?
    }

    private let first: @Sendable () async throws -> Page

    init(_ first: @escaping @Sendable () async throws -> Page) {
        self.first = first
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(next: first) }

    /// Fetches one page after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var elements: ArraySlice<Element> = []
        private var next: (@Sendable () async throws -> Page)?

        init(next: @escaping @Sendable () async throws -> Page) { self.next = next }

        /// The next element; fetches a page when there is none left.
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
    /// A list whose pages name the place where the next one begins.
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
        // An empty page that names another one would be asked for without end.
        guard let following, !elements.isEmpty else { return Page(elements: elements, next: nil) }
        return Page(elements: elements) { try await page(following, fetch) }
    }
}
