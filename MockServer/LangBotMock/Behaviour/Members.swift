import JSONCore
import LangBotContract

extension Behaviour {
    /// The members of the workspace.
    var members: [OperationID: Handler] {
        [
            "workspace.member.list": { world, call throws(DomainError) in
                try enter(world, call)
                return ["members": .array(world.members.map { membership($0.email, $0.account, world) })]
            },
            "workspace.member.update": { world, call throws(DomainError) in
                try enter(world, call)
                let name = PythonText.str(try leniently(call)["role"] ?? "")
                guard let role = Role(rawValue: name) else { throw .denied("Unknown Workspace role") }
                guard role != .owner else { throw .denied("Workspace ownership cannot be transferred") }
                let email = try managed(world, call)
                world.accounts[email]?.role = role
                guard let account = world.accounts[email] else { throw .noWorkspace }
                return ["member": membership(email, account, world)]
            },
            "workspace.member.delete": { world, call throws(DomainError) in
                try enter(world, call)
                let email = try managed(world, call)
                world.accounts[email]?.isMember = false
                return ["account_uuid": world.accounts[email].map { .string($0.uuid) } ?? .null]
            },
        ]
    }

    /// - Throws: if the path names another workspace.
    func enter(_ world: World, _ call: Call) throws(DomainError) {
        guard call.parameters["workspace_uuid"] == world.workspace else { throw .noWorkspace }
    }

    /// The e-mail address of the member that the path names and the caller may change.
    private func managed(_ world: World, _ call: Call) throws(DomainError) -> String {
        let uuid = call.parameters["account_uuid"]
        guard let target = world.members.first(where: { $0.account.uuid == uuid }) else {
            throw .refused(status: 400, code: "membership_not_found", reason: "Workspace member not found")
        }
        guard target.account.role == .owner else { return target.email }
        if case .user(let email, _) = call.principal, world.accounts[email]?.role != .owner {
            throw .denied("Admins cannot manage Workspace owners")
        }
        let reason = "The Workspace owner cannot be removed or demoted"
        throw .refused(status: 400, code: "last_owner_required", reason: reason)
    }
}

extension DomainError {
    /// The caller may not do this to the workspace.
    static func denied(_ reason: String) -> DomainError {
        .refused(status: 403, code: "permission_denied", reason: reason)
    }
}
