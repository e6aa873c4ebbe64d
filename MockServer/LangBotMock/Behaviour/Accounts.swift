import JSONCore
import LangBotContract

extension Behaviour {
    var accounts: [OperationID: Handler] {
        [
            "user.init_status": { world, _ throws(DomainError) in ["initialized": .bool(!world.accounts.isEmpty)] },
            "user.init": { world, call throws(DomainError) in
                guard world.accounts.isEmpty else { throw .alreadyInitialized }
                let (user, password) = try credentials(call)
                world.accounts[user] = World.Account(
                    uuid: call.surroundings.uuid(),
                    password: password,
                    joinedAt: call.surroundings.now()
                )
                return .null
            },
            "user.auth": { world, call throws(DomainError) in
                let (user, password) = try credentials(call)
                let email = knownName(user, world)
                guard let account = world.accounts[email] else { throw .unknownAccount }
                guard account.password == password else { throw .wrongPassword }
                let members = try call.json().objectValue ?? [:]
                try passSecondFactor(secondFactorCode(members), of: account.uuid, &world, call)
                return ["token": .string(world.openSession(email, call.surroundings))]
            },
            "user.check_token": { world, call throws(DomainError) in
                guard case .user(let email, _) = call.principal else { throw .invalidCredential }
                return ["token": .string(world.openSession(email, call.surroundings))]
            },
            "user.info": { world, call throws(DomainError) in
                guard case .user(let email, _) = call.principal else { throw .invalidCredential }
                var shown: JSONObject = ["account_type": "local", "has_password": true, "user": .string(email)]
                if traits.hasWorkspaces {
                    shown["account_uuid"] = world.accounts[email].map { .string($0.uuid) } ?? .null
                }
                return .object(shown.sortedByName())
            },
            "user.account_info": { world, _ throws(DomainError) in accountInformation(world) },
            "user.change_password": { world, call throws(DomainError) in
                guard case .user(let email, _) = call.principal else { throw .invalidCredential }
                let members = try content(call)
                for name in ["current_password", "new_password"] where members[name] == nil {
                    throw .failure("'\(name)'")
                }
                return try replacePassword(members, of: email, &world)
            },
            "user.set_password": { world, call throws(DomainError) in
                guard case .user(let email, _) = call.principal else { throw .invalidCredential }
                let members = try content(call)
                guard !isBlank(members["new_password"]) else { throw .invalid("New password is required") }
                guard !isBlank(members["current_password"]) else { throw .invalid("Current password is required") }
                return try replacePassword(members, of: email, &world)
            },
            // No account is bound to Space, which alone knows of credits.
            "user.space.credits": { world, call throws(DomainError) in
                guard traits.hasWorkspaces else { return ["credits": nil] }
                guard case .user(let email, _) = call.principal else { throw .invalidCredential }
                let isOwner = world.accounts[email]?.role == .owner
                return ["credits": nil, "is_workspace_owner": .bool(isOwner), "owner_space_bound": false]
            },
        ]
    }

    /// The form of an e-mail address in which accounts are compared.
    func normalized(email: String) -> String { trimmed(email).lowercased() }

    /// Gives an account its new password, which is read once the current one is right.
    private func replacePassword(
        _ members: JSONObject,
        of email: String,
        _ world: inout World
    ) throws(DomainError) -> JSONValue {
        guard let current = members["current_password"]?.stringValue else {
            throw .failure("The password is not a text")
        }
        guard world.accounts[email]?.password == current else { throw .invalid("Current password is incorrect") }
        guard let new = members["new_password"]?.stringValue else { throw .failure("The password is not a text") }
        world.accounts[email]?.password = new
        return ["user": .string(email)]
    }

    /// The name under which an account is known that a person names so.
    func knownName(_ user: String, _ world: World) -> String {
        world.accounts[user] == nil && traits.hasWorkspaces ? normalized(email: user) : user
    }

    private func credentials(_ call: Call) throws(DomainError) -> (user: String, password: String) {
        let members = try call.json().objectValue ?? [:]
        try check(members, call)
        guard let user = members["user"], let password = members["password"] else {
            throw traits.checksContents ? .invalid("Invalid request parameters") : .failure("'user'")
        }
        guard let user = user.stringValue, let password = password.stringValue else {
            if traits.checksContents { throw .invalid("Invalid request parameters") }
            let isFailure = traits.accountNamesAreTexts || user.stringValue != nil
            throw isFailure ? .failure("The value is not a text") : .unknownAccount
        }
        return (user, password)
    }

    func accountInformation(_ world: World) -> JSONValue {
        let isInitialized = JSONValue.bool(!world.accounts.isEmpty)
        guard traits.hasWorkspaces else {
            return ["account_type": "local", "has_password": true, "initialized": isInitialized]
        }
        var shown: JSONObject = [
            "authenticated_invitation_acceptance_enabled": false, "initialized": isInitialized,
            "invitation_registration_enabled": true, "password_login_enabled": true, "space_login_enabled": false,
        ]
        if traits.hasPasskeys {
            shown["passkey_login_enabled"] = true
            shown["passkey_supported"] = true
        }
        return .object(shown.sortedByName())
    }
}

extension World {
    private static let sessionSeconds: Int64 = 24 * 60 * 60

    /// Signs a user in.
    ///
    /// The token has the form of a JSON web token (RFC 7519), because clients may decode it. It is valid only because
    /// this world knows it, so it cannot be forged.
    mutating func openSession(_ user: String, _ surroundings: Surroundings) -> String {
        let now = surroundings.now()
        let expiresAt = now.adding(seconds: Self.sessionSeconds)
        let payload: JSONValue = [
            "user": .string(user), "iss": "langbot-mock", "exp": .integer(expiresAt.secondsSince1970),
        ]
        let header: JSONValue = ["alg": "HS256", "typ": "JWT"]
        let segments = [header.serialized(), payload.serialized(), surroundings.randomBytes(32)]
        let token = segments.map { Base64URL.encode($0) }.joined(separator: ".")
        open(Session(user: user, expiresAt: expiresAt), token: token, at: now)
        return token
    }
}
