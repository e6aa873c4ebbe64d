import HTTPCore
import JSONCore
import LangBotContract

extension Behaviour {
    /// Who is invited to the workspace, and what invited people ask.
    var invitations: [OperationID: Handler] {
        [
            "workspace.invitation.list": { world, call throws(DomainError) in
                try enter(world, call)
                let now = call.surroundings.now()
                let pending = world.invitations.filter { $0.state(at: now) == .pending }
                return ["invitations": .array(pending.map { shown($0, world) })]
            },
            "workspace.invitation.create": { world, call throws(DomainError) in
                try enter(world, call)
                return try invite(&world, call)
            },
            "workspace.invitation.delete": { world, call throws(DomainError) in
                try enter(world, call)
                let uuid = call.parameters["invitation_uuid"]
                guard let place = world.invitations.firstIndex(where: { $0.uuid == uuid }) else {
                    throw .invitation("invalid", "Invitation not found")
                }
                if world.invitations[place].state == .accepted { throw Self.unusable(.accepted) }
                world.invitations[place].state = .revoked
                return ["invitation": shown(world.invitations[place], world)]
            },
            "invitation.inspect": { world, call throws(DomainError) in
                let token = PythonText.str(try leniently(call)["token"] ?? "")
                let invitation = world.invitations[try pending(token, world, call)]
                return ["invitation": shown(invitation, world), "workspace": workspace(world)]
            },
            "invitation.accept": { world, call throws(DomainError) in try accept(&world, call) },
        ]
    }

    private func invite(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let members = try leniently(call)
        guard let role = Role(rawValue: PythonText.str(members["role"] ?? "viewer")), role != .owner else {
            throw .invitation("role_invalid", "Invitations cannot grant this role")
        }
        let email = try address(members["email"])
        guard world.accounts[email]?.isMember != true else {
            throw .refused(
                status: 400,
                code: "already_a_member",
                reason: "This Account is already a Workspace member"
            )
        }
        for place in world.invitations.indices
        where world.invitations[place].email == email && world.invitations[place].state == .pending {
            world.invitations[place].state = .revoked
        }
        let invitation = Invitation(email: email, role: role, call.surroundings)
        world.invitations.append(invitation)
        return [
            // Nothing is configured that could send mail.
            "delivery": ["provider": nil, "status": "link_only"], "invitation": shown(invitation, world),
            "link": .string("http://127.0.0.1:5300/invitations/accept#token=\(invitation.token)"),
            "token": .string(invitation.token),
        ]
    }

    private func accept(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let members = try leniently(call)
        let token = PythonText.str(members["token"] ?? "")
        guard !token.isEmpty else { throw .invitation("invalid", "Invitation token is required") }
        guard call.fields["authorization"]?.hasPrefix("Bearer ") != true else {
            let reason = "Sign out before creating the invited local Account"
            throw .refused(status: 409, code: "invitation_logout_required", reason: reason)
        }
        guard let registration = members["registration"]?.objectValue else {
            let reason = "Sign in or provide registration details to accept this invitation"
            throw .refused(status: 401, code: "account_exists_login_required", reason: reason)
        }
        guard let password = registration["password"]?.stringValue, password.unicodeScalars.count >= 8 else {
            let reason = "Password must contain at least 8 characters"
            throw .refused(status: 400, code: "invalid_password", reason: reason)
        }
        let email = try address(registration["email"])
        let place = try pending(token, world, call)
        guard world.invitations[place].email == email else {
            throw .invitation("email_mismatch", "Invitation email does not match the Account")
        }
        guard world.accounts[email] == nil else {
            let reason = "An Account already exists for this email"
            throw .refused(status: 409, code: "account_exists_login_required", reason: reason)
        }
        world.accounts[email] = World.Account(
            uuid: call.surroundings.uuid(),
            password: password,
            joinedAt: call.surroundings.now(),
            role: world.invitations[place].role
        )
        world.invitations[place].state = .accepted
        return ["login_required": true, "workspace_uuid": .string(world.workspace)]
    }

    /// An e-mail address as invitations compare it.
    private func address(_ value: JSONValue?) throws(DomainError) -> String {
        let email = normalized(email: PythonText.str(value ?? ""))
        guard email.contains("@"), email.unicodeScalars.count <= 320 else {
            throw .failure("A valid email address is required")
        }
        return email
    }

    /// The place of the invitation with this token, which can still be accepted.
    private func pending(_ token: String, _ world: World, _ call: Call) throws(DomainError) -> Int {
        guard let place = world.invitations.firstIndex(where: { $0.token == token }) else {
            throw .invitation("invalid", "Invitation not found")
        }
        let state = world.invitations[place].state(at: call.surroundings.now())
        guard state == .pending else { throw Self.unusable(state) }
        return place
    }

    private static func unusable(_ state: Invitation.State) -> DomainError {
        switch state {
        case .accepted: .invitation("used", "Invitation was already accepted")
        case .revoked: .invitation("revoked", "Invitation was revoked")
        case .expired, .pending: .invitation("expired", "Invitation has expired")
        }
    }

    private func shown(_ invitation: Invitation, _ world: World) -> JSONValue {
        [
            "created_at": .string(invitation.createdAt.secondsText), "expires_at": .string(invitation.expiresAt.text),
            "normalized_email": .string(invitation.email), "role": .string(invitation.role.rawValue),
            "status": .string(invitation.state.rawValue), "uuid": .string(invitation.uuid),
            "workspace_uuid": .string(world.workspace),
        ]
    }
}

extension DomainError {
    /// An invitation cannot be made or used.
    fileprivate static func invitation(_ code: String, _ reason: String) -> DomainError {
        .refused(status: 400, code: .text("invitation_\(code)"), reason: reason)
    }
}
