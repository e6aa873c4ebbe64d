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
    /// An answer with an error status.
    case refused(status: Int, JSONValue)
    /// An answer that is none.
    case garbled
}

/// The client of an OpenAI-compatible API, or the script where its address is not called.
struct ModelService: Sendable {
    let outside: Outside

    /// Calls a path of the service with a JSON content.
    func post(_ path: String, _ members: JSONObject, to model: ModelAddress) async -> Result<JSONValue, ModelFault> {
        let body = members.merging(model.arguments)
        return await answer(ModelRequest(.post, path, .object(body)), model).flatMap { $0.json }
    }

    /// The models that the service lists.
    func models(at model: ModelAddress) async -> Result<JSONValue, ModelFault> {
        await answer(ModelRequest(.get, "/models", .null), model).flatMap { $0.json }
    }

    /// Whether the address answers, or the script for it.
    private func answer(_ request: ModelRequest, _ model: ModelAddress) async -> Result<ModelReply, ModelFault> {
        switch called(request, model) {
        case .script: .success(outside.reply(to: request))
        case .address(let address): await send(request, to: address, model)
        case .nowhere: .failure(.unreachable("Request URL is missing an 'http://' or 'https://' protocol."))
        }
    }

    /// What stands behind an address.
    enum Called {
        case address(WebAddress)
        case script
        case nowhere
    }

    func called(_ request: ModelRequest, _ model: ModelAddress) -> Called {
        let base = model.base.hasSuffix("/") ? String(model.base.dropLast()) : model.base
        guard let address = WebAddress(base + request.path) else { return .nowhere }
        return outside.calls(address) ? .address(address) : .script
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
                return .success(ModelReply(status: response.status, .json(.null)))
            }
            return .success(ModelReply(status: response.status, .json(json)))
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

/// A request to a model service.
struct ModelRequest: Sendable {
    let method: HTTPMethod
    let path: String
    let content: JSONValue

    init(_ method: HTTPMethod, _ path: String, _ content: JSONValue) {
        self.method = method
        self.path = path
        self.content = content
    }

    var bytes: [UInt8] { method == .post ? content.serialized() : [] }
}

/// What a model service answers.
struct ModelReply: Sendable {
    enum Content: Sendable {
        case json(JSONValue)
        /// The events of a stream, and the pause after each.
        case events([JSONValue], pause: Duration)
    }

    let status: Int
    let content: Content

    init(status: Int = 200, _ content: Content) {
        self.status = status
        self.content = content
    }

    var json: Result<JSONValue, ModelFault> {
        guard case .json(let json) = content else { return .failure(.garbled) }
        return status < 400 ? .success(json) : .failure(.refused(status: status, json))
    }
}
