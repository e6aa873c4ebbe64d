public import Foundation

/// The second factor of accounts, an authenticator that shows one-time codes; since 4.11.
///
/// ```swift
/// let factors = client.account.secondFactors
/// print(try await factors.enroll().qrCodeURL)
/// let recoveryCodes = try await factors.confirm("123456")
/// print("Keep these: \(recoveryCodes.map { $0.revealed() })")
/// ```
///
/// Source: `/api/v1/user/totp`.
public struct SecondFactors: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the state of the signed-in account's second factor.
    public func status() async throws -> SecondFactorStatus {
        try await core.answer(to: APIOperation("user.totp.status", .get, "user/totp/status")).object()
    }

    /// Starts setting up an authenticator for the signed-in account.
    ///
    /// - Parameter replacing: Whether to replace a code that was not confirmed; otherwise the same one is returned.
    /// - Throws: `LangBotError` with the code `.conflict` if the account has a second factor.
    public func enroll(replacing: Bool = false) async throws -> SecondFactorEnrollment {
        let body = APIOperation.Body.json(["rotate": .bool(replacing)])
        return try await core.answer(to: APIOperation("user.totp.enroll", .post, "user/totp/enroll", body: body))
            .object()
    }

    /// Finishes setting up an authenticator with the first code that it shows, and returns the recovery codes.
    ///
    /// No later response contains them. From now on the account signs in with a code.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the code is wrong.
    public func confirm(_ code: String) async throws -> [RecoveryCode] {
        try await recoveryCodes("user.totp.enroll_confirm", "user/totp/enroll/confirm", code)
    }

    /// Replaces the recovery codes, and returns the new ones.
    ///
    /// - Parameter code: A one-time code or a recovery code, which is used up.
    /// - Throws: `LangBotError` with the code `.forbidden` if the code is wrong.
    public func renewRecoveryCodes(_ code: String) async throws -> [RecoveryCode] {
        try await recoveryCodes("user.totp.recovery_codes", "user/totp/recovery-codes", code)
    }

    /// Removes the second factor of the signed-in account.
    ///
    /// - Parameter code: A one-time code or a recovery code.
    /// - Throws: `LangBotError` with the code `.forbidden` if the code is wrong.
    public func disable(_ code: String) async throws {
        let body = APIOperation.Body.json(["code": .string(code)])
        try await core.perform(APIOperation("user.totp.disable", .post, "user/totp/disable", body: body))
    }

    /// Asks for a token with which an account signs in by a code alone.
    ///
    /// Needs no credential. A server answers alike for an account that does not exist or has no second factor.
    public func challenge(user: String) async throws -> SignInChallenge {
        let body = APIOperation.Body.json(["user": .string(user)])
        let operation = APIOperation("user.totp.challenge", .post, "user/totp/challenge", body: body)
        return SignInChallenge(try await core.answer(to: operation).text("challenge_token"))
    }

    /// Signs in with a code instead of a password.
    ///
    /// Needs no credential.
    ///
    /// - Throws: `LangBotError` with the code `.unauthorized` if the code is wrong or the challenge has been used.
    public func signIn(user: String, code: String, challenge: SignInChallenge) async throws -> UserToken {
        let body: JSONValue = [
            "user": .string(user), "code": .string(code), "challenge_token": .string(challenge.revealed()),
        ]
        var operation = APIOperation("user.totp.verify", .post, "user/totp/verify", body: .json(body))
        operation.refusal = .unauthorized
        return UserToken(try await core.answer(to: operation).text("token"))
    }

    private func recoveryCodes(
        _ name: OperationName,
        _ path: APIOperation.Path,
        _ code: String
    ) async throws -> [RecoveryCode] {
        let body = APIOperation.Body.json(["code": .string(code)])
        let answer = try await core.answer(to: APIOperation(name, .post, path, body: body))
        return try answer.texts("recovery_codes").map { RecoveryCode($0) }
    }
}

