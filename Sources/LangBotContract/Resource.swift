/// The kinds of resource of the API.
package enum Resource: String, Hashable, Sendable, CaseIterable {
    case llmModel = "model.llm"
    case embeddingModel = "model.embedding"
    case rerankModel = "model.rerank"
    case provider
    case requester
    case bot
    case botAdmin = "bot.admin"
    case webhook
    case adapter
    case pipeline
    case knowledgeBase = "knowledge_base"
    case knowledgeFile = "knowledge_base.file"
    case externalKnowledgeBase = "external_knowledge_base"
    case mcpServer = "mcp_server"
    case plugin
    case skill
    case agent
    case document = "file.document"
    case task
    case apiKey = "api_key"
    case account = "user"
    case system

    /// The kind of identifier in a path.
    package enum Identifier: Hashable, Sendable {
        case uuid
        case name
        case number
        case none
    }

    package var identifier: Identifier {
        switch self {
        case .llmModel, .embeddingModel, .rerankModel, .provider, .bot, .pipeline, .knowledgeBase, .knowledgeFile,
            .externalKnowledgeBase, .agent:
            .uuid
        case .mcpServer, .requester, .adapter, .plugin, .skill: .name
        case .task, .apiKey, .botAdmin, .webhook: .number
        case .document, .account, .system: .none
        }
    }

    /// The member of `data` that holds one resource.
    package var singular: String {
        switch self {
        case .llmModel, .embeddingModel, .rerankModel: "model"
        case .provider: "provider"
        case .requester: "requester"
        case .botAdmin: "admin"
        case .webhook: "webhook"
        case .adapter: "adapter"
        case .plugin: "plugin"
        case .skill: "skill"
        case .agent: "agent"
        case .bot: "bot"
        case .pipeline: "pipeline"
        case .knowledgeBase, .externalKnowledgeBase: "base"
        case .knowledgeFile: "file"
        case .mcpServer: "server"
        case .apiKey: "key"
        case .task: "task"
        case .document: "file_id"
        case .account: "user"
        case .system: "system"
        }
    }

    /// The member of `data` that holds a list of resources.
    package var plural: String { singular + "s" }
}
