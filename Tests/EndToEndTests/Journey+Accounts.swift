import Foundation
import LangBot
import Testing

extension Journey {
    /// What users do with their accounts and workspaces.
    static let accounts = [workspaces, invitations, secondFactors, passkeys, passwords, space]

    private static let workspaces = Journey("workspaces") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        try await server.offering(server.has(4, 10)) {
            let access = try #require(try await client.workspaces.access().first)
            #expect(access.membership?.role == .owner && access.permissions.contains(.manageResources))
            #expect(try await client.workspaces.list().map(\.id) == [access.id])
            #expect(try await client.workspaces.get(access.id).name == access.workspace.name)
            #expect(try await client.workspace.current().id == access.id)
            await expect(.notFound) { _ = try await client.workspaces.get("nothing") }
            let refusal = await expect(.forbidden) { try await client.workspaces.create(name: "Second") }
            #expect(refusal?.serverCode == .text("edition_limit"))
        }
    }

    private static let invitations = Journey("invitations") { server in
        guard !server.isDocumented else { return }
        let client = try await server.signedIn()
        let workspaces = client.workspaces
        try await server.offering(server.has(4, 10)) {
            let workspace = try await client.workspace.current().id
            let email = server.name("guest") + "@example.com"
            let created = try await workspaces.invitations.create(email, role: .developer, to: workspace)
            #expect(created.invitation.email == email && created.invitation.status == .pending)
            #expect(created.link.contains(created.token.revealed()))
            #expect(!"\(created)".contains(created.token.revealed()))
            #expect(try await workspaces.invitations.list(of: workspace).contains { $0.id == created.id })

            let guest = try server.client(.none).workspaces.invitations
            #expect(try await guest.inspect(created.token).role == .developer)
            let entered = try await guest.accept(created.token, email: email, password: "a long password")
            #expect(entered == workspace)
            await expect(.invalidRequest) { _ = try await guest.inspect(created.token) }

            let members = workspaces.members
            let member = try #require(try await members.list(of: workspace).first { $0.email == email })
            #expect(try await members.update(member.id, role: .viewer, of: workspace).role == .viewer)
            await expect(.forbidden) { _ = try await members.update(member.id, role: .owner, of: workspace) }
            try await members.delete(member.id, of: workspace)
            #expect(try await members.list(of: workspace).allSatisfy { $0.id != member.id })

            let second = try await workspaces.invitations.create(email, to: workspace)
            #expect(try await workspaces.invitations.delete(second.id, of: workspace).status == .revoked)
        }
    }

    private static let secondFactors = Journey("second factors") { server in
        guard !server.isDocumented else { return }
        let factors = try await server.signedIn().account.secondFactors
        try await server.offering(server.has(4, 11)) {
            let before = try await factors.status()
            #expect(!before.isEnabled)
            #expect(try await factors.enroll().qrCodeURL.hasPrefix("data:image/"))
            #expect(try await factors.status().isPending)
            await expect(.invalidRequest) { _ = try await factors.confirm("no code") }
            let own = try #require(try await factors.members().first { $0.user == server.user })
            #expect(!own.isEnabled)
            let anyone = try server.client(.none).account.secondFactors
            let challenge = try await anyone.challenge(user: server.user)
            await expect(.unauthorized) {
                _ = try await anyone.signIn(user: server.user, code: "000000", challenge: challenge)
            }
        }
    }

    private static let passkeys = Journey("passkeys") { server in
        guard !server.isDocumented else { return }
        let passkeys = try await server.signedIn().account.passkeys
        try await server.offering(server.has(4, 11)) {
            let present = try await passkeys.list()
            #expect(present.isEmpty)
            let options = try await passkeys.registrationOptions()
            #expect(options.options["challenge"] != nil && options.options["rp"] != nil)
            await expect(.invalidRequest) {
                _ = try await passkeys.register(["id": "none"], challenge: options.challenge, name: "none")
            }
            await expect(.notFound) { try await passkeys.rename("nothing", to: "n") }
            await expect(.notFound) { try await passkeys.delete("nothing") }
            let anyone = try server.client(.none).account.passkeys
            let question = try await anyone.signInOptions()
            await expect(.unauthorized) {
                _ = try await anyone.signIn(["id": "none"], challenge: question.challenge)
            }
        }
    }

    private static let passwords = Journey("passwords") { server in
        guard !server.isDocumented, server.isMock else { return }
        let account = try await server.signedIn().account
        try await server.offering(server.has(4, 7)) {
            try await account.setPassword("another password", current: server.password)
            try await account.setPassword(server.password, current: "another password")
        }
        let anyone = try server.client(.none).account
        await expect(.forbidden) {
            try await anyone.resetPassword(of: server.user, to: "p", with: .recoveryKey("wrong"))
        }
        await expect(server.has(4, 11) ? .forbidden : .unsupportedByServer) {
            try await anyone.resetPassword(of: server.user, to: "p", with: .oneTimeCode("000000"))
        }
    }

    private static let space = Journey("LangBot Space") { server in
        guard !server.isDocumented else { return }
        let space = try await server.signedIn().account.space
        let redirect = server.baseURL.absoluteString + "/auth/space/callback"
        try await server.offering(server.has(4, 7)) {
            let page = try await space.authorizationURL(redirectURI: redirect)
            #expect(page.hasPrefix("http"))
            #expect(try await space.credits().credits == nil)
        }
        try await server.offering(server.has(4, 10)) {
            let page = try await space.bindingURL(redirectURI: redirect + "?mode=bind")
            #expect(page.hasPrefix("http"))
        }
    }
}
