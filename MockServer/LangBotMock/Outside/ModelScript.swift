import JSONCore

/// The model service that speaks without a script of its own: its answers follow from the name of the model.
///
/// `echo` repeats the question, as any unknown name does; `echo-tool` calls a tool first, `slow` pauses, `reason` thinks
/// aloud, `empty` says nothing and `err-429` fails with that status.
struct ModelScript {
    static let names = [
        "echo", "echo-tool", "slow", "reason", "err-401", "err-429", "err-500", "empty", "embed", "rerank",
    ]

    private let request: ModelRequest
    /// The name of the model without its vendor.
    private let name: String

    init(_ request: ModelRequest) {
        self.request = request
        let name = request.content["model"]?.stringValue ?? ""
        self.name = name.split(separator: "/").last.map(String.init) ?? ""
    }

    var reply: ModelReply {
        if name.hasPrefix("err-"), let status = Int(name.dropFirst(4)), (400...599).contains(status) {
            return ModelReply(status: status, .json(["error": ["code": nil, "message": "The model failed."]]))
        }
        switch request.path {
        case "/models": return ModelReply(.json(["data": .array(Self.names.map { ["id": .string($0)] })]))
        case "/embeddings": return ModelReply(.json(embeddings))
        case "/rerank": return ModelReply(.json(ranking))
        default: return chat
        }
    }

    private func words(_ text: String) -> [Substring] { text.lowercased().split(whereSeparator: \.isWhitespace) }

    /// A vector for each text, which texts with the same words share.
    private var embeddings: JSONValue {
        let input = request.content["input"] ?? .null
        let texts = input.arrayValue?.compactMap(\.stringValue) ?? [input.stringValue ?? ""]
        let data = texts.enumerated().map { index, text -> JSONValue in
            var vector = [Double](repeating: 0, count: 16)
            for word in words(text) {
                let hash = word.utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
                    ($0 ^ UInt64($1)) &* 1_099_511_628_211
                }
                vector[Int(hash % 16)] += 1
            }
            let length = max(vector.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1)
            return ["embedding": .array(vector.map { .double($0 / length) }), "index": .integer(Int64(index))]
        }
        let count = Int64(texts.reduce(0) { $0 + words($1).count })
        return ["data": .array(data), "usage": ["prompt_tokens": .integer(count), "total_tokens": .integer(count)]]
    }

    /// Documents by how many words of the question they have.
    private var ranking: JSONValue {
        let question = Set(words(request.content["query"]?.stringValue ?? ""))
        let documents = (request.content["documents"]?.arrayValue ?? []).map {
            $0.stringValue ?? $0["text"]?.stringValue ?? ""
        }
        let scored = documents.enumerated().map { index, document in
            (index, Double(question.intersection(words(document)).count) / Double(max(question.count, 1)))
        }
        let sorted = scored.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
        let results = sorted.map { ["index": .integer(Int64($0.0)), "relevance_score": .double($0.1)] as JSONValue }
        return ["results": .array(results)]
    }
}

/// The conversations of the model service without a script.
extension ModelScript {
    private var messages: [JSONValue] { request.content["messages"]?.arrayValue ?? [] }

    private func text(_ message: JSONValue?) -> String { ModelRequest.text(message) }

    private var question: String { text(messages.last { $0["role"] == "user" }) }

    private var chat: ModelReply {
        let last = messages.last
        let answer: String
        var call: JSONValue?
        switch name {
        case "empty": answer = ""
        case "echo-tool" where last?["role"] == "tool": answer = "Tool said: \(text(last))"
        case "echo-tool":
            call = toolCall
            answer = call == nil ? "Echo: \(question)" : ""
        default: answer = "Echo: \(question)"
        }
        let thoughts = name == "reason" ? "Thinking about: \(question)" : nil
        return answering(
            pieces(answer),
            pieces(thoughts ?? ""),
            call,
            pause: name == "slow" ? .milliseconds(200) : .zero
        )
    }

    private func answering(
        _ answer: [String],
        _ thoughts: [String],
        _ call: JSONValue?,
        pause: Duration
    ) -> ModelReply {
        guard request.content["stream"] == true else { return whole(answer, thoughts, call, pause) }
        return streamed(answer, thoughts, call, pause)
    }

    private func usage(_ answer: String) -> JSONValue {
        let prompt = Int64(messages.reduce(0) { $0 + words(text($1)).count })
        let completion = Int64(max(words(answer).count, 1))
        return [
            "completion_tokens": .integer(completion), "prompt_tokens": .integer(prompt),
            "total_tokens": .integer(prompt + completion),
        ]
    }

