import Foundation
import LangBot
import LangBotContract

extension Walk {
    static let signInCalls: [OperationID: [Call]] = [
        "user.set_password": [
            { try await $0.account.setPassword("q") }, { try await $0.account.setPassword("q", current: "p") },
        ],
        "user.reset_password": [
            { try await $0.account.resetPassword(of: "u", to: "q", with: .recoveryKey("k")) },
            { try await $0.account.resetPassword(of: "u", to: "q", with: .oneTimeCode("1")) },
            { try await $0.account.resetPassword(of: "u", to: "q", with: .recoveryCode("1")) },
        ],
        "user.totp.status": [{ _ = try await $0.account.secondFactors.status() }],
        "user.totp.enroll": [{ _ = try await $0.account.secondFactors.enroll(replacing: true) }],
        "user.totp.enroll_confirm": [{ _ = try await $0.account.secondFactors.confirm("1") }],
        "user.totp.recovery_codes": [{ _ = try await $0.account.secondFactors.renewRecoveryCodes("1") }],
        "user.totp.disable": [{ try await $0.account.secondFactors.disable("1") }],
        "user.totp.challenge": [{ _ = try await $0.account.secondFactors.challenge(user: "u") }],
        "user.totp.verify": [
            { _ = try await $0.account.secondFactors.signIn(user: "u", code: "1", challenge: "c") }
        ],
        "user.totp.account.list": [{ _ = try await $0.account.secondFactors.members() }],
        "user.totp.account.enroll": [{ _ = try await $0.account.secondFactors.enroll(member: "1") }],
        "user.totp.account.enroll_confirm": [{ _ = try await $0.account.secondFactors.confirm("1", member: "1") }],
        "user.totp.account.delete": [{ try await $0.account.secondFactors.remove(member: "1") }],
        "user.passkey.list": [{ _ = try await $0.account.passkeys.list() }],
        "user.passkey.update": [{ try await $0.account.passkeys.rename("1", to: "n") }],
        "user.passkey.delete": [{ try await $0.account.passkeys.delete("1") }],
        "user.passkey.register_options": [{ _ = try await $0.account.passkeys.registrationOptions() }],
        "user.passkey.register_verify": [
            { _ = try await $0.account.passkeys.register(["id": "i"], challenge: "c") },
            { _ = try await $0.account.passkeys.register(["id": "i"], challenge: "c", name: "n") },
        ],
        "user.passkey.auth_options": [
            { _ = try await $0.account.passkeys.signInOptions() },
            { _ = try await $0.account.passkeys.signInOptions(user: "u") },
        ],
        "user.passkey.auth_verify": [{ _ = try await $0.account.passkeys.signIn(["id": "i"], challenge: "c") }],
        "user.space.authorize_url": [
            { _ = try await $0.account.space.authorizationURL(redirectURI: "r") },
            { _ = try await $0.account.space.authorizationURL(redirectURI: "r", state: "s") },
            { _ = try await $0.account.space.authorizationURL(redirectURI: "r", workspaceID: "w") },
        ],
        "user.space.bind_authorize_url": [{ _ = try await $0.account.space.bindingURL(redirectURI: "r") }],
        "user.space.callback": [
            { _ = try await $0.account.space.signIn(code: "c", state: "s") },
            { _ = try await $0.account.space.signIn(code: "c", state: "s", redirectURI: "r") },
            { _ = try await $0.account.space.signIn(assertion: "a", code: "c", state: "s", workspaceID: "w") },
        ],
        "user.space.bind": [
            { _ = try await $0.account.space.bind(code: "c", state: "s") },
            { _ = try await $0.account.space.bind(code: "c", state: "s", redirectURI: "r") },
        ],
        "user.space.credits": [{ _ = try await $0.account.space.credits() }],
    ]

    static let workspaceCalls: [OperationID: [Call]] = [
        "workspace.list": [{ _ = try await $0.workspaces.list() }],
        "workspace.bootstrap": [{ _ = try await $0.workspaces.access() }],
        "workspace.create": [{ try await $0.workspaces.create(name: "n") }],
        "workspace.get": [{ _ = try await $0.workspaces.get("1") }],
        "workspace.current": [{ _ = try await $0.workspace.current() }],
        "workspace.member.list": [{ _ = try await $0.workspaces.members.list(of: "1") }],
        "workspace.member.update": [
            { _ = try await $0.workspaces.members.update("1", role: .developer, of: "1") }
        ],
        "workspace.member.delete": [{ try await $0.workspaces.members.delete("1", of: "1") }],
        "workspace.invitation.list": [{ _ = try await $0.workspaces.invitations.list(of: "1") }],
        "workspace.invitation.create": [
            { _ = try await $0.workspaces.invitations.create("a@b", to: "1") },
            { _ = try await $0.workspaces.invitations.create("a@b", role: .viewer, to: "1") },
        ],
        "workspace.invitation.delete": [{ _ = try await $0.workspaces.invitations.delete("1", of: "1") }],
        "invitation.inspect": [{ _ = try await $0.workspaces.invitations.inspect("t") }],
        "invitation.accept": [
            { _ = try await $0.workspaces.invitations.accept("t", email: "a@b", password: "p") }
        ],
    ]

    static let assistantCalls: [OperationID: [Call]] = [
        "assistant.conversation.list": [{ _ = try await $0.assistant.list() }],
        "assistant.conversation.create": [{ _ = try await $0.assistant.create() }],
        "assistant.conversation.get": [{ _ = try await $0.assistant.get("1") }],
        "assistant.conversation.stop": [{ _ = try await $0.assistant.stop(conversation) }],
        "assistant.conversation.turn": [
            { _ = try await $0.assistant.send(.text("t", modelID: "m"), to: conversation) },
            { _ = try await $0.assistant.send(.approve, to: conversation) },
            { _ = try await $0.assistant.send(.decline, to: conversation) },
        ],
        "assistant.conversation.turn_stream": [
            { _ = try await $0.assistant.stream(.text("t", modelID: "m"), to: conversation) },
            { _ = try await $0.assistant.stream(.approve, to: conversation) },
        ],
        "assistant.recommended_model": [{ _ = try await $0.assistant.recommendedModelID() }],
    ]

    private static let conversation = AssistantConversation(members: ServerMembers(["uuid": "1", "revision": 2]))
}
