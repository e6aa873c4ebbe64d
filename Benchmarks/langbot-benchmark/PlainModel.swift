/// A model as one would write it without an SDK: the members of one release's responses and nothing else.
struct PlainModel: Decodable {
    let uuid: String
    let name: String
    let providerUUID: String
    let provider: PlainProvider
    let abilities: [String]
    let contextLength: Int?
    let extraArguments: Arguments
    let ranking: Int
    let reasoningCapabilities: ReasoningCapabilities
    let reasoningConfiguration: ReasoningConfiguration
    let workspaceUUID: String
    let createdAt: String
    let updatedAt: String

    private enum CodingKeys: String, CodingKey {
        case uuid
        case name
        case providerUUID = "provider_uuid"
        case provider
        case abilities
        case contextLength = "context_length"
        case extraArguments = "extra_args"
        case ranking = "prefered_ranking"
        case reasoningCapabilities = "reasoning_capabilities"
        case reasoningConfiguration = "reasoning_config"
        case workspaceUUID = "workspace_uuid"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    struct Arguments: Decodable {
        let temperature: Double
        let maximumTokens: Int

        private enum CodingKeys: String, CodingKey {
            case temperature
            case maximumTokens = "max_tokens"
        }
    }

    struct ReasoningCapabilities: Decodable {
        let levels: [String]
        let source: String
        let supported: Bool
    }

    struct ReasoningConfiguration: Decodable {
        let level: String
    }
}

/// The provider within a model.
struct PlainProvider: Decodable {
    let uuid: String
    let name: String
    let requester: String
    let baseURL: String
    let apiKeys: [String]
    let workspaceUUID: String
    let createdAt: String
    let updatedAt: String

    private enum CodingKeys: String, CodingKey {
        case uuid
        case name
        case requester
        case baseURL = "base_url"
        case apiKeys = "api_keys"
        case workspaceUUID = "workspace_uuid"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// A response that lists models.
struct PlainAnswer: Decodable {
    struct Models: Decodable {
        let models: [PlainModel]
    }

    let code: Int
    let msg: String
    let data: Models
}
