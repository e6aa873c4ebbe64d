extension Contract {
    @RowBuilder static var skills: [Operation] {
        Operation("skill.list", .get, "/api/v1/skills")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .data(.object(["skills": .list(.mapping)]))
            .capability()
        Operation("skill.create", .post, "/api/v1/skills")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([
                .required("name"), .optional("display_name"), .optional("description"), .optional("instructions"),
                .optional("package_root"),
            ])
            .reads([.v4_10_11: .present])
            .capability()
            .failures([.v4_10_11: [400]])
            .data(.object(["skill": .mapping]))
        Operation("skill.install.github", .post, "/api/v1/skills/install/github")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(archive + [.optional("source_paths", .texts), .optional("source_path")])
            .reads([.v4_10_11: .present])
            .capability()
            .failures([.v4_10_11: [400]])
            .data(.object(["skills": .list(.mapping)]))
        Operation("skill.preview.github", .post, "/api/v1/skills/install/github/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(archive)
            .reads([.v4_10_11: .present])
            .failures([.v4_10_11: [400]])
            .data(.object(["skills": .list(.mapping)]))
        Operation("skill.install.upload", .post, "/api/v1/skills/install/upload")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: [.optional("source_paths")]))
            .capability()
            .failures([.v4_10_11: [400, 500]])
            .data(.object(["skills": .list(.mapping)]))
        Operation("skill.preview.upload", .post, "/api/v1/skills/install/upload/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content(.multipart(files: [.required("file")], fields: []))
            .failures([.v4_10_11: [400, 500]])
            .data(.object(["skills": .list(.mapping)]))
        Operation("skill.scan", .get, "/api/v1/skills/scan")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .query([.required("path")])
            .failures([.v4_10_11: [400]])
            .data(.schema(.mapping))
        Operation("skill.delete", .delete, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_10_11: noSandbox("Deleting a skill"), .v4_11_2: noSkill])
            .capability()
            .failures([.v4_10_11: [400]])
        Operation("skill.get", .get, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: .of(404, -1, "Skill not found")])
            .capability()
            .failures([.v4_10_11: [404]])
            .data(.object(["skill": .mapping]))
        Operation("skill.update", .put, "/api/v1/skills/{skill_name}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("display_name"), .optional("description"), .optional("instructions"),
                .required("base_revision", since: .v4_11_2),
            ])
            .missing([.v4_10_11: noSandbox("Editing a skill"), .v4_11_2: noSkill])
            .capability()
            .failures([.v4_10_11: [400, 500], .v4_11_2: [400, 409, 500]])
            .data(.object(["skill": .mapping]))
        Operation("skill.files.list", .get, "/api/v1/skills/{skill_name}/files")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .query([.optional("path"), .optional("include_hidden")])
            .missing([.v4_10_11: noSandbox("Browsing skill files"), .v4_11_2: noSkill])
            .capability()
            .failures([.v4_10_11: [400]])
            .data(.schema(.mapping))
        Operation("skill.files.read", .get, "/api/v1/skills/{skill_name}/files/{path...}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: noSandbox("Reading a skill file"), .v4_11_2: noSkill])
            .capability()
            .failures([.v4_10_11: [400]])
            .data(.schema(.mapping))
        Operation("skill.files.write", .put, "/api/v1/skills/{skill_name}/files/{path...}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([.optional("content"), .required("base_revision", since: .v4_11_2)])
            .missing([.v4_10_11: noSandbox("Editing skill files"), .v4_11_2: noSkill])
            .capability()
            .failures([.v4_10_11: [400, 500]])
            .data(.schema(.mapping))
        Operation("skill.preview", .get, "/api/v1/skills/{skill_name}/preview")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_10_11: .of(404, -1, "Skill not found")])
            .capability()
            .failures([.v4_10_11: [404]])
            .data(.object(["instructions": .text]))
    }

    private static let archive: [RequestShape.Member] = [
        .required("asset_url"), .required("owner"), .required("repo"), .optional("release_tag"),
        .optional("source_subdir"),
    ]

    private static func noSandbox(_ deed: String) -> Refusal { .of(400, -1, sandboxMissing(for: deed)) }

    /// What a release says without a sandbox, where what was to be done needs one.
    package static func sandboxMissing(for deed: String) -> String {
        "\(deed) requires the Box runtime, which is unavailable: \(sandboxFault). "
            + "Enable Box in config.yaml (box.enabled = true) and ensure the runtime is reachable before retrying."
    }

    /// Why a release without a sandbox cannot reach it.
    package static let sandboxFault = "box runtime connection failed: [Errno -2] Name or service not known"

    private static let noSkill = Refusal.of(400, -1, "Skill not found")
}
