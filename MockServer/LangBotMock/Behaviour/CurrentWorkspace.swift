import JSONCore
import LangBotContract

extension Behaviour {
    var currentWorkspace: [OperationID: Handler] {
        [
            "workspace.list": { world, call throws(DomainError) in
                let isMember = try caller(world, call).account.isMember
                return ["workspaces": .array(isMember ? [workspace(world)] : [])]
            },
            "workspace.bootstrap": { world, call throws(DomainError) in
                let (email, account) = try caller(world, call)
                return ["workspaces": .array(account.isMember ? [.object(access(email, account, world))] : [])]
            },
            "workspace.create": { _, _ throws(DomainError) in
                let reason = "This edition supports one Workspace per instance"
                throw .refused(status: 403, code: "edition_limit", reason: reason)
            },
            "workspace.get": { world, call throws(DomainError) in
                try enter(world, call)
                return ["workspace": workspace(world)]
            },
            "workspace.current": { world, call throws(DomainError) in
                let (email, account) = try caller(world, call)
                let plan: JSONObject = traits.workspacesShowPlan ? ["current_plan": nil, "limitation": nil] : [:]
                return .object(plan.merging(access(email, account, world)))
            },
        ]
    }

    private func caller(_ world: World, _ call: Call) throws(DomainError) -> (email: String, account: World.Account) {
        guard case .user(let email, _) = call.principal, let account = world.accounts[email] else {
            throw .invalidCredential
        }
        return (email, account)
    }

    /// What an account may do in the workspace.
    private func access(_ email: String, _ account: World.Account, _ world: World) -> JSONObject {
        [
            "membership": membership(email, account, world),
            "permissions": .array(account.role.permissions.map { .string($0.rawValue) }), "placement_generation": 1,
            "plan_name": nil, "workspace": workspace(world),
        ]
    }

    func workspace(_ world: World) -> JSONValue {
        [
            "instance_uuid": .string("instance_\(world.workspace)"), "name": "Default Workspace", "slug": "default",
            "source": "local", "status": "active", "type": "team", "uuid": .string(world.workspace),
        ]
    }

    func membership(_ email: String, _ account: World.Account, _ world: World) -> JSONValue {
        [
            "account_uuid": .string(account.uuid), "created_at": .string(account.joinedAt.secondsText),
            "display_name": .string(email), "email": .string(email), "joined_at": .string(account.joinedAt.text),
            "role": .string(account.role.rawValue), "status": "active", "uuid": .string(Self.membershipID(of: account)),
            "workspace_uuid": .string(world.workspace),
        ]
    }

    /// An identifier that follows from the account's, and is another one.
    private static func membershipID(of account: World.Account) -> String {
        String(account.uuid.map { $0.hexDigitValue.map { Character(String(15 - $0, radix: 16)) } ?? $0 })
    }
}
