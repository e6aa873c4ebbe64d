import JSONCore
import LangBotContract

/// How owners and administrators manage the second factors of other members.
extension Behaviour {
    var othersSecondFactors: [OperationID: Handler] {
        [
            "user.totp.account.list": { world, call throws(DomainError) in
                try checkManager(world, call)
                let members = world.members.sorted { $0.email < $1.email }
                let states = members.map { member -> JSONValue in
                    let factor = world.secondFactors[member.account.uuid]
                    return [
                        "account_uuid": .string(member.account.uuid), "enabled": .bool(factor?.isEnabled == true),
                        "last_used_at": shown(factor?.lastUsedAt),
                        "recovery_codes_remaining": .integer(Int64(factor?.recoveryCodes.count ?? 0)),
                        "status": "active", "user": .string(member.email),
                    ]
                }
                return ["accounts": .array(states)]
            },
            "user.totp.account.delete": { world, call throws(DomainError) in
                try checkManager(world, call)
                let account = try target(world, call).uuid
                guard world.secondFactors.removeValue(forKey: account) != nil else {
                    throw .secondFactor(404, "not_enrolled", "TOTP is not enabled for that Account")
                }
                return .null
            },
            "user.totp.account.enroll": { world, call throws(DomainError) in
                try checkManager(world, call)
                let (account, email) = try target(world, call)
                return try enrol(account, email, &world, call)
            },
            "user.totp.account.enroll_confirm": { world, call throws(DomainError) in
                try checkManager(world, call)
                let code = try givenCode(call)
                return try confirm(code, try target(world, call).uuid, &world, call)
            },
        ]
    }

    private func checkManager(_ world: World, _ call: Call) throws(DomainError) {
        guard case .user(let email, _) = call.principal, let role = world.accounts[email]?.role,
            role == .owner || role == .admin
        else { throw .denied("Only Workspace owners and admins may manage other Accounts") }
    }

    /// The member that the path names.
    private func target(_ world: World, _ call: Call) throws(DomainError) -> (uuid: String, email: String) {
        guard let member = world.members.first(where: { $0.account.uuid == call.identifier }) else {
            throw .refused(status: 404, code: "account_not_found", reason: "Account not found")
        }
        return (member.account.uuid, member.email)
    }
}
