import HTTPCore
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

    /// Has a model embed texts of a base, or a query to it.
    func embed(
        _ texts: [String],
        _ uuid: String,
        _ live: LiveWorld,
        base: String,
        query: String? = nil
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
        let start = MonotonicTime.now
        let answer = await ModelService(outside: live.outside).post(
            .embedding,
            "/embeddings",
            members,
            to: model.address
        )
        var call = purpose(base, query)
        call["duration"] = .integer(Int64(MonotonicTime.now.microseconds(since: start) / 1000))
        call["input_count"] = .integer(Int64(texts.count))
        call["model_name"] = .string(model.address.name)
        record(call, answer, live)
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

    /// The purpose of a call as monitoring records it; none for calls by plugins.
    private func purpose(_ base: String, _ query: String?) -> JSONObject {
        guard !traits.knowledgeNeedsEngine else {
            return ["call_type": nil, "knowledge_base_id": nil, "query_text": nil]
        }
        return [
            "call_type": query == nil ? "embedding" : "retrieve", "knowledge_base_id": .string(base),
            "query_text": query.map(JSONValue.string) ?? .null,
        ]
    }

    private func record(_ call: JSONObject, _ answer: Result<JSONValue, ModelFault>, _ live: LiveWorld) {
        var usage: JSONValue = [:]
        var message = JSONValue.null
        switch answer {
        case .success(let value): usage = value["usage"] ?? [:]
        case .failure(let fault): message = .string(reason(fault))
        }
        let id = live.surroundings.uuid()
        var row = call.merging([
            "error_message": message, "id": .string(id), "message_id": nil,
            "prompt_tokens": usage["prompt_tokens"] ?? 0, "session_id": nil,
            "status": message.isNull ? "success" : "error", "timestamp": traits.shown(live.surroundings.now()),
            "total_tokens": usage["total_tokens"] ?? 0,
        ])
        if traits.hasWorkspaces { row["workspace_uuid"] = .string(live.now.workspace) }
        _ = try? live.change { [row] world throws(DomainError) in
            world.monitoring[.embeddingCall, id] = row.sortedByName()
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
            case .refused(let status, let body, _):
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
