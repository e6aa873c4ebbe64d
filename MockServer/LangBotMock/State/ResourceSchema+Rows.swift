import JSONCore
import LangBotContract

extension ResourceSchema {
    /// The schemas of the resources with the common operations create, read, update and delete.
    static let all: [Resource: ResourceSchema] = [
        .llmModel: ResourceSchema(
            members: model + [MemberRule("abilities", .array, initial: [])],
            required: modelRequirements
        ),
        .embeddingModel: ResourceSchema(members: model, required: modelRequirements),
        .bot: ResourceSchema(
            members: [
                MemberRule("name", .text), MemberRule("description", .string, initial: ""),
                MemberRule("adapter", .text), MemberRule("adapter_config", .object), MemberRule("config", .object),
                MemberRule("enable", .bool, initial: true), MemberRule("use_pipeline_uuid", .string),
            ],
            required: [["name", "adapter", "config"], ["name", "adapter", "adapter_config"]],
            aliases: [("config", "adapter_config")]
        ),
        .pipeline: ResourceSchema(
            members: [
                MemberRule("name", .text), MemberRule("description", .string, initial: ""),
                MemberRule("config", .object, initial: PipelineSample.configuration),
                MemberRule("is_default", .bool, initial: false), MemberRule("stages", .array, initial: []),
            ],
            required: [["name"]]
        ),
        .knowledgeBase: ResourceSchema(
            members: [
                MemberRule("name", .text), MemberRule("description", .string, initial: ""),
                MemberRule("embedding_model_uuid", .string), MemberRule("top_k", .integer, initial: 5),
            ],
            required: [["name"]]
        ),
        .mcpServer: ResourceSchema(
            members: [
                MemberRule("name", .text), MemberRule("mode", .text, initial: "sse"),
                MemberRule("enable", .bool, initial: true), MemberRule("extra_args", .object, initial: [:]),
            ],
            required: [["name"]]
        ),
    ]

    private static let model = [
        MemberRule("name", .text), MemberRule("description", .string, initial: ""), MemberRule("requester", .text),
        MemberRule("requester_config", .object), MemberRule("api_keys", .array), MemberRule("provider_uuid", .text),
        MemberRule("provider", .object), MemberRule("extra_args", .object, initial: [:]),
    ]

    /// The documented members, or those that releases since 4.7 require.
    private static let modelRequirements = [
        ["name", "requester", "requester_config", "api_keys"], ["name", "provider_uuid"], ["name", "provider"],
    ]
}
