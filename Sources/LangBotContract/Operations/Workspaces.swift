extension Contract {
    /// The workspaces of an installation; self-hosted ones have one.
    @RowBuilder static var workspaces: [Operation] {
        Operation("workspace.list", .get, "/api/v1/workspaces")
            .access([.v4_10_11: .userToken])
            .accountToken()
            .data(.object(["workspaces": .list(workspace)]))
        Operation("workspace.bootstrap", .get, "/api/v1/workspaces/bootstrap")
            .access([.v4_10_11: .userToken])
            .accountToken()
            .data(.object(["workspaces": .list(.object(access))]))
        Operation("workspace.create", .post, "/api/v1/workspaces")
            .access([.v4_10_11: .userToken], .workspaceView)
            .content([.optional("name")])
            .failures([.v4_10_11: [403]])
        Operation("workspace.get", .get, "/api/v1/workspaces/{workspace_uuid}")
            .access([.v4_10_11: .userToken], .workspaceView)
            .failures([.v4_10_11: [404]])
            .data(.object(["workspace": workspace]))
        Operation("workspace.current", .get, "/api/v1/workspaces/current")
            .access([.v4_10_11: .userToken], .workspaceView)
            .data([
                .v4_10_11: .schema(.object(access)),
                .v4_11_2: .schema(.object([("current_plan", .null), ("limitation", .null)] + access)),
            ])
    }

    private static let workspace = JSONSchema.object([
        "instance_uuid": .text, "name": .text, "slug": .text, "source": .text, "status": .text, "type": .text,
        "uuid": .uuid,
    ])

    private static let membership = JSONSchema.object([
        "account_uuid": .uuid, "created_at": .time, "display_name": .text, "email": .text, "joined_at": .time,
        "role": .text, "status": .text, "uuid": .uuid, "workspace_uuid": .uuid,
    ])

    /// What an account may do in a workspace.
    private static let access: [(String, JSONSchema)] = [
        ("membership", membership), ("permissions", .list(.permission)), ("placement_generation", .integer),
        ("plan_name", .null), ("workspace", workspace),
    ]

    /// The members of a workspace, and who is invited to become one.
    @RowBuilder static var members: [Operation] {
        Operation("workspace.member.list", .get, "/api/v1/workspaces/{workspace_uuid}/members")
            .access([.v4_10_11: .userToken], .memberView)
            .failures([.v4_10_11: [404]])
            .data(.object(["members": .list(membership)]))
        Operation("workspace.member.update", .patch, "/api/v1/workspaces/{workspace_uuid}/members/{account_uuid}")
            .access([.v4_10_11: .userToken], .memberUpdateRole)
            .content([.required("role", .oneOf("admin", "developer", "operator", "viewer"))])
            .failures([.v4_10_11: [400, 403, 404, 500]])
            .data(.object(["member": membership]))
        Operation("workspace.member.delete", .delete, "/api/v1/workspaces/{workspace_uuid}/members/{account_uuid}")
            .access([.v4_10_11: .userToken], .memberUpdateRole)
            .failures([.v4_10_11: [400, 403, 404]])
            .data(.object(["account_uuid": .uuid]))
        Operation("workspace.invitation.list", .get, "/api/v1/workspaces/{workspace_uuid}/invitations")
            .access([.v4_10_11: .userToken], .memberInvite)
            .failures([.v4_10_11: [404]])
            .data(.object(["invitations": .list(invitation)]))
        Operation("workspace.invitation.create", .post, "/api/v1/workspaces/{workspace_uuid}/invitations")
            .access([.v4_10_11: .userToken], .memberInvite)
            .content([.required("email"), .optional("role", .oneOf("admin", "developer", "operator", "viewer"))])
            .failures([.v4_10_11: [400, 404, 500]])
            .data(
                .object([
                    "delivery": .object(["provider": .null, "status": .text]), "invitation": invitation, "link": .text,
                    "token": .text,
                ])
            )
        Operation(
            "workspace.invitation.delete",
            .delete,
            "/api/v1/workspaces/{workspace_uuid}/invitations/{invitation_uuid}"
        )
        .access([.v4_10_11: .userToken], .memberInvite)
        .failures([.v4_10_11: [400, 404]])
        .data(.object(["invitation": invitation]))
        Operation("invitation.inspect", .post, "/api/v1/invitations/inspect")
            .access([.v4_10_11: .open])
            .content([.required("token")])
            .failures([.v4_10_11: [400, 500]])
            .data(.object(["invitation": invitation, "workspace": workspace]))
        Operation("invitation.accept", .post, "/api/v1/invitations/accept")
            .access([.v4_10_11: .open])
            .content([.required("token"), .required("registration", .object(["email": .text, "password": .text]))])
            .failures([.v4_10_11: [400, 401, 409, 500]])
            .data(.object(["login_required": .flag, "workspace_uuid": .uuid]))
    }

    private static let invitation = JSONSchema.object([
        "created_at": .time, "expires_at": .time, "normalized_email": .text, "role": .text, "status": .text,
        "uuid": .uuid, "workspace_uuid": .uuid,
    ])
}