    private func whole(
        _ answer: [String],
        _ thoughts: [String],
        _ call: JSONValue?,
        _ pause: Duration
    ) -> ModelReply {
        var message: JSONObject = ["content": .string(answer.joined()), "role": "assistant"]
        if !thoughts.isEmpty { message["reasoning_content"] = .string(thoughts.joined()) }
        if let call { message["tool_calls"] = [call] }
        let choice: JSONValue = [
            "finish_reason": call == nil ? "stop" : "tool_calls", "index": 0, "message": .object(message),
        ]
        return ModelReply(.json(["choices": [choice], "usage": usage(answer.joined())]), pause: pause * answer.count)
    }

    private func streamed(
        _ answer: [String],
        _ thoughts: [String],
        _ call: JSONValue?,
        _ pause: Duration
    ) -> ModelReply {
        var deltas: [JSONValue] = thoughts.map { ["reasoning_content": .string($0)] }
        if let call { deltas.append(["tool_calls": [call]]) }
        deltas += answer.map { ["content": .string($0)] }
        var events = deltas.map { ["choices": [["delta": $0, "finish_reason": nil, "index": 0]]] as JSONValue }
        let reason: JSONValue = call == nil ? "stop" : "tool_calls"
        events.append(["choices": [["delta": [:], "finish_reason": reason, "index": 0]]])
        events.append(["choices": [], "usage": usage(answer.joined())])
        return ModelReply(.events(events), pause: pause)
    }

    /// The words of a text, each with the space after it.
    private func pieces(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.indices.map { $0 == words.count - 1 ? String(words[$0]) : "\(words[$0]) " }
    }

    /// A call of the tool that the question names, or else of the first one.
    private var toolCall: JSONValue? {
        let tools = (request.content["tools"]?.arrayValue ?? []).compactMap { $0["function"] }
        let named = tools.first { question.contains($0["name"]?.stringValue ?? " ") }
        guard let tool = named ?? tools.first else { return nil }
        let properties = tool["parameters"]?["properties"]?.objectValue ?? [:]
        let required = tool["parameters"]?["required"]?.arrayValue ?? properties.names.map(JSONValue.string)
        let arguments = properties.filter { required.contains(.string($0.name)) }.map { property in
            let values: [JSONValue: JSONValue] = ["integer": 2, "number": 2, "boolean": false, "string": "hello"]
            return (property.name, values[property.value["type"] ?? .null] ?? .null)
        }
        return call(tool["name"]?.stringValue ?? "", arguments: JSONValue.object(JSONObject(arguments)).description)
    }

    private func call(_ tool: String, arguments: String) -> JSONValue {
        [
            "function": ["arguments": .string(arguments), "name": .string(tool)], "id": "call_1", "index": 0,
            "type": "function",
        ]
    }
}

/// What a script says instead.
extension ModelScript {
    func reply(_ effect: MockScript.Effect) -> ModelReply {
        switch effect {
        case .reply(let pieces, let pause): return answering(pieces, [], nil, pause: pause)
        case .call(let tool, let arguments):
            // What has been called is not called again.
            if messages.last?["role"] == "tool" {
                return answering(pieces("Tool said: \(request.text)"), [], nil, pause: .zero)
            }
            return answering([], [], call(tool, arguments: arguments), pause: .zero)
        case .fail(let status, let message):
            return ModelReply(status: status, .json(["error": ["code": nil, "message": .string(message)]]))
        case .value(let text): return value((try? JSONValue(parsing: text)) ?? .string(text))
        case .succeed: return reply
        }
    }

    private func value(_ value: JSONValue) -> ModelReply {
        switch (request.path, value) {
        case ("/models", .array(let names)):
            return ModelReply(.json(["data": .array(names.map { $0.stringValue == nil ? $0 : ["id": $0] })]))
        case ("/embeddings", .array(let numbers)):
            let count = max(request.content["input"]?.arrayValue?.count ?? 1, 1)
            let isOne = numbers.first?.arrayValue == nil
            let vectors = isOne ? Array(repeating: value, count: count) : numbers
            return ModelReply(.json(["data": .array(vectors.map { ["embedding": $0] })]))
        case ("/rerank", .array(let scores)):
            let results = scores.enumerated().map { index, score -> JSONValue in
                ["index": .integer(Int64(index)), "relevance_score": score]
            }
            return ModelReply(.json(["results": .array(results)]))
        case ("/chat/completions", _):
            return answering([value.stringValue ?? value.description], [], nil, pause: .zero)
        default: return ModelReply(.json(value))
        }
    }
}
