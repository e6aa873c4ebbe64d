import JSONCore
import LangBotContract

extension HandlerTable {
    static let accountHandlers: [OperationID: Handler] = [
        "user.init_status": { world, _ throws(DomainError) in ["initialized": .bool(!world.accounts.isEmpty)] },
        "user.init": { world, call throws(DomainError) in
            guard world.accounts.isEmpty else { throw .alreadyInitialized }
            world.accounts[try call.text("user")] = World.Account(
                uuid: call.surroundings.uuid(),
                password: try call.text("password")
            )
            return .null
        },
        "user.auth": { world, call throws(DomainError) in
            let user = try call.text("user")
            guard world.accounts[user]?.password == (try call.text("password")) else { throw .wrongPassword }
            return ["token": .string(world.openSession(user, call.surroundings))]
        },
        "user.check_token": { world, call throws(DomainError) in
            guard case .user(let email, _) = call.principal else { throw .invalidCredential }
            return ["token": .string(world.openSession(email, call.surroundings))]
        },
    ]
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
