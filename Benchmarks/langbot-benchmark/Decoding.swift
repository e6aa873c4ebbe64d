import Foundation
import LangBot

/// The time to decode models with the SDK, compared with `JSONDecoder` and plain structs.
enum Decoding {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        let body = try SampleModels.answer(scale.models)
        let client = try CannedTransport.client(body)
        let decoder = JSONDecoder()
        let mine = try await client.models.llm.list()
        let plain = try decoder.decode(PlainAnswer.self, from: body).data.models
        try compare(mine, plain, scale.models)
        let times = try await PairedTimes(rounds: 11) {
            _ = try await client.models.llm.list()
        } _: {
            _ = try decoder.decode(PlainAnswer.self, from: body)
        }
        return [Figure("\(scale.models) models", times, limit: 1.3)]
    }

    /// Checks that both sides decoded the same models.
    private static func compare(_ models: [LLMModel], _ plain: [PlainModel], _ count: Int) throws {
        let areSame = zip(models, plain).allSatisfy(isSame)
        guard models.count == count, plain.count == count, areSame else {
            throw BenchmarkFailure(description: "the SDK and JSONDecoder do not read the same models")
        }
    }

    private static func isSame(_ model: LLMModel, _ plain: PlainModel) -> Bool {
        let texts = [
            (model.id.rawValue, plain.uuid), (model.name, plain.name),
            (model.providerID?.rawValue, plain.providerUUID),
            (model.fields["created_at"]?.stringValue, plain.createdAt),
            (model.fields["updated_at"]?.stringValue, plain.updatedAt),
            (model.fields["workspace_uuid"]?.stringValue, plain.workspaceUUID),
            (model.fields["reasoning_config"]?["level"]?.stringValue, plain.reasoningConfiguration.level),
        ]
        return texts.allSatisfy { $0 == $1 } && model.abilities.map(\.rawValue) == plain.abilities
            && model.contextLength == plain.contextLength
            && model.fields["prefered_ranking"]?.integerValue == Int64(plain.ranking)
            && model.extraArguments["temperature"]?.doubleValue == plain.extraArguments.temperature
            && model.extraArguments["max_tokens"]?.integerValue == Int64(plain.extraArguments.maximumTokens)
            && isSame(model.fields["reasoning_capabilities"], plain.reasoningCapabilities)
            && isSame(model.provider, plain.provider)
    }

    private static func isSame(_ value: JSONValue?, _ plain: PlainModel.ReasoningCapabilities) -> Bool {
        value?["levels"]?.arrayValue?.map(\.stringValue) == plain.levels
            && value?["source"]?.stringValue == plain.source
            && value?["supported"]?.boolValue == plain.supported
    }

    private static func isSame(_ provider: ModelProvider?, _ plain: PlainProvider) -> Bool {
        guard let provider else { return false }
        return provider.id.rawValue == plain.uuid && provider.name == plain.name && provider.baseURL == plain.baseURL
            && provider.fields["requester"]?.stringValue == plain.requester
            && provider.fields["api_keys"]?.arrayValue?.map(\.stringValue) == plain.apiKeys
            && provider.fields["workspace_uuid"]?.stringValue == plain.workspaceUUID
            && provider.fields["created_at"]?.stringValue == plain.createdAt
            && provider.fields["updated_at"]?.stringValue == plain.updatedAt
    }
}
