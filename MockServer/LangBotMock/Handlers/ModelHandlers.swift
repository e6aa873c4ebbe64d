import JSONCore
import LangBotContract

extension HandlerTable {
    static let modelHandlers =
        life("model.llm", .llmModel).merging(life("model.embedding", .embeddingModel)) { first, _ in first }
        .merging([
            "model.llm.test": { world, call throws(DomainError) in try world.testModel(.llmModel, call) },
            "model.embedding.test": { world, call throws(DomainError) in try world.testModel(.embeddingModel, call) },
        ]) { first, _ in first }
}

extension World {
    /// An existing model passes; like LangBot, the identifier `_` tests the content instead.
    fileprivate func testModel(_ resource: Resource, _ call: Call) throws(DomainError) -> JSONValue {
        if call.identifier == "_" {
            _ = try ResourceSchema.all[resource]?.created(call.body)
        } else {
            _ = try record(resource, call.identifier)
        }
        return [:]
    }
}
