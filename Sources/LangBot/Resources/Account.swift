/// Signing in.
///
/// Source: `/api/v1/user`, which LangBot's web interface uses.
public struct Account: Sendable {
    let core: ClientCore

    /// Whether the server has its first account.
    public func isInitialized() async throws -> Bool {
        try await core.answer(to: APIOperation("user.init_status", .get, "user", "init"))
            .member("initialized", \.boolValue)
    }

    /// Makes the first account of a new server.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` when there is one.
    public func initialize(user: String, password: String) async throws {
        var operation = APIOperation("user.init", .post, "user", "init", body: Self.body(user, password))
        operation.refusal = .conflict
        operation.secrets = [password]
        try await core.perform(operation)
    }

    /// Signs in and returns the token, for `LangBotClient.authenticated(with:)`.
    ///
    /// - Throws: `LangBotError` with the code `.unauthorized` when user or password are wrong. 4.5 answers for an
    ///   unknown user with an internal error.
    public func signIn(user: String, password: String) async throws -> UserToken {
        var operation = APIOperation("user.auth", .post, "user", "auth", body: Self.body(user, password))
        operation.refusal = .unauthorized
        operation.secrets = [password]
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    /// Asks whether the client's token is accepted, and returns a fresh one.
    public func checkToken() async throws -> UserToken {
        UserToken(
            try await core.answer(to: APIOperation("user.check_token", .get, "user", "check-token")).text("token")
        )
    }

    private static func body(_ user: String, _ password: String) -> APIOperation.Body {
        .json(["user": .string(user), "password": .string(password)])
    }
}
