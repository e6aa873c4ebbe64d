import HTTPCore
import JSONCore

/// A model as LangBot calls it: where its service is, and what it is called there.
struct ModelAddress: Sendable {
    let base: String
    let key: String
    let name: String
    /// Members that go into every request.
    var arguments = JSONObject()
    var timeout = Duration.seconds(120)
}

/// Why a model service does not answer.
enum ModelFault: Error, Sendable {
    case unreachable(String)
    case timeout
    /// An answer with an error status: its content as JSON, and as it came.
    case refused(status: Int, JSONValue, text: String)
    /// An answer that is none.
    case garbled
}

/// The client of an OpenAI-compatible API, or the script where its address is not called.
struct ModelService: Sendable {
    let outside: Outside

    /// Calls a path of the service with a JSON content.
    func post(
        _ occasion: MockScript.Occasion,
        _ path: String,
        _ members: JSONObject,
        to model: ModelAddress
    ) async -> Result<JSONValue, ModelFault> {
        let body = members.merging(model.arguments)
        return await answer(ModelRequest(.post, path, .object(body), occasion, model.name), model).flatMap { $0.json }
    }

    /// The models that the service of a requester lists.
    func models(of requester: String, at model: ModelAddress) async -> Result<JSONValue, ModelFault> {
        await answer(ModelRequest(.get, "/models", .null, .scan, requester), model).flatMap { $0.json }
    }

    private func answer(_ request: ModelRequest, _ model: ModelAddress) async -> Result<ModelReply, ModelFault> {
        switch called(request, model) {
        case .script(let reply):
            if reply.pause > .zero { try? await Task.sleep(for: reply.pause) }
            return .success(reply)
        case .address(let address): return await send(request, to: address, model)
        case .nowhere:
            return .failure(.unreachable("Request URL is missing an 'http://' or 'https://' protocol."))
        }
    }

    /// What answers a request.
    enum Called {
        case address(WebAddress)
        case script(ModelReply)
        case nowhere
    }

    func called(_ request: ModelRequest, _ model: ModelAddress) -> Called {
        if let effect = outside.script.effect(request.occasion, request.name, request.text) {
            return .script(ModelScript(request).reply(effect))
        }
        let base = model.base.hasSuffix("/") ? String(model.base.dropLast()) : model.base
        guard let address = WebAddress(base + request.path) else { return .nowhere }
        return outside.calls(address) ? .address(address) : .script(ModelScript(request).reply)
    }

    func fields(_ request: ModelRequest, _ model: ModelAddress) -> HTTPFields {
        var fields: HTTPFields = ["Accept": "application/json", "User-Agent": "AsyncOpenAI/Python"]
        if !model.key.isEmpty { fields.set("Authorization", "Bearer \(model.key)") }
        if request.method == .post { fields.set("Content-Type", "application/json") }
        return fields
    }

    private func send(
        _ request: ModelRequest,
        to address: WebAddress,
        _ model: ModelAddress
    ) async -> Result<ModelReply, ModelFault> {
        do throws(OutgoingHTTP.Failure) {
            let response = try await OutgoingHTTP.send(
                request.method,
                address,
                fields(request, model),
                body: request.bytes,
                timeout: model.timeout
            )
            guard let json = try? JSONValue(parsing: response.body) else {
                guard response.status >= 400 else { return .failure(.garbled) }
                return .success(ModelReply(status: response.status, .json(.null), text: response.text))
            }
            return .success(ModelReply(status: response.status, .json(json), text: response.text))
        } catch {
            return .failure(ModelFault(error))
        }
    }
}

extension ModelFault {
    init(_ failure: OutgoingHTTP.Failure) {
        switch failure {
        case .unsupported(let reason): self = .unreachable(reason)
        case .connection(.timeout): self = .timeout
        case .connection(.malformed), .connection(.tooLarge): self = .garbled
        case .connection: self = .unreachable("All connection attempts failed")
        }
    }
}

extension HTTPResponse {
    /// The content as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A request to a model service.
struct ModelRequest: Sendable {
    let method: HTTPMethod
    let path: String
    let content: JSONValue
    let occasion: MockScript.Occasion
    /// The name of the model, or of the requester for a scan.
    let name: String

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ content: JSONValue,
        _ occasion: MockScript.Occasion,
        _ name: String
    ) {
        self.method = method
        self.path = path
        self.content = content
        self.occasion = occasion
        self.name = name
    }

    var bytes: [UInt8] { method == .post ? content.serialized() : [] }

    /// What the model is asked: the last message, the texts to embed or the query.
    var text: String {
        if let messages = content["messages"]?.arrayValue { return Self.text(messages.last) }
        if let query = content["query"]?.stringValue { return query }
        return (content["input"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: "\n")
    }

    /// The text of a message.
    static func text(_ message: JSONValue?) -> String {
        let content = message?["content"]
        guard let parts = content?.arrayValue else { return content?.stringValue ?? "" }
        return parts.compactMap { $0["text"]?.stringValue }.joined(separator: " ")
    }
}

/// What a model service answers.
struct ModelReply: Sendable {
    enum Content: Sendable {
        case json(JSONValue)
        /// The events of a stream.
        case events([JSONValue])
    }

    let status: Int
    let content: Content
    /// The pause before the answer, or after each event.
    let pause: Duration
    /// The content as it came; nil for a script's.
    let text: String?

    init(status: Int = 200, _ content: Content, pause: Duration = .zero, text: String? = nil) {
        self.status = status
        self.content = content
        self.pause = pause
        self.text = text
    }

    var json: Result<JSONValue, ModelFault> {
        guard case .json(let json) = content else { return .failure(.garbled) }
        guard status >= 400 else { return .success(json) }
        return .failure(.refused(status: status, json, text: text ?? PythonJSON.text(json)))
    }
}
