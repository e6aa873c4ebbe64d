extension Bots {
    /// Returns a page of a bot's log, oldest entry first.
    ///
    /// - Parameters:
    ///   - id: The bot's identifier.
    ///   - index: The position of the newest entry to return; -1 for the end of the log.
    ///   - count: The maximum number of entries.
    public func logs(_ id: Bot.ID, through index: Int = -1, count: Int = 10) async throws -> BotLogPage {
        let range: JSONValue = ["from_index": .integer(Int64(index)), "max_count": .integer(Int64(count))]
        let operation = APIOperation("bot.logs", .post, "platform/bots/\(id)/logs", body: .json(range))
        let answer = try await core.answer(to: operation)
        return BotLogPage(
            entries: try answer.list("logs"),
            totalCount: Int(clamping: try answer.member("total_count", \.integerValue))
        )
    }

    /// Follows a bot's log.
    ///
    /// The sequence does not end by itself.
    ///
    /// ```swift
    /// for try await entry in client.bots.followLogs(id) { print(entry.text) }
    /// ```
    ///
    /// The server keeps the last 200 entries and restarts the numbering whenever the bot changes. The sequence handles
    /// both.
    ///
    /// - Parameters:
    ///   - id: The bot's identifier.
    ///   - backlog: The number of existing entries to deliver first.
    ///   - interval: The time between polls when there is nothing new.
    public func followLogs(
        _ id: Bot.ID,
        backlog: Int = 10,
        every interval: Duration = .seconds(2)
    ) -> BotLogSequence {
        BotLogSequence(bots: self, id: id, backlog: max(0, backlog), interval: interval)
    }
}

/// The entries of a bot's log as they appear.
public struct BotLogSequence: AsyncSequence, Sendable {
    /// An entry of the log.
    public typealias Element = BotLogEntry

    let bots: Bots
    let id: Bot.ID
    let backlog: Int
    let interval: Duration

    /// Starts following the log.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(sequence: self) }

    /// Polls the log for new entries.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private static let pageSize = 50

        let sequence: BotLogSequence
        private var pending: ArraySlice<BotLogEntry> = []
        private var last: Int?

        init(sequence: BotLogSequence) { self.sequence = sequence }

        /// Returns the next entry, waiting until there is one.
        public mutating func next() async throws -> BotLogEntry? {
            while pending.isEmpty {
                try Task.checkCancellation()
                pending = try await arrived()[...]
                if pending.isEmpty { try await sequence.bots.core.configuration.clock.sleep(for: sequence.interval) }
            }
            return pending.removeFirst()
        }

        /// The entries after the last one delivered.
        private mutating func arrived() async throws -> [BotLogEntry] {
            guard let last else { return try await begin() }
            var entries = try await sequence.page(through: -1, count: Self.pageSize)
            guard let newest = entries.last?.sequence else { return [] }
            let start = newest < last ? -1 : last
            while let oldest = entries.first?.sequence, oldest > start, oldest - 1 > start {
                let earlier = try await sequence.page(through: oldest - 1, count: Self.pageSize)
                guard let first = earlier.first?.sequence, first < oldest else { break }
                entries = earlier.filter { ($0.sequence ?? -1) < oldest } + entries
            }
            self.last = newest
            return entries.filter { ($0.sequence ?? -1) > start }
        }

        private mutating func begin() async throws -> [BotLogEntry] {
            let entries = try await sequence.page(through: -1, count: Swift.max(1, sequence.backlog))
            last = entries.last?.sequence ?? -1
            return sequence.backlog == 0 ? [] : entries
        }
    }

    fileprivate func page(through index: Int, count: Int) async throws -> [BotLogEntry] {
        try await bots.logs(id, through: index, count: count).entries
    }
}
