public import Foundation

/// What the server knows about an API key.
public struct APIKeyRecord: DatedObject, Identifiable {
    /// The number of a key.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
        /// The number.
        public let rawValue: Int64

        /// Makes an identifier of a number.
        public init(rawValue: Int64) { self.rawValue = rawValue }

        /// Makes an identifier of a number.
        public init(integerLiteral value: Int64) { self.init(rawValue: value) }

        /// The number as it stands in a path.
        public var description: String { String(rawValue) }
    }

    /// A permission of a key, since 4.10.7; the server may know further ones.
    public struct Scope: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a scope of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a scope of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Reads bots, models, pipelines and the like.
        public static let viewResources: Scope = "resource.view"
        /// Changes them.
        public static let manageResources: Scope = "resource.manage"
        /// Makes bots, pipelines and agents work, as by `pipelines.run`.
        public static let operateRuntime: Scope = "runtime.operate"
        /// Sees and sets the keys for providers of models.
        public static let manageProviderSecrets: Scope = "provider_secret.manage"
        /// Reads logs.
        public static let viewAudit: Scope = "audit.view"
        /// Makes and deletes API keys.
        public static let manageAPIKeys: Scope = "api_key.manage"
    }

    /// Whether a key is accepted, since 4.10.7; the server may know further states.
    public struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a status of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a status of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Accepted.
        public static let active = Status(rawValue: "active")
        /// Deleted.
        public static let revoked = Status(rawValue: "revoked")
    }

    /// The number.
    public static let requiredMembers = ["id"]
    /// What the server knows about the use of the key.
    public static let readOnlyMembers: Set = [
        "key", "last_used_at", "secret_available", "status", "created_by_account_uuid",
    ]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number.
    public var id: ID { ID(rawValue: fields["id"]?.integerValue ?? -1) }
    /// The key itself; nil where the server does not show it any more.
    public var key: APIKey? { self[text: "key"].map { APIKey($0) } }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var keyDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// What the key may do; nil in releases that do not limit keys.
    public var scopes: [Scope]? { self[texts: "scopes"]?.map(Scope.init(rawValue:)) }
    /// Whether the key is accepted; nil in releases that do not say so.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
    /// When the key ends; nil when it does not.
    public var expiresAt: Date? { date("expires_at") }
    /// When the key was used last, where the release says so.
    public var lastUsedAt: Date? { date("last_used_at") }

    /// What has been changed since the record was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A key to be made.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a key.
        ///
        /// - Parameters:
        ///   - name: The name for people.
        ///   - description: A text for people.
        ///   - scopes: What the key may do, since 4.10.7; nil for all that its maker may. Earlier releases would make a
        ///     key that may do everything, so there the call fails before anything is sent.
        ///   - expiresAt: When the key ends, since 4.10.7; nil for never.
        public init(name: String, description: String = "", scopes: [Scope]? = nil, expiresAt: Date? = nil) {
            fields = JSONObject(given: [
                "name": .string(name),
                "description": .string(description),
                "scopes": JSONValue(scopes?.map { .string($0.rawValue) }),
                "expires_at": JSONValue(expiresAt.map(Timestamp.text)),
            ])
        }
    }

    /// What to change of a key; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        public init(name: String? = nil, description: String? = nil) {
            fields = JSONObject(given: ["name": JSONValue(name), "description": JSONValue(description)])
        }
    }
}
