public import Foundation

/// The passkeys of the signed-in account, and signing in with one; since 4.11.
///
/// The options are those of Web Authentication, which `AuthenticationServices` and browsers understand, and what they
/// answer is the credential.
///
/// Source: `/api/v1/user/passkey` and `/api/v1/user/passkeys`.
public struct Passkeys: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the passkeys of the account.
    public func list() async throws -> [Passkey] {
        try await core.answer(to: APIOperation("user.passkey.list", .get, "user/passkeys")).list()
    }

    /// Gives a passkey another name.
    public func rename(_ id: Passkey.ID, to name: String) async throws {
        let body = APIOperation.Body.json(["name": .string(name)])
        try await core.perform(APIOperation("user.passkey.update", .patch, "user/passkey/\(id)", body: body))
    }

    /// Deletes a passkey.
    ///
    /// - Throws: `LangBotError` with the code `.notFound` if the account has no such passkey.
    public func delete(_ id: Passkey.ID) async throws {
        try await core.perform(APIOperation("user.passkey.delete", .delete, "user/passkey/\(id)"))
    }

    /// Asks what a new passkey has to answer.
    public func registrationOptions() async throws -> PasskeyOptions {
        let operation = APIOperation("user.passkey.register_options", .post, "user/passkey/register/options")
        return try await core.answer(to: operation).object()
    }

    /// Adds a passkey, and returns its identifier.
    ///
    /// - Parameters:
    ///   - credential: The `PublicKeyCredential` of the new passkey, as JSON.
    ///   - challenge: The challenge of the options that it answers.
    ///   - name: A name for the list; nil for the server's.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the credential is not accepted.
    public func register(
        _ credential: JSONObject,
        challenge: SignInChallenge,
        name: String? = nil
    ) async throws -> Passkey.ID {
        let body = JSONObject(given: [
            "credential": .object(credential), "challenge_token": .string(challenge.revealed()),
            "name": JSONValue(name),
        ])
        var operation = APIOperation("user.passkey.register_verify", .post, "user/passkey/register/verify")
        operation.body = .json(.object(body))
        return try await core.answer(to: operation).identifier()
    }

    /// Asks what a passkey has to answer for signing in.
    ///
    /// Needs no credential.
    ///
    /// - Parameter user: The login name; nil for any account that has a passkey on the device.
    public func signInOptions(user: String? = nil) async throws -> PasskeyOptions {
        let body = JSONObject(given: ["email": JSONValue(user)])
        var operation = APIOperation("user.passkey.auth_options", .post, "user/passkey/auth/options")
        operation.body = .json(.object(body))
        return try await core.answer(to: operation).object()
    }

    /// Signs in with a passkey.
    ///
    /// Needs no credential.
    ///
    /// - Parameters:
    ///   - credential: The `PublicKeyCredential` of the passkey, as JSON.
    ///   - challenge: The challenge of the options that it answers.
    /// - Throws: `LangBotError` with the code `.unauthorized` if the credential is not accepted.
    public func signIn(_ credential: JSONObject, challenge: SignInChallenge) async throws -> UserToken {
        let body: JSONValue = [
            "credential": .object(credential), "challenge_token": .string(challenge.revealed()),
        ]
        var operation = APIOperation("user.passkey.auth_verify", .post, "user/passkey/auth/verify", body: .json(body))
        operation.refusal = .unauthorized
        return UserToken(try await core.answer(to: operation).text("token"))
    }
}

/// A passkey of an account, since 4.11.
public struct Passkey: DatedObject, Identifiable {
    /// What the server calls a passkey.
    public typealias ID = Identifier<Passkey>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The name in the list.
    public var name: String { self[text: "name"] ?? "" }
    /// The kind of authenticator, an AAGUID; nil if it is not known.
    public var authenticator: String? { self[text: "aaguid"] }
    /// Whether the passkey is kept by more than one device; nil if it is not known.
    public var isBackedUp: Bool? { self[flag: "backed_up"] }
    /// When somebody last signed in with it.
    public var lastUsedAt: Date? { date("last_used_at") }
}

/// What a passkey has to answer, since 4.11.
public struct PasskeyOptions: ServerObject {
    public static let memberRules: [String: MemberRule] = ["challenge_token": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// What names these options when the answer is sent.
    public var challenge: SignInChallenge { SignInChallenge(identity("challenge_token")) }
    /// The options of Web Authentication, with `challenge` and `rp`, as JSON.
    public var options: JSONObject { self[object: "options"] ?? [:] }
}
