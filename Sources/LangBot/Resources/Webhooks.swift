/// Addresses that are told of every message that a bot receives.
///
/// Requires a user token. A server of 4.10 and later has at most 16.
///
/// Source: `/api/v1/webhooks`.
public struct Webhooks: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all webhooks.
    public func list() async throws -> [Webhook] {
        try await core.answer(to: APIOperation("webhook.list", .get, "webhooks")).list("webhooks")
    }

    /// Creates a webhook, and returns it as the server stores it.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the name or the URL is empty.
    public func create(_ draft: Webhook.Draft) async throws -> Webhook {
        try await core.answer(to: APIOperation("webhook.create", .post, "webhooks", body: draft.body))
            .object("webhook")
    }

    /// Returns the webhook with the given number.
    public func get(_ id: Webhook.ID) async throws -> Webhook {
        try await core.answer(to: APIOperation("webhook.get", .get, "webhooks/\(id)")).object("webhook")
    }

    /// Sends what was changed of a webhook since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ webhook: Webhook) async throws {
        let changes = webhook.changes
        if !changes.fields.isEmpty { try await update(webhook.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// Up to 4.9, changing a webhook that does not exist succeeds.
    public func update(_ id: Webhook.ID, _ changes: Webhook.Changes) async throws {
        try await core.perform(APIOperation("webhook.update", .put, "webhooks/\(id)", body: changes.body))
    }

    /// Deletes a webhook.
    ///
    /// Up to 4.9, deleting one that does not exist succeeds.
    public func delete(_ id: Webhook.ID) async throws {
        try await core.perform(APIOperation("webhook.delete", .delete, "webhooks/\(id)"))
    }
}

/// An address that is told of every message that a bot receives.
public struct Webhook: DatedObject, Identifiable {
    /// The number of a webhook.
    public typealias ID = NumericIdentifier<Webhook>

    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number that the server assigned.
    public var id: ID { number() }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The URL to which messages are sent.
    public var url: String {
        get { self[text: "url"] ?? "" }
        set { self[text: "url"] = newValue }
    }

    /// Whether messages are sent.
    public var isEnabled: Bool {
        get { self[flag: "enabled"] ?? false }
        set { self[flag: "enabled"] = newValue }
    }

    /// The members changed since the webhook was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A webhook to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - url: The URL to send messages to.
        ///   - description: A free-text description.
        ///   - isEnabled: Whether messages are sent; nil for the server's default, yes.
        public init(name: String, url: String, description: String = "", isEnabled: Bool? = nil) {
            fields = JSONObject(given: [
                "name": .string(name), "url": .string(url), "description": .string(description),
                "enabled": JSONValue(isEnabled),
            ])
        }
    }

    /// Changes to a webhook.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        public init(
            name: String? = nil,
            url: String? = nil,
            description: String? = nil,
            isEnabled: Bool? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name), "url": JSONValue(url), "description": JSONValue(description),
                "enabled": JSONValue(isEnabled),
            ])
        }
    }
}
