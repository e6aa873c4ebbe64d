extension Contract {
    @RowBuilder static var skills: [Operation] {
        Operation("skill.list", .get, "/api/v1/skills")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .data(.object(["skills": .emptyList]))
            .capability()
        Operation("skill.create", .post, "/api/v1/skills")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([
                .required("name"), .optional("display_name"), .optional("description"), .optional("instructions"),
                .optional("package_root"),
            ])
            .reads([.v4_10_11: .present])
            .capability()
        Operation("skill.install.github", .post, "/api/v1/skills/install/github")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(archive + [.optional("source_paths", .texts), .optional("source_path")])
            .reads([.v4_10_11: .present])
            .capability()
        Operation("skill.preview.github", .post, "/api/v1/skills/install/github/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(archive)
            .reads([.v4_10_11: .present])
        Operation("skill.install.upload", .post, "/api/v1/skills/install/upload")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: [.optional("source_paths")]))
            .capability()
        Operation("skill.preview.upload", .post, "/api/v1/skills/install/upload/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: []))
        Operation("skill.scan", .get, "/api/v1/skills/scan")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .query([.required("path")])
        Operation("skill.delete", .delete, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_10_11: noSandbox, .v4_11_2: noSkill])
            .capability()
        Operation("skill.get", .get, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: .of(404, -1, "Skill not found")])
            .capability()
        Operation("skill.update", .put, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("display_name"), .optional("description"), .optional("instructions"),
                .required("base_revision", since: .v4_11_2),
            ])
            .missing([.v4_10_11: noSandbox, .v4_11_2: noSkill])
            .capability()
        Operation("skill.files.list", .get, "/api/v1/skills/{skill_name}/files")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .query([.optional("path"), .optional("include_hidden")])
            .missing([.v4_10_11: noSandbox, .v4_11_2: noSkill])
            .capability()
        Operation("skill.files.read", .get, "/api/v1/skills/{skill_name}/files/{path...}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: noSandbox, .v4_11_2: noSkill])
            .capability()
        Operation("skill.files.write", .put, "/api/v1/skills/{skill_name}/files/{path...}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([.optional("content"), .required("base_revision", since: .v4_11_2)])
            .missing([.v4_10_11: noSandbox, .v4_11_2: noSkill])
            .capability()
        Operation("skill.preview", .get, "/api/v1/skills/{skill_name}/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: .of(404, -1, "Skill not found")])
            .capability()
    }

    private static let archive: [RequestShape.Member] = [
        .required("asset_url"), .required("owner"), .required("repo"), .optional("release_tag"),
        .optional("source_subdir"),
    ]

    private static let noSandbox = Refusal.of(400, -1, "This needs the Box runtime, which is unavailable")
    private static let noSkill = Refusal.of(400, -1, "Skill not found")
}
