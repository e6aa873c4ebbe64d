/// Knowledge bases, their engines and their parsers.
public struct Knowledge: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The knowledge bases.
    public var bases: KnowledgeBases { KnowledgeBases(client: client) }
    /// The plugins that store knowledge bases; since 4.9.
    public var engines: KnowledgeEngines { KnowledgeEngines(client: client) }

    /// Lists the plugins that parse documents; since 4.9.
    ///
    /// - Parameter mediaType: A media type that the parsers must accept, such as `application/pdf`; nil for all.
    public func parsers(for mediaType: String? = nil) async throws -> [KnowledgeParser] {
        var operation = APIOperation("knowledge_parser.list", .get, "knowledge/parsers")
        operation.query = .init(given: ["mime_type": mediaType])
        return try await core.answer(to: operation).list("parsers")
    }

    /// The number of pre-4.9 knowledge bases not yet migrated to engines; since 4.9.
    ///
    /// Requires a user token.
    public func migrationStatus() async throws -> KnowledgeMigration {
        try await core.answer(to: APIOperation("knowledge_migration.status", .get, "knowledge/migration/status"))
            .object()
    }
}
