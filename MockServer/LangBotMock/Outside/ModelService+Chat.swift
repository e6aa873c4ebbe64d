import HTTPCore
import JSONCore

/// What a chat model has answered.
struct ModelAnswer: Sendable {
    struct Call: Sendable {
        var id: String
        var name: String
        /// JSON, as the model wrote it.
        var arguments: String
    }

    struct Usage: Hashable, Sendable {
        var prompt: Int64 = 0
        var completion: Int64 = 0
        var total: Int64 { prompt + completion }

        static func += (lhs: inout Usage, rhs: Usage) {
            lhs.prompt += rhs.prompt
            lhs.completion += rhs.completion
        }
    }

    /// The answer, after what the model thought.
    var text = ""
    var calls: [Call] = []
    var usage = Usage()
    /// Whether the model said that it has ended.
    var isFinished = false
    fileprivate var isThinking = false
}

extension ModelService {
    /// Has a model continue a conversation.
    ///
    /// - Parameters:
    ///   - occasion: what a script's rules for this call are for.
    ///   - countsTokens: whether a streamed answer is to end with the tokens it took.
    ///   - showsThoughts: whether what the model thought is part of its text.
    ///   - onPiece: called with the answer so far for each piece of text, if the answer is to be streamed.
    func chat(
        _ messages: [JSONValue],
        tools: [JSONValue] = [],
        with model: ModelAddress,
        on occasion: MockScript.Occasion = .chat,
        countsTokens: Bool = true,
        showsThoughts: Bool = true,
        onPiece: (@Sendable (ModelAnswer) async -> Void)? = nil
    ) async -> Result<ModelAnswer, ModelFault> {
        var members: JSONObject = ["messages": .array(messages), "model": .string(model.name)]
        if !tools.isEmpty { members["tools"] = .array(tools) }
        guard let onPiece else {
            return await post(occasion, "/chat/completions", members, to: model).flatMap { json in
                ModelAnswer(json, showsThoughts).map(Result.success) ?? .failure(.garbled)
            }
        }
        members["stream"] = true
        if countsTokens { members["stream_options"] = ["include_usage": true] }
        let content = JSONValue.object(members.merging(model.arguments))
        let request = ModelRequest(.post, "/chat/completions", content, occasion, model.name)
        return await stream(request, model, showsThoughts, onPiece)
    }

    private func stream(
        _ request: ModelRequest,
        _ model: ModelAddress,
        _ showsThoughts: Bool,
        _ onPiece: @Sendable (ModelAnswer) async -> Void
    ) async -> Result<ModelAnswer, ModelFault> {
        let (events, call) = events(of: request, model)
        var answer = ModelAnswer()
        for await event in events where answer.add(event, showsThoughts) { await onPiece(answer) }
        return await call.value.map { answer }
    }

    /// The events of a streamed answer as they arrive, and how the call ends.
    private func events(
        of request: ModelRequest,
        _ model: ModelAddress
    ) -> (AsyncStream<JSONValue>, Task<Result<Void, ModelFault>, Never>) {
        let (events, continuation) = AsyncStream.makeStream(of: JSONValue.self)
        let task = Task {
            defer { continuation.finish() }
            switch called(request, model) {
            case .nowhere: return Result<Void, ModelFault>.failure(.unreachable("no URL"))
            case .script(let reply): return await play(reply, continuation)
            case .address(let address): return await send(request, address, model, continuation)
            }
        }
        return (events, task)
    }

    private func play(
        _ reply: ModelReply,
        _ events: AsyncStream<JSONValue>.Continuation
    ) async -> Result<Void, ModelFault> {
        guard case .events(let scripted) = reply.content else { return reply.json.map { _ in } }
        for event in scripted {
            events.yield(event)
            if reply.pause > .zero { try? await Task.sleep(for: reply.pause) }
        }
        return .success(())
    }

