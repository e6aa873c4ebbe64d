extension Account {
    /// Gives the signed-in account a password, or another one; since 4.7.
    ///
    /// - Parameters:
    ///   - password: The new password.
    ///   - current: The present password; nil for an account without one.
    public func setPassword(_ password: String, current: String? = nil) async throws {
        let body = JSONObject(given: ["new_password": .string(password), "current_password": JSONValue(current)])
        try await core.perform(
            APIOperation("user.set_password", .post, "user/set-password", body: .json(.object(body)))
        )
    }

    /// Replaces a forgotten password.
    ///
    /// Needs no credential. Releases take three seconds to answer, and 4.10 and later refuse the sixth attempt in a
    /// quarter of an hour.
    ///
    /// - Parameters:
    ///   - user: The login name.
    ///   - password: The new password.
    ///   - proof: What shows that the account is the caller's.
    /// - Throws: `LangBotError` with the code `.forbidden` if the proof is wrong, `.rateLimited` after too many
    ///   attempts.
    public func resetPassword(of user: String, to password: String, with proof: PasswordProof) async throws {
        let body = proof.members.merging(["user": .string(user), "new_password": .string(password)]) { own, _ in own }
        var operation = APIOperation("user.reset_password", .post, "user/reset-password", body: .json(.object(body)))
        operation.knownFields = Self.resetFields
        try await core.perform(operation)
    }

    private static let resetFields = FieldTable(
        ["user", "new_password", "recovery_key"].map(FieldTable.Field.always),
        ["method", "totp_code"].map { .after(ServerRelease(4, 10, 11), $0) }
    )
}

/// What shows that an account whose password is forgotten is the caller's.
public enum PasswordProof: Sendable {
    /// The recovery key in the server's configuration.
    case recoveryKey(String)
    /// A code of the account's authenticator; since 4.11.
    case oneTimeCode(String)
    /// One of the account's recovery codes, which is used up; since 4.11.
    case recoveryCode(String)

    fileprivate var members: JSONObject {
        switch self {
        case .recoveryKey(let key): ["recovery_key": .string(key)]
        case .oneTimeCode(let code): ["method": "totp", "totp_code": .string(code)]
        case .recoveryCode(let code): ["method": "recovery_code", "totp_code": .string(code)]
        }
    }
}

extension PasswordProof: CustomStringConvertible, CustomReflectable {
    /// The kind of proof, without what is secret.
    public var description: String {
        switch self {
        case .recoveryKey: "recovery key"
        case .oneTimeCode: "one-time code"
        case .recoveryCode: "recovery code"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["proof": description]) }
}
