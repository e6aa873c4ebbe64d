import Foundation
import JSONCore
import LangBotContract

/// Tests of models, which call them.
extension Behaviour {
    var modelTests: [OperationID: LiveHandler] {
        [
            "model.llm.test": testing(.llmModel) { service, model in
                let greeting: JSONValue = ["content": "Hello, world! Please just reply a \"Hello\".", "role": "user"]
                return await service.chat([greeting], with: model, on: .modelTest).map { _ in }
            },
            "model.embedding.test": testing(.embeddingModel) { service, model in
                await embedding(["Hello, world!"], service, model, on: .modelTest).map { _ in }
            },
            "model.rerank.test": testing(.rerankModel) { service, model in
                let documents = [
                    "Artificial intelligence is a branch of computer science.", "The weather is nice today.",
                ]
                return await ranking("What is artificial intelligence?", documents, service, model, on: .modelTest)
                    .map { _ in }
            },
        ]
    }

    private func testing(
        _ resource: Resource,
        _ call: @escaping @Sendable (ModelService, ModelAddress) async -> Result<Void, ModelFault>
    ) -> LiveHandler {
        { live, request throws(DomainError) in
            let content = try request.json()
            let world = live.now
            try checkTested(resource, world, request)
            var record = content.objectValue ?? [:]
            if request.identifier != "_" {
                let extra = record["extra_args"]?.objectValue
                record = try found(resource, world, request)
                if let extra {
                    record["extra_args"] = .object((record["extra_args"]?.objectValue ?? [:]).merging(extra))
                }
            }
            if request.identifier == "_", !traits.testsCheckDrafts { try leaveOutStored(&record, resource, world) }
            // Without a provider nothing can be called, which drafts of the documented profile do not need.
            guard let model = model(record, world) else {
                if traits.testsCheckDrafts { return .data(traits.passedModel) }
                throw .failure("provider not found")
            }
            if request.identifier == "_" { try knownRequester(.string(model.requester)) }
            if resource == .llmModel, needsKey(model) { throw .failure("The api_key client option must be set") }
            switch await call(ModelService(outside: live.outside), model.address) {
            case .success: return .data(traits.passedModel)
            case .failure(let fault):
                let reason = resource == .rerankModel ? rankingReason(fault, model) : reason(fault)
                if traits.classifiesModelFaults { throw .modelTest(reason) }
                throw .failure(reason)
            }
        }
    }

    /// Takes a stored provider out of a draft, which is tested with the one that it describes.
    ///
    /// - Throws: an error for one that does not exist, which newer releases look up for a language model.
    private func leaveOutStored(_ draft: inout JSONObject, _ resource: Resource, _ world: World) throws(DomainError) {
        guard traits.modelsHaveProviders, let uuid = draft["provider_uuid"] else { return }
        draft["provider_uuid"] = nil
        guard traits.hasWorkspaces, resource == .llmModel, !isBlank(uuid) else { return }
        guard uuid.arrayValue == nil, uuid.objectValue == nil else {
            throw .failure("The type of provider_uuid is not supported")
        }
        _ = try world.record(.provider, PythonText.str(uuid))
    }

    /// Whether the library of OpenAI's, which wants a key, cannot be made for a model.
    private func needsKey(_ model: InstalledModel) -> Bool {
        let name = traits.requesters[model.requester]?.libraryName ?? .null
        let isOpenAI = name == "openai" || model.requester.hasPrefix("openai-")
        return traits.modelsHaveProviders && isOpenAI && model.address.key.isEmpty
    }

    /// The vectors of texts.
    func embedding(
        _ texts: [String],
        _ service: ModelService,
        _ model: ModelAddress,
        on occasion: MockScript.Occasion = .embedding
    ) async -> Result<[[Double]], ModelFault> {
        let members: JSONObject = [
            "encoding_format": .string(traits.vectorFormat), "input": .array(texts.map(JSONValue.string)),
            "model": .string(model.name),
        ]
        return await service.post(occasion, "/embeddings", members, to: model).flatMap { json in
            let vectors = (json["data"]?.arrayValue ?? []).map { row in Self.vector(row["embedding"] ?? .null) }
            return vectors.count == texts.count && !vectors.contains([]) ? .success(vectors) : .failure(.garbled)
        }
    }

    /// The places of the documents that fit a question, best first.
    func ranking(
        _ question: String,
        _ documents: [String],
        _ service: ModelService,
        _ model: ModelAddress,
        on occasion: MockScript.Occasion = .rerank
    ) async -> Result<[Int], ModelFault> {
        let members: JSONObject = [
            "documents": .array(documents.map(JSONValue.string)), "model": .string(model.name),
            "query": .string(question), "top_n": .integer(Int64(documents.count)),
        ]
        return await service.post(occasion, "/rerank", members, to: model).flatMap { json in
            guard let rows = json["results"]?.arrayValue else { return .failure(.garbled) }
            let scored = rows.compactMap { row in
                row["index"]?.integerValue.flatMap(Int.init(exactly:)).map { index in
                    (index, row["relevance_score"].flatMap(Self.number) ?? 0)
                }
            }
            let sorted = scored.sorted { $0.1 > $1.1 }.map(\.0)
            return .success(sorted.filter(documents.indices.contains))
        }
    }

    /// A vector as a list of numbers, or as 32-bit floating-point numbers in base64.
    private static func vector(_ value: JSONValue) -> [Double] {
        guard let text = value.stringValue else { return (value.arrayValue ?? []).compactMap(number) }
        guard let data = Data(base64Encoded: text), data.count % 4 == 0 else { return [] }
        return stride(from: 0, to: data.count, by: 4).map { offset in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[offset + $1]) << (8 * UInt32($1)) }
            return Double(Float(bitPattern: bits))
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .double(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
