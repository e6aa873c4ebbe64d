/// Sign-in and the signed-in user's account.
///
/// Source: `/api/v1/user`, which LangBot's web interface uses.
public struct Account: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Authenticators, the second factor of accounts; since 4.11.
    public var secondFactors: SecondFactors { SecondFactors(client: client) }
    /// Passkeys; since 4.11.
    public var passkeys: Passkeys { Passkeys(client: client) }
    /// Signing in at LangBot Space; since 4.7.
    public var space: SpaceAccounts { SpaceAccounts(client: client) }

    /// Whether the first account exists.
    ///
    /// Needs no credential.
    public func isInitialized() async throws -> Bool {
        try await core.answer(to: APIOperation("user.init_status", .get, "user/init"))
            .member("initialized", \.boolValue)
    }

    /// Creates the first account of a new server.
    ///
    /// Needs no credential.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` if an account exists already.
    public func initialize(user: String, password: String) async throws {
        let body: JSONValue = ["user": .string(user), "password": .string(password)]
        var operation = APIOperation("user.init", .post, "user/init", body: .json(body))
        operation.refusal = .conflict
        try await core.perform(operation)
    }

    /// Signs in and returns a token for `LangBotClient.authenticated(with:)`.
    ///
    /// - Parameters:
    ///   - user: The login name, usually an email address.
    ///   - password: The password.
    ///   - oneTimeCode: The authenticator code, for accounts with two-factor authentication; since 4.11.
    /// - Throws: `LangBotError` with the code `.unauthorized` if the user or password is wrong; its `serverCode` is
    ///   `totp_required` if a one-time code is required. For an unknown user, 4.5 and 4.6 respond with an internal
    ///   error.
    public func signIn(user: String, password: String, oneTimeCode: String? = nil) async throws -> UserToken {
        let body = JSONObject(given: [
            "user": .string(user), "password": .string(password), "totp_code": JSONValue(oneTimeCode),
        ])
        var operation = APIOperation("user.auth", .post, "user/auth", body: .json(.object(body)), fields: Self.fields)
        operation.refusal = .unauthorized
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    /// Checks that the client's token is valid and returns a fresh one.
    public func checkToken() async throws -> UserToken {
        let answer = try await core.answer(to: APIOperation("user.check_token", .get, "user/check-token"))
        return UserToken(try answer.text("token"))
    }

    /// The account of the signed-in user; since 4.7.
    public func info() async throws -> AccountInfo {
        try await core.answer(to: APIOperation("user.info", .get, "user/info")).object()
    }

    /// The available sign-in methods; since 4.7.
    ///
    /// Needs no credential.
    public func signInOptions() async throws -> SignInOptions {
        try await core.answer(to: APIOperation("user.account_info", .get, "user/account-info")).object()
    }

    /// Changes the password of the signed-in user.
    public func changePassword(from current: String, to new: String) async throws {
        let body: JSONValue = ["current_password": .string(current), "new_password": .string(new)]
        try await core.perform(
            APIOperation("user.change_password", .post, "user/change-password", body: .json(body))
        )
    }

    private static let fields = FieldTable(
        [.always("user"), .always("password"), .after(ServerRelease(4, 10, 11), "totp_code")]
    )
}

/// The account of a signed-in user, since 4.7.
public struct AccountInfo: ServerObject {
    public static let memberRules: [String: MemberRule] = ["user": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The login name, usually an email address.
    public var user: String { identity("user") }
    /// The account's identifier, since 4.10; nil before.
    public var uuid: String? { self[text: "account_uuid"] }
    /// The type of account, such as `local` or `space`.
    public var type: String? { self[text: "account_type"] }
    /// Whether the account has a password.
    public var hasPassword: Bool { self[flag: "has_password"] ?? false }
}

/// The sign-in methods of a server, since 4.7.
public struct SignInOptions: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether the first account exists.
    public var isInitialized: Bool { self[flag: "initialized"] ?? false }
    /// Whether sign-in with a password is possible.
    public var acceptsPassword: Bool { self[flag: "password_login_enabled"] ?? self[flag: "has_password"] ?? false }
}
