import JSONCore
import LangBotContract

extension Behaviour {
    var currentWorkspace: [OperationID: Handler] {
        [
            "workspace.list": { world, _ throws(DomainError) in ["workspaces": [Self.workspace(world)]] },
            "workspace.current": { world, call throws(DomainError) in
                guard case .user(let email, _) = call.principal, let account = world.accounts[email] else {
                    throw .invalidCredential
                }
                let plan: JSONObject = traits.workspacesShowPlan ? ["current_plan": nil, "limitation": nil] : [:]
                return .object(
                    plan.merging([
                        "membership": Self.membership(email, account, world),
                        "permissions": .array(Permission.all.map { .string($0.rawValue) }), "placement_generation": 1,
                        "plan_name": nil, "workspace": Self.workspace(world),
                    ])
                )
            },
        ]
    }

    private static func workspace(_ world: World) -> JSONValue {
        [
            "instance_uuid": .string("instance_\(world.workspace)"), "name": "Default Workspace", "slug": "default",
            "source": "local", "status": "active", "type": "team", "uuid": .string(world.workspace),
        ]
    }

    private static func membership(_ email: String, _ account: World.Account, _ world: World) -> JSONValue {
        [
            "account_uuid": .string(account.uuid), "created_at": .string(account.joinedAt.secondsText),
            "display_name": .string(email), "email": .string(email), "joined_at": .string(account.joinedAt.text),
            "role": "owner", "status": "active", "uuid": .string(membershipID(of: account)),
            "workspace_uuid": .string(world.workspace),
        ]
    }

    /// An identifier that follows from the account's, and is another one.
    private static func membershipID(of account: World.Account) -> String {
        String(account.uuid.map { $0.hexDigitValue.map { Character(String(15 - $0, radix: 16)) } ?? $0 })
    }
}
