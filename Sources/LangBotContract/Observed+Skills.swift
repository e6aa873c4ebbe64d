extension Contract {
    static let observedSkills: [ObservedOperation] = [
        .init("skill.list", .get, "/api/v1/skills", [.either(.v4_10_11)], .resourceView),
        .init("skill.create", .post, "/api/v1/skills", [.either(.v4_10_11)], .resourceManage),
        .init("skill.install.github", .post, "/api/v1/skills/install/github", [.either(.v4_10_11)], .resourceManage),
        .init(
            "skill.preview.github",
            .post,
            "/api/v1/skills/install/github/preview",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init("skill.install.upload", .post, "/api/v1/skills/install/upload", [.either(.v4_10_11)], .resourceManage),
        .init(
            "skill.preview.upload",
            .post,
            "/api/v1/skills/install/upload/preview",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init("skill.scan", .get, "/api/v1/skills/scan", [.either(.v4_10_11)], .resourceManage),
        .init("skill.delete", .delete, "/api/v1/skills/{skill_name}", [.either(.v4_10_11)], .resourceManage),
        .init("skill.get", .get, "/api/v1/skills/{skill_name}", [.either(.v4_10_11)], .resourceView),
        .init("skill.update", .put, "/api/v1/skills/{skill_name}", [.either(.v4_10_11)], .resourceManage),
        .init("skill.files.list", .get, "/api/v1/skills/{skill_name}/files", [.either(.v4_10_11)], .resourceView),
        .init(
            "skill.files.read",
            .get,
            "/api/v1/skills/{skill_name}/files/{path...}",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "skill.files.write",
            .put,
            "/api/v1/skills/{skill_name}/files/{path...}",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init("skill.preview", .get, "/api/v1/skills/{skill_name}/preview", [.either(.v4_10_11)], .resourceView),
    ]
}
