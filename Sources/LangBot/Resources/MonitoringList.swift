/// The monitoring records of one kind.
public struct MonitoringList<Record: MonitoringRecord>: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns a page of records, newest first.
    ///
    /// - Parameters:
    ///   - filter: Criteria that the records must meet.
    ///   - limit: The maximum number of records; nil for the server's default of 100. Since 4.10, the server returns at
    ///     most 1,000.
    ///   - offset: The number of records to skip; nil for none.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if `filter` has criteria that do not apply to these
    ///   records.
    public func page(
        _ filter: MonitoringFilter = MonitoringFilter(),
        limit: Int? = nil,
        offset: Int? = nil
    ) async throws -> MonitoringPage<Record> {
        var operation = APIOperation(Record.operation, .get, "monitoring/\(Record.path)")
        operation.query =
            try filter.query(of: operation.name, taking: Record.filters)
            + .init(given: ["limit": limit, "offset": offset])
        let names = Record.filters + ["limit", "offset"]
        operation.knownParameters = MonitoringFilter.parameters(names)
        let answer = try await core.answer(to: operation)
        let total = Int(clamping: try answer.member("total", \.integerValue))
        return MonitoringPage(records: try answer.list(Record.list), total: total)
    }

    /// All records, newest first, fetched page by page as they are read.
    ///
    /// A record may appear twice if new ones arrive during iteration.
    ///
    /// - Parameters:
    ///   - filter: Criteria that the records must meet.
    ///   - pageSize: The number of records per request.
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
}

/// A page of monitoring records.
public struct MonitoringPage<Record: MonitoringRecord>: Hashable, Sendable {
    /// The records of this page.
    public let records: [Record]
    /// The total number of matching records.
    public let total: Int

    /// Creates a page.
    public init(records: [Record], total: Int) {
        self.records = records
        self.total = total
    }
}

/// A kind of monitoring record.
public protocol MonitoringRecord: ServerObject, Identifiable where ID == Identifier<Self> {
    /// The operation that lists records of this kind.
    static var operation: OperationName { get }
    /// The last segment of the path.
    static var path: String { get }
    /// The name of the response member that contains the records.
    static var list: String { get }
    /// The query parameters by which the records can be filtered.
    static var filters: [String] { get }
}

extension MonitoringRecord {
    /// Filters by time, bot and pipeline.
    public static var filters: [String] { ["startTime", "endTime", "botId", "pipelineId"] }
}
