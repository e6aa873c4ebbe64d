import HTTPCore
import JSONCore
import LangBotContract

/// A model of the installation, with what is needed to call it.
struct InstalledModel: Sendable {
    let uuid: String
    let address: ModelAddress
    /// Whether the model is offered tools.
    let callsTools: Bool
    let requester: String
}

extension Behaviour {
    /// A stored model; nil if there is none, or its provider is not loaded.
    func model(_ uuid: String, _ resource: Resource, _ world: World) -> InstalledModel? {
        world.tables[resource]?[uuid].flatMap { model($0, world) }
    }

    /// A model as it is stored or, for a test, as it is described.
    func model(_ record: JSONObject, _ world: World) -> InstalledModel? {
        let described = record["provider"]?.objectValue
        let loaded = loadedProvider(record["provider_uuid"], world)
        guard let source = traits.modelsHaveProviders ? described ?? loaded : record else { return nil }
        guard traits.modelsHaveProviders || Self.holdsTokens(source) else { return nil }
        let configuration = record["requester_config"]
        let base = traits.modelsHaveProviders ? source["base_url"] : configuration?["base_url"]
        var address = ModelAddress(
            base: base?.stringValue ?? "",
            key: source["api_keys"]?[0]?.stringValue ?? "",
            name: record["name"]?.stringValue ?? "",
            arguments: record["extra_args"]?.objectValue ?? [:]
        )
        if let seconds = configuration?["timeout"]?.integerValue, (1...3600).contains(seconds) {
            address.timeout = .seconds(seconds)
        }
        return InstalledModel(
            uuid: record["uuid"]?.stringValue ?? "",
            address: address,
            callsTools: record["abilities"]?.arrayValue?.contains("func_call") ?? false,
            requester: source["requester"]?.stringValue ?? ""
        )
    }

    /// Whether the keys of a model are a sequence with a first element, which all requesters but one take.
    private static func holdsTokens(_ model: JSONObject) -> Bool {
        let keys = model["api_keys"]
        return keys?.arrayValue?.isEmpty == false || keys?.stringValue?.isEmpty == false
            || model["requester"] == "ollama-chat"
    }

    /// Why a model has not answered, as LangBot words it.
    func reason(_ fault: ModelFault) -> String {
        traits.classifiesModelFaults ? "Model request failed: \(classified(fault))" : "模型请求失败: \(quoted(fault))"
    }

    /// Why a model has not ranked: LangBot calls services that are like OpenAI's itself, and quotes them.
    func rankingReason(_ fault: ModelFault, _ model: InstalledModel) -> String {
        let library = traits.requesters[model.requester]?.libraryName ?? .null
        guard traits.classifiesModelFaults, library == .null || library == "openai" else { return reason(fault) }
        let quoted: String? =
            switch fault {
            case .refused(let status, _, let text): "API error (HTTP \(status)): \(text)"
            case .unreachable(let reason): "Connection failed: \(reason)"
            case .timeout: "Connection failed: "
            case .garbled: nil
            }
        return quoted.map { "Model request failed: \($0)" } ?? reason(fault)
    }

    private func classified(_ fault: ModelFault) -> String {
        switch fault {
        case .refused(let status, _, _):
            let known = [
                400: "Invalid request parameters", 401: "Invalid API key", 404: "Invalid model or endpoint",
                408: "Request timed out", 422: "Invalid request parameters",
                429: "Rate limit exceeded or insufficient balance",
            ]
            return known[status] ?? "Unknown error"
        case .timeout: return "Request timed out"
        case .unreachable, .garbled: return "Unknown error"
        }
    }

    private func quoted(_ fault: ModelFault) -> String {
        switch fault {
        case .refused(let status, let body, _):
            let message = body["error"]?["message"]?.stringValue ?? ""
            let known = [401: "无效的 api-key", 429: "请求过于频繁或余额不足", 404: "请求路径错误"]
            return "\(known[status] ?? "请求错误"): Error code: \(status) - \(message)"
        case .timeout: return "请求超时"
        case .unreachable: return "连接错误: Connection error."
        case .garbled: return "未知错误"
        }
    }
}

/// Counts the pieces of one answer.
final class PieceCounter: Sendable {
    private let pieces = Locked(0)

    var total: Int { pieces.withLock { $0 } }

    /// Counts one more, and returns how many there are.
    func count() -> Int {
        pieces.withLock { pieces in
            pieces += 1
            return pieces
        }
    }
}
