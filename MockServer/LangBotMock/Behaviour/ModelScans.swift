import JSONCore
import LangBotContract

/// The models that a provider's service lists.
extension Behaviour {
    var modelScans: [OperationID: LiveHandler] {
        [
            "provider.scan_models": { live, call throws(DomainError) in
                let world = live.now
                let provider = try world.record(.provider, call.identifier)
                let requester = provider["requester"]?.stringValue ?? ""
                try knownRequester(provider["requester"])
                let address = ModelAddress(
                    base: provider["base_url"]?.stringValue ?? "",
                    key: provider["api_keys"]?[0]?.stringValue ?? "",
                    name: ""
                )
                switch await ModelService(outside: live.outside).models(of: requester, at: address) {
                case .success(let listed):
                    let models = scanned(listed, call, world)
                    return .data(["debug": debugging(listed, address), "models": .array(models)])
                case .failure(let fault): throw .invalid(scanFailure(fault))
                }
            }
        ]
    }

    private func scanFailure(_ fault: ModelFault) -> String {
        let reason =
            switch fault {
            case .refused(let status, _, _): "Model scan failed: \(status)"
            case .timeout: "Model scan timeout"
            case .unreachable(let reason): "Model scan error: \(reason)"
            case .garbled: "Model scan error: Expecting value: line 1 column 1 (char 0)"
            }
        if traits.classifiesModelFaults { return "Model request failed: \(reason)" }
        if traits.scansWithoutDetails { return "模型请求失败: \(reason)" }
        return reason.hasPrefix("Model scan error: ") ? String(reason.dropFirst(18)) : reason
    }

    private func debugging(_ listed: JSONValue, _ address: ModelAddress) -> JSONValue {
        if traits.scansWithoutDetails { return nil }
        let key = address.key.count <= 8 ? "****" : "\(address.key.prefix(4))****\(address.key.suffix(4))"
        let authorization = address.key.isEmpty ? "" : "Bearer \(key)"
        let base = address.base.hasSuffix("/") ? String(address.base.dropLast()) : address.base
        return [
            "request": [
                "headers": ["Authorization": .string(authorization)], "method": "GET", "url": .string("\(base)/models"),
            ],
            "response": listed,
        ]
    }

    private func scanned(_ listed: JSONValue, _ call: Call, _ world: World) -> [JSONValue] {
        let kinds: [String: Resource] = ["llm": .llmModel, "embedding": .embeddingModel, "rerank": .rerankModel]
        let known = kinds.mapValues { resource in
            Set(
                world.records(resource).filter { $0["provider_uuid"]?.stringValue == call.identifier }
                    .compactMap { $0["name"]?.stringValue }
            )
        }
        let rows = (listed["data"]?.arrayValue ?? []).compactMap { item -> (kind: String, name: String, JSONValue)? in
            guard let name = item["id"]?.stringValue, !name.isEmpty else { return nil }
            let kind = kind(of: name)
            let isKnown = known[kind]?.contains(name) ?? false
            return (kind, name, .object(shown(item, name, kind, isKnown)))
        }
        let wanted = call.query["type"].flatMap { $0.isEmpty ? nil : $0 }
        let sorted = rows.enumerated().sorted { first, second in
            let (a, b) = (first.element, second.element)
            if (a.kind == "llm") != (b.kind == "llm") { return a.kind == "llm" }
            let (x, y) = (a.name.lowercased(), b.name.lowercased())
            return x == y ? first.offset < second.offset : x < y
        }
        return sorted.map(\.element).filter { wanted == nil || $0.kind == wanted }.map(\.2)
    }

    private func kind(of name: String) -> String {
        let name = name.lowercased()
        if traits.scansFindRerank, ["rerank", "re-rank", "re_rank"].contains(where: name.contains) { return "rerank" }
        let embedding = ["embed", "bge-", "e5-", "m3e", "gte-"]
        return embedding.contains(where: name.contains) ? "embedding" : "llm"
    }

    private func shown(_ item: JSONValue, _ name: String, _ kind: String, _ isKnown: Bool) -> JSONObject {
        let shows = !traits.scansWithoutDetails
        func text(_ member: String) -> JSONValue {
            guard shows, let text = item[member]?.stringValue, !trimmed(text).isEmpty, text != name else { return nil }
            return .string(text)
        }
        func modalities(_ member: String) -> JSONValue {
            guard shows, let values = item[member]?.arrayValue ?? item["architecture"]?[member]?.arrayValue else {
                return []
            }
            return .array(values.compactMap { $0.stringValue.map { .string($0.lowercased()) } })
        }
        let length = item["context_length"] ?? item["top_provider"]?["context_length"]
        return [
            "abilities": .array(abilities(item, name, kind).map(JSONValue.string)), "already_added": .bool(isKnown),
            "context_length": length?.integerValue.map(JSONValue.integer) ?? nil, "description": text("description"),
            "display_name": text("name"), "id": .string(name), "input_modalities": modalities("input_modalities"),
            "name": .string(name), "output_modalities": modalities("output_modalities"), "owned_by": text("owned_by"),
            "type": .string(kind),
        ]
    }

    private func abilities(_ item: JSONValue, _ name: String, _ kind: String) -> [String] {
        guard !traits.scansWithoutDetails else {
            guard kind == "llm" else { return [] }
            let sees = item["supports_image_in"] == true || item["supports_vision"] == true
            return (sees ? ["vision"] : []) + (item["supports_reasoning"] == true ? ["reasoning"] : [])
        }
        let members = [
            "capabilities", "modalities", "input_modalities", "output_modalities", "supported_generation_methods",
            "supported_parameters", "architecture",
        ]
        let tokens = members.flatMap { words(item[$0] ?? nil) } + [name.lowercased()]
        func mentions(_ hints: [String]) -> Bool { tokens.contains { token in hints.contains { token.contains($0) } } }
        let sees = mentions(["vision", "image", "file", "video", "multimodal", "vl", "ocr", "omni"])
        return (mentions(["function", "tool"]) ? ["func_call"] : []) + (sees ? ["vision"] : [])
    }

    private func words(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text.lowercased()]
        case .array(let items): items.flatMap(words)
        case .object(let object): object.flatMap { words($0.value) }
        default: []
        }
    }
}
