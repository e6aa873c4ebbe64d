public import Foundation

/// What users and API keys did in the workspace; since 4.11.
///
/// A server keeps nothing until ``update(_:)`` says so.
///
/// Source: `/api/v1/settings/operation-logs` and `/api/v1/settings/governance`.
public struct OperationLog: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns what is kept, and for how long.
    public func settings() async throws -> OperationLogSettings {
        try await core.answer(to: APIOperation("settings.governance.get", .get, "settings/governance")).object()
    }

    /// Changes what is kept, and returns all settings.
    ///
    /// Requires the user token of an owner or administrator. The server moves figures into its limits.
    public func update(_ changes: OperationLogSettings.Changes) async throws -> OperationLogSettings {
        var operation = APIOperation("settings.governance.update", .put, "settings/governance")
        operation.body = .json(.object(changes.fields))
        return try await core.answer(to: operation).object()
    }

    /// Returns a page of operations, newest first.
    ///
    /// - Parameters:
    ///   - filter: Criteria that the operations must meet.
    ///   - limit: The maximum number of operations, at most 200; nil for the server's default of 50.
    ///   - offset: The number of operations to skip; nil for none.
    public func page(
        _ filter: OperationLogFilter = OperationLogFilter(),
        limit: Int? = nil,
        offset: Int? = nil
    ) async throws -> OperationLogPage {
        var operation = APIOperation("settings.operation_log.list", .get, "settings/operation-logs")
        operation.query =
            filter.query + .init(given: ["integrity": filter.integrity, "limit": limit, "offset": offset])
        let answer = try await core.answer(to: operation)
        let total = Int(clamping: try answer.member("total", \.integerValue))
        return OperationLogPage(operations: try answer.list("records"), total: total)
    }

    /// All operations, newest first, fetched page by page as they are read.
    ///
    /// - Parameters:
    ///   - filter: Criteria that the operations must meet.
    ///   - pageSize: The number of operations per request.
    public func all(
        _ filter: OperationLogFilter = OperationLogFilter(),
        pageSize: Int = 50
    ) -> PagedSequence<LoggedOperation> {
        .following(nil as Int?) { offset in
            let start = offset ?? 0
            let page = try await page(filter, limit: max(1, pageSize), offset: start)
            let end = start + page.operations.count
            return (page.operations, end < page.total ? end : nil)
        }
    }

    /// Downloads at most 10,000 operations as a CSV file.
    ///
    /// The criterion `integrity` does not apply.
    public func export(_ filter: OperationLogFilter = OperationLogFilter()) async throws -> Download {
        var operation = APIOperation("settings.operation_log.export", .get, "settings/operation-logs/export")
        operation.query = filter.query
        return try await core.download(operation)
    }

    /// Returns the values by which operations can be filtered.
    public func filters() async throws -> OperationLogFilters {
        let operation = APIOperation("settings.operation_log.filters", .get, "settings/operation-logs/filters")
        return try await core.answer(to: operation).object()
    }
}

/// Criteria for listing operations.
///
/// Criteria that are nil do not apply.
public struct OperationLogFilter: Hashable, Sendable {
    /// What was done, such as `create`.
    public var action: String?
    /// The kind of resource, such as `bot`.
    public var resourceType: String?
    /// The identifier of the account that did it.
    public var accountUUID: String?
    /// The level at which the operation was kept.
    public var level: OperationLogSettings.Level?
    /// The start of the period.
    public var start: Date?
    /// The end of the period.
    public var end: Date?
    /// What is wrong with the records: `issues`, `hash_mismatch` or `chain_broken`.
    public var integrity: String?

    /// Creates criteria.
    public init(
        action: String? = nil,
        resourceType: String? = nil,
        accountUUID: String? = nil,
        level: OperationLogSettings.Level? = nil,
        start: Date? = nil,
        end: Date? = nil,
        integrity: String? = nil
    ) {
        self.action = action
        self.resourceType = resourceType
        self.accountUUID = accountUUID
        self.level = level
        self.start = start
        self.end = end
        self.integrity = integrity
    }

    fileprivate var query: [APIOperation.QueryItem] {
        .init(given: [
            "action": action, "resource_type": resourceType, "actor": accountUUID, "level": level?.rawValue,
            "since": start, "until": end,
        ])
    }
}

/// A page of operations.
public struct OperationLogPage: Hashable, Sendable {
    /// The operations of this page.
    public let operations: [LoggedOperation]
    /// The total number of matching operations.
    public let total: Int

    /// Creates a page.
    public init(operations: [LoggedOperation], total: Int) {
        self.operations = operations
        self.total = total
    }
}
