import JSONCore
import LangBotContract

/// Signing in with an account at Space, as far as it goes without the internet.
extension Behaviour {
    var spaceSignIns: [OperationID: Handler] {
        [
            "user.space.authorize_url": { world, call throws(DomainError) in
                guard let target = call.query["redirect_uri"], !target.isEmpty else {
                    throw .refusedWith200(1, "Missing redirect_uri parameter")
                }
                guard traits.hasWorkspaces else {
                    let state = call.query["state"].flatMap { $0.isEmpty ? nil : "&state=\($0)" } ?? ""
                    return ["authorize_url": .string("\(Self.spacePage)?redirect_uri=\(target)\(state)")]
                }
                guard call.query["state"] == nil else {
                    throw .refusedWith200(1, "Caller-supplied OAuth state is not allowed")
                }
                if let fault = SpaceRedirect.fault(target, binds: false) { throw .refusedWith200(1, fault) }
                guard call.query["launch_workspace_uuid"]?.isEmpty ?? true else {
                    throw .refusedWith200(1, "Space launch requires Cloud mode")
                }
                return address(target, world.spaceStates.issue(.signIn, call.surroundings))
            },
            "user.space.bind_authorize_url": { world, call throws(DomainError) in
                guard let target = call.query["redirect_uri"], !target.isEmpty else {
                    throw .refusedWith200(1, "Missing redirect_uri parameter")
                }
                if let fault = SpaceRedirect.fault(target, binds: true) { throw .refusedWith200(1, fault) }
                return address(target, world.spaceStates.issue(.binding, call.surroundings))
            },
            "user.space.callback": { world, call throws(DomainError) in
                let members = try content(call)
                guard traits.hasWorkspaces else {
                    guard !isBlank(members["code"]) else { throw .refusedWith200(1, "Missing authorization code") }
                    throw .refusedWith200(2, "OAuth callback failed: \(Self.noSpace)")
                }
                if !isBlank(members["launch_assertion"]) { throw .refusedWith200(1, "Space launch failed") }
                if let missing = missing(members) { throw .refusedWith200(1, missing) }
                guard isSpaceCode(members["code"]) else {
                    throw .refusedWith200(1, "Unsupported Space OAuth code contract")
                }
                guard redirectFault(members, binds: false) == nil, take(members, &world, call) == .signIn else {
                    throw .refusedWith200(1, "Space OAuth failed")
                }
                throw .failure(Self.noSpace)
            },
            "user.space.bind": { world, call throws(DomainError) in
                let members = try content(call)
                if let missing = missing(members) { throw .invalid(missing) }
                let invalid = DomainError.refused(status: 401, code: -1, reason: "Invalid or expired state")
                guard traits.hasWorkspaces else {
                    let token = members["state"]?.stringValue ?? ""
                    guard world.user(token: token, at: call.surroundings.now()) != nil else { throw invalid }
                    throw .reportedFailure("Failed to bind Space account: \(Self.noSpace)")
                }
                guard isSpaceCode(members["code"]) else { throw .invalid("Unsupported Space OAuth code contract") }
                guard take(members, &world, call) == .binding else { throw invalid }
                guard redirectFault(members, binds: true) == nil else {
                    throw .invalid("LangBot Account binding failed")
                }
                throw .failure(Self.noSpace)
            },
        ]
    }

    private static let spacePage = "https://space.langbot.app/auth/authorize"

    private static let noSpace =
        "Cannot connect to host space.langbot.app:443 ssl:default [Name or service not known]"

    private func address(_ target: String, _ state: String) -> JSONValue {
        let query = "redirect_uri=\(PercentEncoding.formValue(target))&code_contract=redirect-v1&state=\(state)"
        return ["authorize_url": .string("\(Self.spacePage)?\(query)")]
    }

    /// What a browser that comes back has to bring and does not.
    private func missing(_ members: JSONObject) -> String? {
        [("code", "Missing authorization code"), ("state", "Missing state parameter")]
            .first { isBlank(members[$0.0]) }?.1
    }

    private func isSpaceCode(_ code: JSONValue?) -> Bool { PythonText.str(code ?? .null).hasPrefix("v4_") }

    /// What is wrong with where a browser came back to; it need not say.
    private func redirectFault(_ members: JSONObject, binds: Bool) -> String? {
        guard let target = members["redirect_uri"], !isBlank(target) else { return nil }
        return SpaceRedirect.fault(PythonText.str(target), binds: binds)
    }

    private func take(_ members: JSONObject, _ world: inout World, _ call: Call) -> SpaceState? {
        world.spaceStates.take(members["state"]?.stringValue ?? "", at: call.surroundings.now())
    }
}

/// What a browser is sent to Space for.
enum SpaceState: Sendable {
    case signIn
    case binding
}

/// Where Space sends a browser back to, which has to be a page of LangBot.
enum SpaceRedirect {
    static func fault(_ target: String, binds: Bool) -> String? {
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let (address, query) = cut(parts[0], "?")
        let (scheme, rest) = cut(address, ":")
        let (host, path) = cut(rest.hasPrefix("//") ? rest.dropFirst(2) : "", "/")
        let isKnown =
            ["http", "https"].contains(scheme.lowercased()) && !host.prefix { $0 != ":" }.isEmpty
            && !host.contains("@") && path == "auth/space/callback" && (parts.count == 1 || parts[1].isEmpty)
        guard isKnown else { return "Invalid redirect_uri parameter" }
        let pairs = query.split(separator: "&")
        if binds {
            let isBinding = pairs.count == 1 && PercentEncoding.query(query) == ["mode": "bind"]
            return isBinding ? nil : "Invalid Space binding redirect_uri"
        }
        return pairs.isEmpty ? nil : "Invalid LangBot Account login redirect_uri"
    }

    private static func cut(_ text: Substring, _ separator: Character) -> (Substring, Substring) {
        let parts = text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }
}
