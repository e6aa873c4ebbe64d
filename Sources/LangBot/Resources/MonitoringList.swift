/// The records of one kind.
public struct MonitoringList<Record: MonitoringRecord>: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Some of the records, the latest first.
    ///
    /// - Parameters:
    ///   - filter: Which of the records.
    ///   - limit: How many at most; nil for the server's default of 100. Since 4.10 the server gives 1,000 at most.
    ///   - offset: How many to leave out; nil for none.
    /// - Throws: `LangBotError` with the code `.invalidRequest` for a filter that these records cannot be filtered by.
    public func page(
        _ filter: MonitoringFilter = MonitoringFilter(),
        limit: Int? = nil,
        offset: Int? = nil
    ) async throws -> MonitoringPage<Record> {
        var operation = APIOperation(Record.operation, .get, "monitoring", Record.path)
        let unusable = Set(filter.query.map(\.name)).subtracting(Record.filters).sorted()
        guard unusable.isEmpty else {
            let names = unusable.joined(separator: ", ")
            throw LangBotError(
                .invalidRequest,
                operation: operation.name,
                detail: "these records cannot be filtered by \(names)"
            )
        }
        operation.query = filter.query + [.init("limit", limit), .init("offset", offset)].compactMap(\.self)
        operation.knownParameters = Self.parameters
        let answer = try await core.answer(to: operation)
        let total = Int(clamping: try answer.member("total", \.integerValue))
        return MonitoringPage(records: try answer.list(Record.list), total: total)
    }

    /// All records, fetched as they are read, the latest first.
    ///
    /// Records that come while it is read may show one twice.
    ///
    /// - Parameters:
    ///   - filter: Which of the records.
    ///   - pageSize: How many to fetch at a time.
    public func all(
        _ filter: MonitoringFilter = MonitoringFilter(),
        pageSize: Int = 100
    ) -> PagedSequence<Record> {
        .following(nil as Int?) { offset in
            let start = offset ?? 0
            let page = try await page(filter, limit: max(1, pageSize), offset: start)
            let end = start + page.records.count
            return (page.records, end < page.total ? end : nil)
        }
    }

    private static var parameters: FieldTable {
        FieldTable(
            (Record.filters + ["limit", "offset"]).map { name in
                name == "userQuery" ? .after(ServerRelease(4, 9, 7), name) : .always(name)
            }
        )
    }
}

/// Some of the records.
public struct MonitoringPage<Record: MonitoringRecord>: Sendable {
    /// The records.
    public let records: [Record]
    /// How many there are in all.
    public let total: Int
}

/// A kind of record that the server keeps.
public protocol MonitoringRecord: ServerObject {
    /// The operation that lists such records.
    static var operation: OperationName { get }
    /// The last part of the path.
    static var path: String { get }
    /// The member of the answer that has the records.
    static var list: String { get }
    /// The names of what they can be filtered by, as they stand in a query.
    static var filters: [String] { get }
}

extension MonitoringRecord {
    /// Time, bots and pipelines.
    public static var filters: [String] { ["startTime", "endTime", "botId", "pipelineId"] }
}
