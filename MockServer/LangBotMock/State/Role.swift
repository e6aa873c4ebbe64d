import LangBotContract

/// What a member of a workspace may do.
enum Role: String, Sendable {
    case owner
    case admin
    case developer
    case `operator`
    case viewer

    /// The permissions of a role, in the order of ``Permission/all``.
    var permissions: [Permission] {
        switch self {
        case .owner: Permission.all
        case .admin: Permission.all.filter { $0 != .workspaceDelete && $0 != .billingLinkManage }
        case .developer:
            [.memberView, .providerSecretManage, .resourceManage, .resourceView, .runtimeOperate, .workspaceView]
        case .operator: [.memberView, .resourceView, .runtimeOperate, .workspaceView]
        case .viewer: [.memberView, .resourceView, .workspaceView]
        }
    }

    func has(_ permission: Permission) -> Bool { self == .owner || permissions.contains(permission) }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        let name = try reader.text("role")
        guard let role = Role(rawValue: name) else { throw MockInputError("'\(name)' is not a role") }
        self = role
    }
}

extension World {
    /// The account that owns the workspace: the first one.
    var owner: Account? { accounts.values.first { $0.role == .owner } }

    /// The members of the workspace with their e-mail addresses, those who came first before others.
    var members: [(email: String, account: Account)] {
        accounts.filter(\.value.isMember).map { (email: $0.key, account: $0.value) }.sorted {
            ($0.account.joinedAt, $0.account.uuid) < ($1.account.joinedAt, $1.account.uuid)
        }
    }
}
