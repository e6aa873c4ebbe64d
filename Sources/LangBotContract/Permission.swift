/// A permission of an API key, by LangBot's name; releases have them since 4.10.
package struct Permission: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let apiKeyManage = Permission(rawValue: "api_key.manage")
    package static let auditView = Permission(rawValue: "audit.view")
    package static let billingLinkManage = Permission(rawValue: "billing_link.manage")
    package static let dataExport = Permission(rawValue: "data.export")
    package static let memberInvite = Permission(rawValue: "member.invite")
    package static let memberRemove = Permission(rawValue: "member.remove")
    package static let memberUpdateRole = Permission(rawValue: "member.update_role")
    package static let memberView = Permission(rawValue: "member.view")
    package static let providerSecretManage = Permission(rawValue: "provider_secret.manage")
    package static let resourceManage = Permission(rawValue: "resource.manage")
    package static let resourceView = Permission(rawValue: "resource.view")
    package static let runtimeOperate = Permission(rawValue: "runtime.operate")
    package static let workspaceDelete = Permission(rawValue: "workspace.delete")
    package static let workspaceUpdate = Permission(rawValue: "workspace.update")
    package static let workspaceView = Permission(rawValue: "workspace.view")

    /// All permissions of 4.10 and 4.11, in their order; a key without scopes has all of them.
    package static let all: [Permission] = [
        apiKeyManage, auditView, billingLinkManage, dataExport, memberInvite, memberRemove, memberUpdateRole,
        memberView, providerSecretManage, resourceManage, resourceView, runtimeOperate, workspaceDelete,
        workspaceUpdate, workspaceView,
    ]
}
