public import Foundation

/// An API key as the server stores it.
public struct APIKeyRecord: DatedObject, Identifiable {
    /// The number of a key.
    public typealias ID = NumericIdentifier<APIKeyRecord>

    /// A permission of a key, since 4.10.7.
    ///
    /// Servers may define further scopes.
    public struct Scope: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Read bots, models, pipelines and other resources.
        public static let viewResources: Scope = "resource.view"
        /// Create, change and delete resources.
        public static let manageResources: Scope = "resource.manage"
        /// Run bots, pipelines and agents, for example with `pipelines.run`.
        public static let operateRuntime: Scope = "runtime.operate"
        /// Read and set the API keys of model providers.
        public static let manageProviderSecrets: Scope = "provider_secret.manage"
        /// Read logs.
        public static let viewAudit: Scope = "audit.view"
        /// Create and delete API keys.
        public static let manageAPIKeys: Scope = "api_key.manage"
    }

    /// The state of a key, since 4.10.7.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The server accepts the key.
        public static let active = Status(rawValue: "active")
        /// The key was deleted; the server rejects it.
        public static let revoked = Status(rawValue: "revoked")
    }

    public static let memberRules: [String: MemberRule] = ["id": .number]
    public static let readOnlyMembers: Set = [
        "key", "last_used_at", "secret_available", "status", "created_by_account_uuid",
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The numeric identifier.
    public var id: ID { number() }
    /// The identifier in `SystemContext.apiKeyID` and the operation log, since 4.10; nil before.
    public var uuid: String? { self[text: "uuid"] }
    /// The key itself; nil once the server no longer reveals it.
    public var key: APIKey? { self[text: "key"].map { APIKey($0) } }

    /// The name shown in the web interface.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The permissions of the key; nil in releases without scopes.
    public var scopes: [Scope]? { self[texts: "scopes"]?.map(Scope.init(rawValue:)) }
    /// The state of the key; nil in releases that do not report it.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
    /// When the key expires; nil if it does not.
    public var expiresAt: Date? { date("expires_at") }
    /// When the key was last used; nil in releases that do not report it.
    public var lastUsedAt: Date? { date("last_used_at") }

    /// What has been changed since the record was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A key to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - scopes: The permissions of the key, since 4.10.7; nil for all those of its creator. Earlier releases
        ///     would create an unrestricted key, so the call throws `.unsupportedByServer` before anything is sent.
        ///   - expiresAt: When the key expires, since 4.10.7; nil for never.
        public init(name: String, description: String = "", scopes: [Scope]? = nil, expiresAt: Date? = nil) {
            fields = JSONObject(given: [
                "name": .string(name),
                "description": .string(description),
                "scopes": JSONValue(scopes?.map { .string($0.rawValue) }),
                "expires_at": JSONValue(expiresAt.map(Timestamp.text)),
            ])
        }
    }

    /// Changes to a key.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        public init(name: String? = nil, description: String? = nil) {
            fields = JSONObject(given: ["name": JSONValue(name), "description": JSONValue(description)])
        }
    }
}
