import JSONCore
import LangBotContract

/// The second factor of the caller's account, and signing in with it.
extension Behaviour {
    var secondFactors: [OperationID: Handler] {
        [
            "user.totp.status": { world, call throws(DomainError) in
                let factor = world.secondFactors[try ownAccount(world, call).uuid]
                return [
                    "confirmed_at": shown(factor?.confirmedAt), "enabled": .bool(factor?.isEnabled == true),
                    "last_used_at": shown(factor?.lastUsedAt), "pending": .bool(factor?.isEnabled == false),
                    "recovery_codes_remaining": .integer(Int64(factor?.recoveryCodes.count ?? 0)),
                ]
            },
            "user.totp.enroll": { world, call throws(DomainError) in
                let (account, email) = try ownAccount(world, call)
                let factor = world.secondFactors[account]
                let rotates = !isBlank(try optionalContent(call)["rotate"])
                if factor?.isEnabled == true { throw .secondFactorEnabled }
                // A page that asks twice sees the same code.
                if let factor, !rotates { return try enrolment(factor, email) }
                return try enrol(account, email, &world, call)
            },
            "user.totp.enroll_confirm": { world, call throws(DomainError) in
                let account = try ownAccount(world, call).uuid
                return try confirm(try givenCode(call), account, &world, call)
            },
            "user.totp.recovery_codes": { world, call throws(DomainError) in
                let account = try ownAccount(world, call).uuid
                try use(try givenCode(call), account, &world, call)
                world.secondFactors[account]?.renewRecoveryCodes(call.surroundings)
                return recoveryCodes(world.secondFactors[account])
            },
            "user.totp.disable": { world, call throws(DomainError) in
                let account = try ownAccount(world, call).uuid
                let code = try optionalContent(call)["code"]
                guard world.secondFactors[account]?.isEnabled == true else { throw .secondFactorDisabled }
                guard let code, !isBlank(code) else {
                    throw .wrongCode(403, "A TOTP or recovery code is required to disable TOTP")
                }
                try use(PythonText.str(code), account, &world, call)
                world.secondFactors[account] = nil
                return .null
            },
            "user.totp.challenge": { world, call throws(DomainError) in
                guard let user = try optionalContent(call)["user"]?.stringValue, !user.isEmpty else {
                    throw .refusedWith200(1, "Missing user parameter")
                }
                // Accounts without a second factor get a token too, so the response does not reveal who has one.
                let account = world.accounts[knownName(user, world)]?.uuid ?? ""
                let isEnabled = world.secondFactors[account]?.isEnabled == true
                let challenge = SignInChallenge(account: isEnabled ? account : "")
                return ["challenge_token": .string(world.signInChallenges.issue(challenge, call.surroundings))]
            },
            "user.totp.verify": { world, call throws(DomainError) in
                let members = try optionalContent(call)
                let given = ["user", "code", "challenge_token"].compactMap { members[$0]?.stringValue }
                guard given.count == 3, given.allSatisfy({ !$0.isEmpty }) else {
                    throw .refusedWith200(1, "Missing user, code or challenge_token parameter")
                }
                let email = knownName(given[0], world)
                try answer(given[2], with: given[1], email, &world, call)
                let token = world.openSession(email, call.surroundings)
                return ["token": .string(token), "user": .string(email)]
            },
        ]
    }

    /// - Throws: unless the account has no second factor or the code is right.
    func passSecondFactor(
        _ code: JSONValue?,
        of account: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) {
        guard world.secondFactors[account]?.isEnabled == true else { return }
        guard let code, !isBlank(code) else {
            let challenge = SignInChallenge(account: account)
            throw .secondFactorNeeded(challenge: world.signInChallenges.issue(challenge, call.surroundings))
        }
        do throws(SecondFactor.Fault) {
            try world.secondFactors[account]?.use(PythonText.str(code), at: call.surroundings.now())
        } catch { throw DomainError(error, 401, "Invalid TOTP or recovery code") }
    }

    private func answer(
        _ token: String,
        with code: String,
        _ email: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) {
        let refusal = DomainError.wrongCode(401, "Invalid TOTP or recovery code")
        let now = call.surroundings.now()
        guard let account = world.accounts[email]?.uuid,
            var challenge = world.signInChallenges.value(of: token, at: now)
        else { throw refusal }
        do throws(SecondFactor.Fault) {
            guard challenge.account == account, world.secondFactors[account]?.isEnabled == true else {
                throw .wrongCode
            }
            try world.secondFactors[account]?.use(code, at: now)
        } catch {
            guard error == .wrongCode else { throw DomainError(error, 401, "") }
            challenge.failures += 1
            world.signInChallenges.change(token, challenge)
            if challenge.failures >= SignInChallenge.attempts { world.signInChallenges.take(token, at: now) }
            throw refusal
        }
        world.signInChallenges.take(token, at: now)
    }

    func ownAccount(_ world: World, _ call: Call) throws(DomainError) -> (uuid: String, email: String) {
        guard case .user(let email, _) = call.principal, let account = world.accounts[email] else {
            throw .invalidCredential
        }
        return (account.uuid, email)
    }

    private func use(_ code: String, _ account: String, _ world: inout World, _ call: Call) throws(DomainError) {
        guard world.secondFactors[account]?.isEnabled == true else { throw .secondFactorDisabled }
        do throws(SecondFactor.Fault) {
            try world.secondFactors[account]?.use(code, at: call.surroundings.now())
        } catch { throw DomainError(error, 403, "Invalid TOTP code") }
    }
}
