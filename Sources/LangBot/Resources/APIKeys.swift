/// API keys; needs a user's token in most releases.
///
/// Source: `/api/v1/apikeys`.
public struct APIKeys: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All keys; since 4.10.7 without the keys themselves.
    public func list() async throws -> [APIKeyRecord] {
        try await core.answer(to: APIOperation("api_key.list", .get, "apikeys")).list("keys")
    }

    /// Makes a key; since 4.10.7 this answer is the only one that shows it.
    public func create(_ draft: APIKeyRecord.Draft) async throws -> APIKeyRecord {
        var operation = APIOperation("api_key.create", .post, "apikeys", body: draft.body)
        operation.knownFields = Self.created
        return try await core.answer(to: operation).object("key")
    }

    /// The key of that number.
    public func get(_ id: APIKeyRecord.ID) async throws -> APIKeyRecord {
        try await core.answer(to: APIOperation("api_key.get", .get, "apikeys", id.description)).object("key")
    }

    /// Changes what `changes` names of a key and leaves the rest.
    public func update(_ id: APIKeyRecord.ID, _ changes: APIKeyRecord.Changes) async throws {
        var operation = APIOperation("api_key.update", .put, "apikeys", id.description, body: changes.body)
        operation.knownFields = Self.changed
        try await core.perform(operation)
    }

    /// Deletes a key, which is refused from then on.
    ///
    /// 4.11 keeps its record, with the status `.revoked`, and deleting it again succeeds.
    public func delete(_ id: APIKeyRecord.ID) async throws {
        try await core.perform(APIOperation("api_key.delete", .delete, "apikeys", id.description))
    }

    private static let changed = FieldTable([.always("name"), .always("description")])
    private static let created = FieldTable(
        [.always("name"), .always("description")],
        ["scopes", "expires_at"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}