/// The second factors of a workspace's members, for its owner and administrators; since 4.11.
extension SecondFactors {
    /// Lists the members of the workspace with the state of their second factors.
    ///
    /// - Throws: `LangBotError` with the code `.forbidden` unless the user is owner or administrator.
    public func members() async throws -> [MemberSecondFactor] {
        try await core.answer(to: APIOperation("user.totp.account.list", .get, "user/totp/accounts"))
            .list("accounts")
    }

    /// Starts setting up an authenticator for a member, in place of one that is lost.
    ///
    /// The member's present authenticator and recovery codes stop working at once, before ``confirm(_:member:)``.
    public func enroll(member id: WorkspaceMember.ID) async throws -> SecondFactorEnrollment {
        try await core.answer(
            to: APIOperation("user.totp.account.enroll", .post, "user/totp/accounts/\(id)/enroll")
        ).object()
    }

    /// Finishes setting up a member's authenticator, and returns the member's recovery codes.
    public func confirm(_ code: String, member id: WorkspaceMember.ID) async throws -> [RecoveryCode] {
        try await recoveryCodes(
            "user.totp.account.enroll_confirm",
            "user/totp/accounts/\(id)/enroll/confirm",
            code
        )
    }

    /// Removes the second factor of a member whose codes are lost.
    public func remove(member id: WorkspaceMember.ID) async throws {
        try await core.perform(APIOperation("user.totp.account.delete", .delete, "user/totp/accounts/\(id)"))
    }
}

/// A code that replaces a one-time code, once.
public struct RecoveryCode: Secret {
    private let text: String

    /// Wraps a code, without the white space around it.
    public init(_ text: String) {
        self.text = Self.trimmed(text)
    }

    /// The code itself.
    public func revealed() -> String { text }
}

/// What a sign-in with a code or a passkey answers, once.
public struct SignInChallenge: Secret {
    private let text: String

    /// Wraps a token, without the white space around it.
    public init(_ text: String) {
        self.text = Self.trimmed(text)
    }

    /// The token itself.
    public func revealed() -> String { text }
}

/// The state of an account's second factor, since 4.11.
public struct SecondFactorStatus: ServerObject {
    public static let memberRules: [String: MemberRule] = ["enabled": .flag]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether the account signs in with a code.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// Whether an authenticator is being set up.
    public var isPending: Bool { self[flag: "pending"] ?? false }
    /// The number of recovery codes left.
    public var remainingRecoveryCodes: Int { self[integer: "recovery_codes_remaining"] ?? 0 }
    /// When it was set up.
    public var confirmedAt: Date? { date("confirmed_at") }
    /// When a code was last used.
    public var lastUsedAt: Date? { date("last_used_at") }
}

/// What an authenticator is set up with, since 4.11.
public struct SecondFactorEnrollment: ServerObject {
    public static let memberRules: [String: MemberRule] = ["qr_code_data_url": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// A picture of a QR code for the authenticator, as a `data:` URL.
    ///
    /// It contains the secret, which the server sends in no other form.
    public var qrCodeURL: String { self[text: "qr_code_data_url"] ?? "" }
    /// The hash algorithm, such as `SHA1`.
    public var algorithm: String? { self[text: "algorithm"] }
    /// The number of digits in a code.
    public var digits: Int? { self[integer: "digits"] }
    /// How long a code is shown.
    public var period: Duration? { self[integer: "period"].map { .seconds($0) } }
}

/// A member of a workspace and the state of the second factor, since 4.11.
public struct MemberSecondFactor: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["account_uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the member.
    public var id: WorkspaceMember.ID { identity("account_uuid") }
    /// The login name.
    public var user: String { self[text: "user"] ?? "" }
    /// Whether the member signs in with a code.
    public var isEnabled: Bool { self[flag: "enabled"] ?? false }
    /// The state of the membership, such as `active`.
    public var status: String? { self[text: "status"] }
    /// The number of recovery codes left.
    public var remainingRecoveryCodes: Int { self[integer: "recovery_codes_remaining"] ?? 0 }
    /// When a code was last used.
    public var lastUsedAt: Date? { date("last_used_at") }
}
