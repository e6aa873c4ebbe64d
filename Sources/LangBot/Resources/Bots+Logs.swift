extension Bots {
    /// A page of what a bot logged, the oldest entry first.
    ///
    /// - Parameters:
    ///   - uuid: The bot's identifier.
    ///   - index: The number of the newest entry to return; -1 for the latest there is.
    ///   - count: How many entries at most.
    public func logs(_ uuid: String, through index: Int = -1, count: Int = 10) async throws -> BotLogPage {
        let range: JSONValue = ["from_index": .integer(Int64(index)), "max_count": .integer(Int64(count))]
        let operation = APIOperation("bot.logs", .post, "platform", "bots", uuid, "logs", body: .json(range))
        let answer = try await core.answer(to: operation)
        return BotLogPage(
            entries: try answer.list("logs"),
            totalCount: Int(clamping: try answer.member("total_count", \.integerValue))
        )
    }

    /// What a bot logs from now on, without end.
    ///
    /// ```swift
    /// for try await entry in client.bots.followLogs(id) { print(entry.text) }
    /// ```
    ///
    /// The server keeps the last 200 entries, and counts from 0 again whenever a bot is changed; both are taken care of.
    ///
    /// - Parameters:
    ///   - uuid: The bot's identifier.
    ///   - backlog: How many entries that are there already come first.
    ///   - interval: How long to wait when there is nothing new.
    public func followLogs(
        _ uuid: String,
        backlog: Int = 10,
        every interval: Duration = .seconds(2)
    ) -> BotLogSequence {
        BotLogSequence(bots: self, uuid: uuid, backlog: max(0, backlog), interval: interval)
    }
}

/// What a bot logs, as it comes.
public struct BotLogSequence: AsyncSequence, Sendable {
    /// An entry of the log.
    public typealias Element = BotLogEntry

    let bots: Bots
    let uuid: String
    let backlog: Int
    let interval: Duration

    /// Starts following.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(sequence: self) }

    /// Asks for what is new, again and again.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private static let pageSize = 50

        let sequence: BotLogSequence
        private var pending: ArraySlice<BotLogEntry> = []
        private var last: Int?

        init(sequence: BotLogSequence) { self.sequence = sequence }

        /// The next entry; waits until there is one.
        public mutating func next() async throws -> BotLogEntry? {
            while pending.isEmpty {
                try Task.checkCancellation()
                pending = try await arrived()[...]
                if pending.isEmpty { try await sequence.bots.core.configuration.clock.sleep(for: sequence.interval) }
            }
            return pending.removeFirst()
        }

        /// The entries after the last one that was seen.
        private mutating func arrived() async throws -> [BotLogEntry] {
            guard let last else { return try await begin() }
            var entries = try await sequence.page(through: -1, count: Self.pageSize)
            guard let newest = entries.last?.sequence else { return [] }
            let start = newest < last ? -1 : last
            while let oldest = entries.first?.sequence, oldest > start + 1 {
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
        try await bots.logs(uuid, through: index, count: count).entries
    }
}
