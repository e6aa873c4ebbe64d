/// The kinds of resource that the API manages, and how each is addressed.
package enum Resource: String, Hashable, Sendable, CaseIterable {
    case llmModel = "model.llm"
    case embeddingModel = "model.embedding"
    case bot
    case pipeline
    case knowledgeBase = "knowledge_base"
    case knowledgeFile = "knowledge_base.file"
    case mcpServer = "mcp_server"
    case document = "file.document"
    case task
    case apiKey = "api_key"
    case account = "user"
    case system

    /// What stands in a path to address one of them.
    package enum Identifier: Hashable, Sendable {
        case uuid
        case name
        case number
        case none
    }

    package var identifier: Identifier {
        switch self {
        case .llmModel, .embeddingModel, .bot, .pipeline, .knowledgeBase, .knowledgeFile: .uuid
        case .mcpServer: .name
        case .task, .apiKey: .number
        case .document, .account, .system: .none
        }
    }

    /// The member of `data` that carries one of them.
    package var singular: String {
        switch self {
        case .llmModel, .embeddingModel: "model"
        case .bot: "bot"
        case .pipeline: "pipeline"
        case .knowledgeBase: "base"
        case .knowledgeFile: "file"
        case .mcpServer: "server"
        case .apiKey: "key"
        case .task: "task"
        case .document: "file_id"
        case .account: "user"
        case .system: "system"
        }
    }

    /// The member of `data` that carries a list of them.
    package var plural: String { singular + "s" }
}
