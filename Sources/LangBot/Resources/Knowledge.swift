/// Knowledge bases, their engines and their parsers.
public struct Knowledge: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The knowledge bases.
    public var bases: KnowledgeBases { KnowledgeBases(client: client) }
    /// The plugins that store knowledge bases; since 4.9.
    public var engines: KnowledgeEngines { KnowledgeEngines(client: client) }

    /// Knowledge bases that a plugin searches; from 4.6 to 4.8.
    public var externalBases: ExternalKnowledgeBases { ExternalKnowledgeBases(client: client) }

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

    /// Migrates pre-4.9 knowledge bases to engines, and returns the task that does it; since 4.9.
    ///
    /// Requires a user token.
    ///
    /// - Parameter installsPlugin: Whether the server installs the engine for its own knowledge bases.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if none is needed.
    public func migrate(installsPlugin: Bool = true) async throws -> ServerTask.ID {
        let body = APIOperation.Body.json(["install_plugin": .bool(installsPlugin)])
        return try await core.task(
            APIOperation("knowledge_migration.execute", .post, "knowledge/migration/execute", body: body)
        )
    }

    /// Leaves pre-4.9 knowledge bases as they are, so that the web interface does not ask again; since 4.9.
    ///
    /// Requires a user token.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` if no migration is needed.
    public func dismissMigration() async throws {
        try await core.perform(APIOperation("knowledge_migration.dismiss", .post, "knowledge/migration/dismiss"))
    }
}
