/// Signing in, and the account of who did.
///
/// Source: `/api/v1/user`, which LangBot's web interface uses.
public struct Account: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Whether the server has its first account; needs no credential.
    public func isInitialized() async throws -> Bool {
        try await core.answer(to: APIOperation("user.init_status", .get, "user", "init"))
            .member("initialized", \.boolValue)
    }

    /// Makes the first account of a new server; needs no credential.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` when there is one.
    public func initialize(user: String, password: String) async throws {
        let body: JSONValue = ["user": .string(user), "password": .string(password)]
        var operation = APIOperation("user.init", .post, "user", "init", body: .json(body))
        operation.refusal = .conflict
        try await core.perform(operation)
    }

    /// Signs in and returns the token, for `LangBotClient.authenticated(with:)`.
    ///
    /// - Parameters:
    ///   - user: The name by which one signs in, usually an address of mail.
    ///   - password: The password.
    ///   - oneTimeCode: The code of an authenticator, for accounts that have one; since 4.11.
    /// - Throws: `LangBotError` with the code `.unauthorized` when user or password are wrong; its `serverCode` is
    ///   `totp_required` when a one-time code is missing. 4.5 and 4.6 answer for an unknown user with an internal error.
    public func signIn(user: String, password: String, oneTimeCode: String? = nil) async throws -> UserToken {
        let body = JSONObject(given: [
            "user": .string(user), "password": .string(password), "totp_code": JSONValue(oneTimeCode),
        ])
        var operation = APIOperation("user.auth", .post, "user", "auth", body: .json(.object(body)))
        operation.refusal = .unauthorized
        operation.knownFields = Self.fields
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    /// Asks whether the client's token is accepted, and returns a fresh one.
    public func checkToken() async throws -> UserToken {
        let answer = try await core.answer(to: APIOperation("user.check_token", .get, "user", "check-token"))
        return UserToken(try answer.text("token"))
    }

    /// The account of who signed in; since 4.7.
    public func info() async throws -> AccountInfo {
        try await core.answer(to: APIOperation("user.info", .get, "user", "info")).object()
    }

    /// How one can sign in; since 4.7, and without a credential.
    public func signInOptions() async throws -> SignInOptions {
        try await core.answer(to: APIOperation("user.account_info", .get, "user", "account-info")).object()
    }

    /// Changes the password of who signed in.
    public func changePassword(from current: String, to new: String) async throws {
        let body: JSONValue = ["current_password": .string(current), "new_password": .string(new)]
        try await core.perform(
            APIOperation("user.change_password", .post, "user", "change-password", body: .json(body))
        )
    }

    private static let fields = FieldTable(
        [.always("user"), .always("password"), .after(ServerRelease(4, 10, 11), "totp_code")]
    )
}

/// The account of somebody who signed in, since 4.7.
public struct AccountInfo: ServerObject {
    /// The user.
    public static let requiredMembers = ["user"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an account of members.
    public init(members: ServerMembers) { self.members = members }

    /// The name by which one signs in, usually an address of mail.
    public var user: String { self[text: "user"] ?? "" }
    /// The identifier, since 4.10; nil before.
    public var uuid: String? { self[text: "account_uuid"] }
    /// Such as `local` or `space`.
    public var type: String? { self[text: "account_type"] }
    /// Whether one can sign in with a password.
    public var hasPassword: Bool { self[flag: "has_password"] ?? false }
}

/// How one can sign in to a server, since 4.7.
public struct SignInOptions: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes options of members.
    public init(members: ServerMembers) { self.members = members }

    /// Whether the server has its first account.
    public var isInitialized: Bool { self[flag: "initialized"] ?? false }
    /// Whether a password opens it, whichever way the release says so.
    public var acceptsPassword: Bool { self[flag: "password_login_enabled"] ?? self[flag: "has_password"] ?? false }
}
