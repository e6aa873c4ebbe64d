import JSONCore
import LangBotContract

extension Behaviour {
    /// A forgotten password is replaced with the key that the configuration of an installation holds, or with a second
    /// factor.
    ///
    /// A release waits three seconds before it answers; the mock does not.
    var passwordResets: [OperationID: Handler] {
        [
            "user.reset_password": { world, call throws(DomainError) in
                if traits.limitsPasswordResets, !world.passwordResets.admit(at: call.surroundings.now()) {
                    throw .refused(status: 429, code: -1, reason: "Too many attempts, try again later")
                }
                let members = try content(call)
                let needed = ["user"] + (traits.resetsTakeSecondFactor ? [] : ["recovery_key"]) + ["new_password"]
                if let missing = needed.first(where: { members[$0] == nil }) { throw .failure("'\(missing)'") }
                let (user, new) = (members["user"] ?? .null, members["new_password"])
                guard !world.accounts.isEmpty else { throw .invalid("System not initialized") }
                let email = try account(user, world)
                try checkReset(members, email, &world, call)
                guard let new = new?.stringValue else { throw .failure("The password is not a text") }
                world.accounts[email]?.password = new
                return ["user": user]
            }
        ]
    }

    private func account(_ user: JSONValue, _ world: World) throws(DomainError) -> String {
        switch user {
        case .string(let name) where world.accounts[knownName(name, world)] != nil: return knownName(name, world)
        case .string: throw .invalid("User not found")
        case .array, .object: throw .failure("The name is not a text")
        default: throw traits.accountNamesAreTexts ? .failure("The name is not a text") : .invalid("User not found")
        }
    }

    private func checkReset(
        _ members: JSONObject,
        _ email: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) {
        guard traits.resetsTakeSecondFactor, let method = members["method"]?.stringValue,
            ["totp", "recovery_code"].contains(method)
        else {
            guard members["recovery_key"]?.stringValue == World.recoveryKey else {
                throw .refused(status: 403, code: -1, reason: "Invalid recovery key")
            }
            return
        }
        guard let code = secondFactorCode(members)?.stringValue, !code.isEmpty else {
            throw .invalid("Missing TOTP or recovery code")
        }
        let refusal = DomainError.refused(status: 403, code: -1, reason: "Invalid TOTP or recovery code")
        guard let account = world.accounts[email]?.uuid, var factor = world.secondFactors[account], factor.isEnabled
        else { throw refusal }
        do throws(SecondFactor.Fault) {
            try factor.use(code, allowsRecovery: method == "recovery_code", at: call.surroundings.now())
        } catch {
            throw error == .wrongCode ? refusal : DomainError(error, 403, "")
        }
        world.secondFactors[account] = factor
    }
}

extension World {
    /// What replaces a forgotten password; a release invents it at its first start.
    static let recoveryKey = "mock-recovery-key"

    /// The attempts to replace a forgotten password, of which there may be five in a quarter of an hour.
    struct PasswordResets: Sendable {
        private static let (limit, seconds): (Int, Int64) = (5, 15 * 60)
        private var end: Timestamp?
        private var count = 0

        mutating func admit(at now: Timestamp) -> Bool {
            if end.map({ $0 <= now }) ?? true { (end, count) = (now.adding(seconds: Self.seconds), 0) }
            guard count < Self.limit else { return false }
            count += 1
            return true
        }
    }
}
