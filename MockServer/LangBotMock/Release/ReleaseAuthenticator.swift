import HTTPCore
import JSONCore
import LangBotContract

extension Authenticator {
    /// How a release authenticates a request.
    ///
    /// `X-API-Key` takes precedence over `Authorization`, from which every `Bearer ` is removed, wherever it is.
    static func release(_ traits: Traits) -> Authenticator {
        Authenticator { fields, endpoint, world, now throws(DomainError) in
            let key = fields["x-api-key"] ?? ""
            let authorization = fields["authorization"] ?? ""
            var token: String { authorization.replacing("Bearer ", with: "") }
            let principal: Principal
            switch endpoint.credentials {
            case .open, .own: return .nobody
            case .userToken where endpoint.takesAccountToken:
                return try user(bearer(authorization, once: true), &world, now)
            case .userToken: principal = try user(token, &world, now)
            case .apiKey: principal = try self.key(key.isEmpty ? bearer(authorization) : key, &world, now)
            case .userTokenOrAPIKey where !key.isEmpty: principal = try self.key(key, &world, now)
            case .userTokenOrAPIKey: principal = try either(token, &world, now)
            }
            if traits.hasWorkspaces {
                try enter(principal, fields, world)
                try permit(principal, endpoint, world)
            }
            return principal
        }
    }

    private static func bearer(_ authorization: String, once: Bool = false) -> String {
        guard authorization.hasPrefix("Bearer ") else { return "" }
        return authorization.replacing("Bearer ", with: "", maxReplacements: once ? 1 : .max)
    }

    private static func user(_ token: String, _ world: inout World, _ now: Timestamp) throws(DomainError) -> Principal {
        guard !token.isEmpty else { throw .missingCredential }
        guard let user = world.user(token: token, at: now) else { throw .invalidToken(complaint(token)) }
        return .user(email: user, token: token)
    }

    private static func key(_ key: String, _ world: inout World, _ now: Timestamp) throws(DomainError) -> Principal {
        guard !key.isEmpty else { throw .missingCredential }
        guard let id = world.key(secret: key, at: now) else { throw .invalidKey }
        return .apiKey(id)
    }

    private static func either(_ token: String, _ world: inout World, _ now: Timestamp) throws(DomainError) -> Principal
    {
        guard !token.isEmpty else { throw .missingCredential }
        if let user = world.user(token: token, at: now) { return .user(email: user, token: token) }
        guard let id = world.key(secret: token, at: now) else { throw .invalidCredential }
        return .apiKey(id)
    }

    /// Users are members of the only workspace, and may say so.
    private static func enter(_ principal: Principal, _ fields: HTTPFields, _ world: World) throws(DomainError) {
        guard case .user(let email, _) = principal else { return }
        let chosen = fields["x-workspace-id"] ?? ""
        guard chosen.isEmpty || chosen == world.workspace, world.accounts[email]?.isMember == true else {
            throw .noWorkspace
        }
    }

    /// Refuses a caller without the permission that an operation needs, if it needs one.
    static func permit(_ principal: Principal, _ endpoint: Endpoint, _ world: World) throws(DomainError) {
        guard let needed = endpoint.permission, !world.permits(needed, principal) else { return }
        throw .missingPermission(needed)
    }

    /// The message of the token library for an invalid token; it checks the parts one after the other.
    private static func complaint(_ token: String) -> String {
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count >= 3 else { return "Not enough segments" }
        guard let header = Base64URL.decode(segments[0]) else { return "Invalid header padding" }
        guard let algorithm = (try? JSONValue(parsing: header))?["alg"] else { return "Invalid header string" }
        return algorithm == "HS256" ? "Signature verification failed" : "The specified alg value is not allowed"
    }
}
