/// Something that a user or an API key did.
public struct LoggedOperation: DatedObject, Identifiable {
    /// The number of a record.
    public typealias ID = NumericIdentifier<LoggedOperation>

    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of the record.
    public var id: ID { number() }
    /// What was done, such as `create`.
    public var action: String { self[text: "action"] ?? "" }
    /// The kind of resource, such as `bot`.
    public var resourceType: String? { self[text: "resource_type"] }
    /// The resource, by its identifier or name; nil if the server does not know it.
    public var resourceID: String? { self[text: "resource_id"] }
    /// The account that did it; nil for an API key.
    public var accountUUID: String? { self[text: "actor_account_uuid"] }
    /// The name of the account.
    public var accountName: String? { self[text: "actor_name"] }
    /// The API key that did it; nil for an account.
    public var apiKeyUUID: String? { self[text: "api_key_uuid"] }
    /// The result: `ok`, `denied` or `error`.
    public var outcome: String { self[text: "outcome"] ?? "" }
    /// The status of the answer.
    public var statusCode: Int? { self[integer: "status_code"] }
    /// The HTTP method.
    public var method: String? { self[text: "http_method"] }
    /// The path with placeholders.
    public var route: String? { self[text: "route"] }
    /// The changed members, each an object with `field`, `before` and `after`.
    public var changes: [JSONValue] { self[array: "changes"] ?? [] }
    /// The changes in words.
    public var summary: String? { self[text: "summary"] }
    /// Whether the record, or the one before it, was changed later.
    public var isTampered: Bool { self[flag: "tampered"] ?? false }
}

/// What a server keeps of what users and API keys do.
public struct OperationLogSettings: ServerObject {
    /// Which operations are kept.
    public enum Level: Int, Hashable, Sendable, CaseIterable {
        /// Nothing is kept.
        case none
        /// What changes something.
        case changes
        /// Also what users read.
        case everything
    }

    public static let memberRules: [String: MemberRule] = ["configured_level": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Which operations are kept; nil for a level that the SDK does not know.
    public var level: Level? { self[integer: "configured_level"].flatMap(Level.init) }
    /// How many days operations are kept.
    public var retentionDays: Int? { self[integer: "retention_days"] }
    /// How many operations are kept.
    public var maximumCount: Int? { self[integer: "max_rows"] }
    /// The period in which the same operation is kept once, in seconds.
    public var repetitionSeconds: Int? { self[integer: "dedupe_window_seconds"] }

    /// New settings; what is nil stays.
    public struct Changes: Hashable, Sendable {
        var fields: JSONObject

        /// Creates changes.
        ///
        /// - Parameters:
        ///   - level: Which operations are kept.
        ///   - retentionDays: How many days operations are kept.
        ///   - maximumCount: How many operations are kept.
        ///   - repetitionSeconds: The period in which the same operation is kept once; 0 keeps every one.
        public init(
            level: Level? = nil,
            retentionDays: Int? = nil,
            maximumCount: Int? = nil,
            repetitionSeconds: Int? = nil
        ) {
            func number(_ value: Int?) -> JSONValue? { value.map { .integer(Int64($0)) } }
            fields = JSONObject(given: [
                "level": number(level?.rawValue), "retention_days": number(retentionDays),
                "max_rows": number(maximumCount), "dedupe_window_seconds": number(repetitionSeconds),
            ])
        }
    }
}

/// The values by which operations can be filtered.
public struct OperationLogFilters: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// What was done.
    public var actions: [String] { self[texts: "actions"] ?? [] }
    /// The kinds of resources.
    public var resourceTypes: [String] { self[texts: "resource_types"] ?? [] }
    /// The accounts, each an object with `account_uuid` and `name`.
    public var accounts: [JSONValue] { self[array: "actors"] ?? [] }
}
