import HTTPCore
import JSONCore
import LangBotContract

extension Behaviour {
    var system: [OperationID: Handler] {
        [
            "system.info": { world, call throws(DomainError) in information(world, call) },
            "system.health": { _, _ throws(DomainError) in traits.health },
            "system.capabilities": { _, _ throws(DomainError) in
                let rows = Contract.capabilities(of: traits.release).map { operation in
                    (operation.rawValue, JSONValue.object(["supported": true]))
                }
                return ["operations": .object(JSONObject(rows)), "schema_version": 1]
            },
            "system.context": { world, call throws(DomainError) in
                guard case .apiKey(let id) = call.principal else { throw .invalidCredential }
                let key = world.keys[id]
                return [
                    "api_key_id": .string(key?.uuid ?? "global-oss-api-key"),
                    "instance_uuid": .string("instance_\(world.workspace)"),
                    "permissions": .array((key?.scopes ?? Permission.all).map { .string($0.rawValue) }),
                    "workspace_uuid": .string(world.workspace),
                ]
            },
            "system.debug.plugin_action": { _, _ throws(DomainError) in throw Self.noDebugMode },
            "system.debug.exec": { _, _ throws(DomainError) in throw Self.noDebugMode },
            "system.debug.tools_call": { _, _ throws(DomainError) in throw Self.noDebugMode },
            "system.plugin_status": { _, call throws(DomainError) in
                let isConnected = call.surroundings.runtimes.contains(.plugins)
                return [
                    "is_connected": .bool(isConnected), "is_enable": .bool(isConnected),
                    "plugin_connector_error": isConnected ? "ok" : "Plugin runtime is not connected",
                ]
            },
            "system.logs": { _, call throws(DomainError) in
                for name in ["start_page_number", "start_offset"] {
                    if let text = call.query[name], case .none = pythonInteger(text) {
                        throw .noInteger(text)
                    }
                }
                return ["end_offset": 0, "end_page_number": 1, "logs": ""]
            },
        ]
    }

    /// Only a LangBot in debug mode passes it on.
    private static let noDebugMode = DomainError.refused(status: 403, code: 403, reason: "Forbidden")

    func information(version: String) -> JSONValue {
        let shown = JSONObject([("version", .string(version))]).merging(traits.information)
        return .object(traits.arranged(shown))
    }

    private func information(_ world: World, _ call: Call) -> JSONValue {
        let shown = information(version: call.version)
        guard traits.hasWizard, showsWizard(world, call), let members = shown.objectValue else { return shown }
        return .object(members.merging(world.wizard.shown))
    }

    /// Whether the caller sees the state of the wizard: a member of the workspace, or everybody before there were any.
    private func showsWizard(_ world: World, _ call: Call) -> Bool {
        guard traits.hasWorkspaces else { return true }
        let authorization = call.fields["authorization"] ?? ""
        let chosen = call.fields["x-workspace-id"] ?? ""
        guard authorization.hasPrefix("Bearer "), chosen.isEmpty || chosen == world.workspace else { return false }
        let user = world.user(token: String(authorization.dropFirst("Bearer ".count)), at: call.surroundings.now())
        return user.flatMap { world.accounts[$0]?.isMember } ?? false
    }
}
