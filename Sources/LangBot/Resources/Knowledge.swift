/// Knowledge bases, and what works for them.
public struct Knowledge: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// The knowledge bases.
    public var bases: KnowledgeBases { KnowledgeBases(client: client) }
    /// The plugins that knowledge bases can belong to; since 4.9.
    public var engines: KnowledgeEngines { KnowledgeEngines(client: client) }

    /// The plugins that take documents apart; since 4.9.
    ///
    /// - Parameter mediaType: What they have to take, such as `application/pdf`; nil for all.
    public func parsers(for mediaType: String? = nil) async throws -> [KnowledgeParser] {
        var operation = APIOperation("knowledge_parser.list", .get, "knowledge", "parsers")
        operation.query = [.init("mime_type", mediaType)].compactMap(\.self)
        return try await core.answer(to: operation).list("parsers")
    }

    /// How many knowledge bases of before 4.9 wait to be moved to engines; since 4.9, with a user's token.
    public func migrationStatus() async throws -> KnowledgeMigration {
        try await core.answer(to: APIOperation("knowledge_migration.status", .get, "knowledge", "migration", "status"))
            .object()
    }
}
