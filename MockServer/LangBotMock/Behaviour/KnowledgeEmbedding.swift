import JSONCore
import LangBotContract

/// Why texts could not be embedded, as LangBot words it.
struct EmbeddingFault: Error, Sendable {
    let text: String
}

extension Behaviour {
    /// The identifier of the model that embeds the documents of a base; nil if it needs none.
    func embeddingModel(of base: JSONObject, _ world: World, _ surroundings: Surroundings) -> String? {
        guard traits.knowledgeNeedsEngine else {
            return traits.basesKeepEmbeddingModel ? base["embedding_model_uuid"]?.stringValue ?? "" : nil
        }
        let id = base["knowledge_engine_plugin_id"]?.stringValue ?? ""
        return engine(id, world, surroundings)?.model(base["creation_settings"])
    }

    /// Has a model embed texts.
    func embed(
        _ texts: [String],
        _ uuid: String,
        _ live: LiveWorld
    ) async -> Result<[[Float]], EmbeddingFault> {
        guard let model = model(uuid, .embeddingModel, live.now) else {
            return .failure(EmbeddingFault(text: missing(uuid)))
        }
        guard !texts.isEmpty else {
            return traits.embedsNothing ? .success([]) : .failure(EmbeddingFault(text: nothing(uuid)))
        }
        let members: JSONObject = [
            "input": .array(texts.map(JSONValue.string)), "model": .string(model.address.name),
            "encoding_format": "float",
        ]
        let answer = await ModelService(outside: live.outside).post(
            .embedding,
            "/embeddings",
            members,
            to: model.address
        )
        switch answer {
        case .failure(let reason): return .failure(fault(reason, uuid))
        case .success(let value):
            let vectors = (value["data"]?.arrayValue ?? []).map {
                KnowledgeChunk.vector($0["embedding"]?.arrayValue ?? [])
            }
            guard vectors.count == texts.count else { return .failure(EmbeddingFault(text: nothing(uuid))) }
            return .success(vectors)
        }
    }

    /// The calls between plugin and host that an error passes, each of which names itself.
    var passed: String {
        String(repeating: "ActionCallError: ", count: traits.knowledgeNeedsEngine ? traits.embeddingErrorDepth : 0)
    }

    private func missing(_ uuid: String) -> String {
        guard traits.knowledgeNeedsEngine else { return "Embedding model \(uuid) not found" }
        return traits.hasWorkspaces
            ? "\(passed)Embedding model with embedding_model_uuid \(uuid) not found"
            : "\(passed)ValueError: Embedding model \(uuid) not found"
    }

    private func nothing(_ uuid: String) -> String {
        "\(passed)[EmbeddingError/ValueError] [embedding_model_uuid=\(uuid)] No embedding data received"
    }

    private func fault(_ fault: ModelFault, _ uuid: String) -> EmbeddingFault {
        if traits.hasWorkspaces {
            let text = traits.classifiesModelFaults ? reason(fault) : translated(fault)
            return EmbeddingFault(
                text: "\(passed)[EmbeddingError/RequesterError] [embedding_model_uuid=\(uuid)] \(text)"
            )
        }
        let (kind, text) = described(fault)
        guard traits.knowledgeNeedsEngine else { return EmbeddingFault(text: text) }
        return EmbeddingFault(text: "\(passed)[EmbeddingError/\(kind)] [embedding_model_uuid=\(uuid)] \(text)")
    }

    /// The error in Chinese, with that of the library for models.
    private func translated(_ fault: ModelFault) -> String {
        let (kind, text) = described(fault)
        let known = [
            "AuthenticationError": "API key 无效", "RateLimitError": "请求过于频繁或余额不足", "APITimeoutError": "请求超时",
        ]
        return "模型请求失败: \(known[kind] ?? "未知错误"): litellm.\(kind): \(kind): OpenAIException - \(text)"
    }

    /// The kind and the text of the exception that a client of the service raises.
    private func described(_ fault: ModelFault) -> (kind: String, text: String) {
        let (kind, text): (String, String) =
            switch fault {
            case .refused(let status, let body):
                (
                    Self.kinds[status] ?? (status >= 500 ? "InternalServerError" : "APIStatusError"),
                    "Error code: \(status) - \(PythonText.of(body))"
                )
            case .timeout: ("APITimeoutError", "Request timed out.")
            case .unreachable: ("APIConnectionError", "Connection error.")
            case .garbled: ("ValueError", "No embedding data received")
            }
        return (kind, text)
    }

    private static let kinds = [
        400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError", 404: "NotFoundError",
        409: "ConflictError", 422: "UnprocessableEntityError", 429: "RateLimitError",
    ]
}
