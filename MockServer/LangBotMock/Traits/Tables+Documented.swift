import JSONCore
import LangBotContract

/// The resource tables of the documented profile, which checks every member and keeps unknown ones.
extension Tables {
    static let documented: [Resource: Table] = [
        .llmModel: table(model + [Column("abilities", only: .array, initial: [])], required: modelRequirements),
        .embeddingModel: table(model, required: modelRequirements),
        .bot: table(
            [
                Column("name", only: .text), Column("description", only: .string, initial: ""),
                Column("adapter", only: .text), Column("adapter_config", only: .object),
                Column("config", only: .object), Column("enable", only: .bool, initial: true),
                Column("use_pipeline_uuid", only: .string),
            ],
            required: [["name", "adapter", "config"], ["name", "adapter", "adapter_config"]],
            aliases: [("config", "adapter_config")]
        ),
        .pipeline: table([
            Column("name", only: .text), Column("description", only: .string, initial: ""),
            Column("config", only: .object, initial: PipelineSample.configuration),
            Column("is_default", only: .bool, initial: false), Column("stages", only: .array, initial: []),
        ]),
        .knowledgeBase: table([
            Column("name", only: .text), Column("description", only: .string, initial: ""),
            Column("embedding_model_uuid", only: .string), Column("top_k", only: .integer, initial: 5),
        ]),
        .mcpServer: table(
            [
                Column("name", only: .text), Column("mode", only: .text, initial: "sse"),
                Column("enable", only: .bool, initial: true), Column("extra_args", only: .object, initial: [:]),
            ],
            key: "name"
        ),
    ]

    private static func table(
        _ columns: [Column],
        required: [[String]] = [["name"]],
        aliases: [(String, String)] = [],
        key: String = "uuid"
    ) -> Table {
        var table = Table(columns)
        table.key = key
        table.keepsUnknown = true
        table.owned = ["uuid", "created_at", "updated_at", "runtime_info"]
        table.required = required
        table.aliases = aliases
        return table
    }

    private static let model = [
        Column("name", only: .text), Column("description", only: .string, initial: ""),
        Column("requester", only: .text), Column("requester_config", only: .object),
        Column("api_keys", only: .array), Column("provider_uuid", only: .text), Column("provider", only: .object),
        Column("extra_args", only: .object, initial: [:]),
    ]

    /// The documented members, or those that releases since 4.7 require.
    private static let modelRequirements = [
        ["name", "requester", "requester_config", "api_keys"], ["name", "provider_uuid"], ["name", "provider"],
    ]
}
