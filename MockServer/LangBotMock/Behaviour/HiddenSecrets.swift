import JSONCore
import LangBotContract

/// What a key without the permission to see secrets reads.
extension Behaviour {
    private enum Hiding: Sendable {
        /// Leaves the members out of every record.
        case leavingOut(Set<String>)
        /// Replaces secrets by `***`.
        case masking(SecretMask)
        /// The same, of the parameters of a model and of its provider.
        case maskingModel
    }

    /// The handlers, with those that read secrets hiding them from keys that may not see them.
    func hidingSecrets(_ handlers: [OperationID: Handler]) -> [OperationID: Handler] {
        guard traits.hidesSecrets else { return handlers }
        var handlers = handlers
        for row in Self.secretReads {
            let permission = row.permission ?? (traits.showsServerSecrets ? .resourceManage : nil)
            for action in ["list", "get"] {
                let id = OperationID(rawValue: "\(row.resource.rawValue).\(action)")
                if let handler = handlers[id] { handlers[id] = hiding(handler, permission, row.hiding) }
            }
        }
        return handlers
    }

    /// The resources with secrets, and the permission to see them; nobody sees those without one, unless
    /// ``Traits/showsServerSecrets``.
    private static let secretReads: [(resource: Resource, permission: Permission?, hiding: Hiding)] = [
        (.bot, .resourceManage, .leavingOut(["adapter_config", "config"])),
        (.provider, .providerSecretManage, .masking(.records)),
        (.llmModel, .providerSecretManage, .maskingModel),
        (.embeddingModel, .providerSecretManage, .maskingModel),
        (.rerankModel, .providerSecretManage, .maskingModel),
        (.pipeline, .resourceManage, .masking(.records)),
        (.knowledgeBase, .resourceManage, .masking(.records)),
        (.mcpServer, nil, .masking(.servers)),
    ]

    private func hiding(_ handler: @escaping Handler, _ permission: Permission?, _ hiding: Hiding) -> Handler {
        { world, call throws(DomainError) in
            let data = try handler(&world, call)
            return Self.sees(permission, world, call) ? data : Self.hidden(data, hiding)
        }
    }

    private static func sees(_ permission: Permission?, _ world: World, _ call: Call) -> Bool {
        guard let permission else { return false }
        guard case .apiKey(let id) = call.principal, let scopes = world.keys[id]?.scopes else { return true }
        return scopes.contains(permission)
    }

    private static func hidden(_ data: JSONValue, _ hiding: Hiding) -> JSONValue {
        switch data {
        case .array(let records): return .array(records.map { hidden($0, hiding) })
        // The data of an answer holds the records one level deeper.
        case .object(let members) where members["uuid"] == nil && members["name"] == nil:
            return .object(JSONObject(members.map { ($0.name, hidden($0.value, hiding)) }))
        case .object(let record): return .object(hidden(record, hiding))
        default: return data
        }
    }

    private static func hidden(_ record: JSONObject, _ hiding: Hiding) -> JSONObject {
        switch hiding {
        case .leavingOut(let names): return record.without(names)
        case .masking(let mask): return mask.hiding(.object(record)).objectValue ?? record
        case .maskingModel:
            var record = record
            if let arguments = record["extra_args"] { record["extra_args"] = SecretMask.records.hiding(arguments) }
            if var provider = record["provider"]?.objectValue, let keys = provider["api_keys"] {
                provider["api_keys"] = SecretMask.masked(keys)
                record["provider"] = .object(provider)
            }
            return record
        }
    }
}
