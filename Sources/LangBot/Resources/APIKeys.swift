/// API keys.
///
/// Most releases require a user token.
///
/// Source: `/api/v1/apikeys`.
public struct APIKeys: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all keys; since 4.10.7 without the secrets.
    public func list() async throws -> [APIKeyRecord] {
        try await core.answer(to: APIOperation("api_key.list", .get, "apikeys")).list("keys")
    }

    /// Creates a key.
    ///
    /// Since 4.10.7, this is the only response that contains the secret.
    public func create(_ draft: APIKeyRecord.Draft) async throws -> APIKeyRecord {
        let operation = APIOperation("api_key.create", .post, "apikeys", body: draft.body, fields: Self.created)
        return try await core.answer(to: operation).object("key")
    }

    /// Returns the key with the given number.
    public func get(_ id: APIKeyRecord.ID) async throws -> APIKeyRecord {
        try await core.answer(to: APIOperation("api_key.get", .get, "apikeys/\(id.description)")).object("key")
    }

    /// Sends what was changed of a key since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ record: APIKeyRecord) async throws {
        let changes = record.changes
        if !changes.fields.isEmpty { try await update(record.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    public func update(_ id: APIKeyRecord.ID, _ changes: APIKeyRecord.Changes) async throws {
        var operation = APIOperation("api_key.update", .put, "apikeys/\(id.description)", body: changes.body)
        operation.knownFields = Self.changed
        try await core.perform(operation)
    }

    /// Deletes a key.
    ///
    /// The server rejects it from then on.
    ///
    /// 4.11 keeps the record with the status `.revoked`; deleting it again succeeds.
    public func delete(_ id: APIKeyRecord.ID) async throws {
        try await core.perform(APIOperation("api_key.delete", .delete, "apikeys/\(id.description)"))
    }

    private static let changed = FieldTable([.always("name"), .always("description")])
    private static let created = FieldTable(
        [.always("name"), .always("description")],
        ["scopes", "expires_at"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}
