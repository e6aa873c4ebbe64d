extension Contract {
    /// The workspaces of an installation; self-hosted ones have one.
    @RowBuilder static var workspaces: [Operation] {
        Operation("workspace.list", .get, "/api/v1/workspaces")
            .access([.v4_10_11: .userToken])
            .data(.object(["workspaces": .list(workspace)]))
        Operation("workspace.current", .get, "/api/v1/workspaces/current")
            .access([.v4_10_11: .userToken], .workspaceView)
            .data([
                .v4_10_11: .schema(.object(current)),
                .v4_11_2: .schema(.object([("current_plan", .null), ("limitation", .null)] + current)),
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

    private static let current: [(String, JSONSchema)] = [
        ("membership", membership), ("permissions", .list(.permission)), ("placement_generation", .integer),
        ("plan_name", .null), ("workspace", workspace),
    ]
}
