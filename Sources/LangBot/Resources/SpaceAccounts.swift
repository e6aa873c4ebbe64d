/// Signing in at LangBot Space, the cloud service; since 4.7.
///
/// Source: `/api/v1/user/space`, `/api/v1/user/bind-space` and `/api/v1/user/space-credits`.
public struct SpaceAccounts: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the address of the page where a user signs in.
    ///
    /// Needs no credential.
    ///
    /// - Parameters:
    ///   - redirectURI: Where the page leads afterwards, with the query items `code` and `state`.
    ///   - state: What the page hands back unchanged; up to 4.9. Later releases make their own. For
    ///     ``bind(code:state:redirectURI:)`` it has to be the token of the user whose account is bound, `revealed()`.
    ///   - workspaceID: The workspace to open, in the cloud service; since 4.10.
    public func authorizationURL(
        redirectURI: String,
        state: String? = nil,
        workspaceID: WorkspaceRecord.ID? = nil
    ) async throws -> String {
        var operation = APIOperation("user.space.authorize_url", .get, "user/space/authorize-url")
        operation.query = .init(given: [
            "redirect_uri": redirectURI, "state": state, "launch_workspace_uuid": workspaceID,
        ])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).text("authorize_url")
    }

    /// Signs in with what the page handed back.
    ///
    /// Needs no credential.
    ///
    /// - Parameters:
    ///   - code: The query item `code`.
    ///   - state: The query item `state`, which goes to 4.10 and later.
    ///   - redirectURI: The address that the page led to; since 4.10, nil for the server's own.
    /// - Throws: `LangBotError` with the code `.unauthorized` if the server does not accept the code.
    public func signIn(code: String, state: String, redirectURI: String? = nil) async throws -> UserToken {
        let body = JSONObject(given: ["code": .string(code), "redirect_uri": JSONValue(redirectURI)])
        return try await signIn { release in
            if let release, release <= Self.withoutWorkspaces { return body }
            return body.merging(["state": .string(state)]) { own, _ in own }
        }
    }

    /// Signs in with an assertion of the cloud service for one workspace; since 4.10.
    ///
    /// Needs no credential.
    ///
    /// - Parameters:
    ///   - assertion: What the cloud service signed.
    ///   - code: The code that belongs to it.
    ///   - state: The state that belongs to it.
    ///   - workspaceID: The workspace to open.
    public func signIn(
        assertion: String,
        code: String,
        state: String,
        workspaceID: WorkspaceRecord.ID
    ) async throws -> UserToken {
        let body: JSONObject = [
            "launch_assertion": .string(assertion), "code": .string(code), "state": .string(state),
            "workspace_uuid": .string(workspaceID.rawValue),
        ]
        return try await signIn { _ in body }
    }

    /// Returns the address of the page where the signed-in user binds the account to one of Space; since 4.10.
    ///
    /// Requires a user token.
    public func bindingURL(redirectURI: String) async throws -> String {
        var operation = APIOperation("user.space.bind_authorize_url", .get, "user/space/bind-authorize-url")
        operation.query = .init(given: ["redirect_uri": redirectURI])
        return try await core.answer(to: operation).text("authorize_url")
    }

    /// Binds an account to one of Space with what the page handed back, and returns a new token for it.
    ///
    /// The account takes over the email address of the one at Space as its login name, so that earlier tokens may end.
    ///
    /// - Parameters:
    ///   - code: The query item `code`.
    ///   - state: The query item `state`, which names the account; up to 4.9 the user's token.
    ///   - redirectURI: The address that the page led to; since 4.10, nil for the server's own.
    public func bind(code: String, state: String, redirectURI: String? = nil) async throws -> UserToken {
        let body = JSONObject(given: [
            "code": .string(code), "state": .string(state), "redirect_uri": JSONValue(redirectURI),
        ])
        var operation = APIOperation("user.space.bind", .post, "user/bind-space", body: .json(.object(body)))
        operation.knownFields = Self.bindingFields
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    /// Returns the credits of the account at Space; since 4.10 those of the workspace's owner.
    ///
    /// Requires a user token.
    public func credits() async throws -> SpaceCredits {
        try await core.answer(to: APIOperation("user.space.credits", .get, "user/space-credits")).object()
    }

    private func signIn(_ body: @escaping @Sendable (ServerRelease?) -> JSONObject) async throws -> UserToken {
        var operation = APIOperation("user.space.callback", .post, "user/space/callback")
        operation.adapted = body
        operation.knownFields = Self.signInFields
        operation.refusal = .unauthorized
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    private static let withoutWorkspaces = ServerRelease(4, 9, 7)
    private static let parameters = FieldTable([
        .always("redirect_uri"), .before(ServerRelease(4, 10, 11), "state"),
        .after(withoutWorkspaces, "launch_workspace_uuid"),
    ])
    private static let signInFields = FieldTable(
        [.always("code")],
        ["state", "redirect_uri", "launch_assertion", "workspace_uuid"].map { .after(withoutWorkspaces, $0) }
    )
    private static let bindingFields = FieldTable([
        .always("code"), .always("state"), .after(withoutWorkspaces, "redirect_uri"),
    ])
}

/// The credits of an account at LangBot Space, since 4.7.
public struct SpaceCredits: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of credits; nil if no account at Space is bound.
    public var credits: Double? { fields["credits"]?.doubleValue }
    /// Whether the workspace's owner has bound an account at Space, since 4.10; nil before.
    public var isOwnerBound: Bool? { self[flag: "owner_space_bound"] }
    /// Whether the user is the workspace's owner, since 4.10; nil before.
    public var isOwner: Bool? { self[flag: "is_workspace_owner"] }
}
