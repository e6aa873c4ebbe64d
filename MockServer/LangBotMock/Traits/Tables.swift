import JSONCore
import LangBotContract

/// The resource tables of the releases.
enum Tables {
    static func release(_ release: Release) -> [Resource: Table] {
        func table(_ columns: [Column]) -> Table { Table(columns.filter { $0.since <= release }) }
        var bases = table(release < .v4_9_7 ? knowledgeBase : engineBase)
        bases.hasUpdateTime = release >= .v4_6_5
        var externalBases = table(externalBase)
        externalBases.hasUpdateTime = false
        return [
            .llmModel: table(release < .v4_7_2 ? standaloneModel + [abilities] : llm),
            .embeddingModel: table(release < .v4_7_2 ? standaloneModel : providedModel),
            .rerankModel: table(providedModel),
            .provider: table(provider),
            .bot: table(bots(release)),
            .pipeline: table(pipelines(release)),
            .knowledgeBase: bases,
            .externalKnowledgeBase: externalBases,
            .mcpServer: table(mcpServer),
            .agent: table(agent),
        ]
    }

    private static let abilities = Column("abilities", .json, initial: [])

    private static let standaloneModel = [
        Column("api_keys", .json), Column("description", .text), Column("extra_args", .json, initial: [:]),
        Column("name", .text), Column("requester", .text), Column("requester_config", .json, initial: [:]),
    ]

    private static let providedModel = [
        Column("extra_args", .json, initial: [:]), Column("name", .text),
        Column("prefered_ranking", .integer, initial: 0), Column("provider_uuid", .text),
    ]

    private static let llm =
        [
            abilities, Column("context_length", .integer, nullable: true, since: .v4_10_11),
            Column("reasoning_config", .json, initial: ["level": "provider_default"], since: .v4_10_11),
        ] + providedModel

    private static let provider = [
        Column("api_keys", .json, initial: []), Column("base_url", .text), Column("name", .text),
        Column("requester", .text),
    ]

    /// The description of a bot or a pipeline, which became optional.
    private static func description(_ release: Release) -> Column {
        Column("description", .text, initial: release < .v4_11_2 ? nil : "")
    }

    private static func bots(_ release: Release) -> [Column] {
        let bot = [
            Column("adapter", .text), Column("adapter_config", .json), description(release),
            Column("enable", .bool, initial: false), Column("name", .text),
        ]
        guard release < .v4_11_2 else {
            return bot + [
                Column("event_bindings", .json, initial: []), Column("plugin_processors", .json, initial: []),
            ]
        }
        return bot + [
            Column("pipeline_routing_rules", .json, initial: [], since: .v4_9_7),
            Column("use_pipeline_name", .text, nullable: true), Column("use_pipeline_uuid", .text, nullable: true),
        ]
    }

    private static func pipelines(_ release: Release) -> [Column] {
        [
            Column("config", .json), description(release),
            Column("emoji", .text, nullable: true, initial: "⚙️", since: .v4_8_7),
            Column("extensions_preferences", .json, initial: .object(PipelineTraits(release).preferences)),
            Column("for_version", .text), Column("is_default", .bool, initial: false), Column("name", .text),
            Column("stages", .json),
        ]
    }

    private static let knowledgeBase = [
        Column("description", .text, nullable: true),
        Column("embedding_model_uuid", .text, nullable: true, initial: ""),
        Column("emoji", .text, nullable: true, initial: "📚", since: .v4_8_7), Column("name", .text, nullable: true),
        Column("top_k", .integer, nullable: true, initial: 5),
    ]

    private static let engineBase = [
        Column("collection_id", .text, nullable: true), Column("creation_settings", .json, nullable: true),
        Column("description", .text, nullable: true),
        Column("embedding_dimension", .integer, nullable: true, since: .v4_10_11),
        Column("emoji", .text, nullable: true, initial: "📚"),
        Column("initialized", .bool, initial: true, since: .v4_11_2),
        Column("legacy_vector_collection", .bool, initial: false, since: .v4_10_11),
        Column("knowledge_engine_plugin_id", .text, nullable: true), Column("name", .text, nullable: true),
        Column("retrieval_settings", .json, nullable: true),
    ]

    private static let externalBase = [
        Column("description", .text, nullable: true),
        Column("emoji", .text, nullable: true, initial: "🔗", since: .v4_8_7), Column("name", .text, nullable: true),
        Column("plugin_author", .text), Column("plugin_name", .text),
        Column("retriever_config", .json, initial: [:]), Column("retriever_name", .text),
    ]

    private static let mcpServer = [
        Column("enable", .bool, initial: false), Column("extra_args", .json, initial: [:]), Column("mode", .text),
        Column("name", .text), Column("readme", .text, initial: "", since: .v4_10_11),
    ]

    private static let agent = [
        Column("component_ref", .text, nullable: true), Column("config", .json), Column("description", .text),
        Column("emoji", .text, nullable: true), Column("kind", .text), Column("name", .text),
        Column("supported_event_patterns", .json),
    ]
}