    private func send(
        _ request: ModelRequest,
        _ address: WebAddress,
        _ model: ModelAddress,
        _ events: AsyncStream<JSONValue>.Continuation
    ) async -> Result<Void, ModelFault> {
        let reader = Locked(EventReader())
        do throws(OutgoingHTTP.Failure) {
            let response = try await OutgoingHTTP.send(
                .post,
                address,
                fields(request, model),
                body: request.bytes,
                timeout: model.timeout
            ) { partial in
                guard partial.status < 400 else { return }
                for event in reader.withLock({ $0.events(in: partial.body) }) { events.yield(event) }
            }
            guard response.status < 400 else {
                let json = (try? JSONValue(parsing: response.body)) ?? .null
                return .failure(.refused(status: response.status, json, text: response.text))
            }
            for event in reader.withLock({ $0.events(in: response.body) }) { events.yield(event) }
            return reader.withLock { $0.isGarbled } ? .failure(.garbled) : .success(())
        } catch {
            return .failure(ModelFault(error))
        }
    }
}

/// Reads the events of a stream (HTML, "Server-sent events") as far as model services use them: `data:` lines with JSON.
private struct EventReader {
    private var position = 0
    /// Whether an event was not JSON, or there was none at all.
    private(set) var isGarbled = true

    /// The events in a content that has grown since the last time.
    mutating func events(in content: [UInt8]) -> [JSONValue] {
        var events: [JSONValue] = []
        while let end = content[position...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = content[position..<end]
            position = end + 1
            guard line.starts(with: Array("data:".utf8)) else { continue }
            let data = line.dropFirst(5).drop { $0 == 0x20 }
            if data.starts(with: Array("[DONE]".utf8)) {
                isGarbled = false
                continue
            }
            guard let event = try? JSONValue(parsing: Array(data)) else { continue }
            isGarbled = false
            events.append(event)
        }
        return events
    }
}

extension ModelAnswer {
    /// Reads a whole answer; nil if it is none.
    fileprivate init?(_ json: JSONValue, _ showsThoughts: Bool) {
        guard let message = json["choices"]?[0]?["message"] else { return nil }
        if showsThoughts, let thoughts = message["reasoning_content"]?.stringValue, !thoughts.isEmpty {
            text = "<think>\n\(thoughts)\n</think>\n"
        }
        text += message["content"]?.stringValue ?? ""
        for call in message["tool_calls"]?.arrayValue ?? [] { add(call) }
        read(json["usage"])
        isFinished = true
    }

    /// Adds an event of a stream; returns whether it has a piece of text.
    fileprivate mutating func add(_ event: JSONValue, _ showsThoughts: Bool) -> Bool {
        read(event["usage"])
        guard let choice = event["choices"]?[0], let delta = choice["delta"] else { return false }
        if let reason = choice["finish_reason"]?.stringValue, !reason.isEmpty { isFinished = true }
        for call in delta["tool_calls"]?.arrayValue ?? [] { add(call) }
        var piece = ""
        if showsThoughts, let thought = delta["reasoning_content"]?.stringValue, !thought.isEmpty {
            piece += (isThinking ? "" : "<think>\n") + thought
            isThinking = true
        }
        if let words = delta["content"]?.stringValue, !words.isEmpty {
            piece += (isThinking ? "\n</think>\n" : "") + words
            isThinking = false
        }
        text += piece
        return !piece.isEmpty
    }

    /// Adds a call of a tool, or a piece of the last one.
    private mutating func add(_ call: JSONValue) {
        let arguments = call["function"]?["arguments"]?.stringValue ?? ""
        if let id = call["id"]?.stringValue, !id.isEmpty {
            calls.append(Call(id: id, name: call["function"]?["name"]?.stringValue ?? "", arguments: arguments))
        } else if let last = calls.indices.last {
            calls[last].arguments += arguments
        }
    }

    private mutating func read(_ usage: JSONValue?) {
        guard let usage, !usage.isNull else { return }
        self.usage = Usage(
            prompt: usage["prompt_tokens"]?.integerValue ?? 0,
            completion: usage["completion_tokens"]?.integerValue ?? 0
        )
    }
}
