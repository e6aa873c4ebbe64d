extension Contract {
    static let skillRequests: [RequestRow] =
        [
            .init(
                "skill.create",
                body: .json([
                    .required("name", .v4_10_11),
                    .optional("display_name", .v4_10_11),
                    .optional("description", .v4_10_11),
                    .optional("instructions", .v4_10_11),
                    .optional("package_root", .v4_10_11),
                ])
            ),
            .init(
                "skill.update",
                body: .json([
                    .optional("display_name", .v4_10_11),
                    .optional("description", .v4_10_11),
                    .optional("instructions", .v4_10_11),
                    .required("base_revision", .v4_11_2),
                ])
            ),
            .init(
                "skill.files.list",
                query: [.optional("path", .v4_10_11), .optional("include_hidden", .v4_10_11)]
            ),
            .init(
                "skill.files.write",
                body: .json([.optional("content", .v4_10_11), .required("base_revision", .v4_11_2)])
            ),
            .init("skill.scan", query: [.required("path", .v4_10_11)]),
            .init(
                "skill.install.github",
                body: .json(
                    archiveMembers + [.optional("source_paths", .v4_10_11), .optional("source_path", .v4_10_11)]
                )
            ),
            .init("skill.preview.github", body: .json(archiveMembers)),
            .init(
                "skill.install.upload",
                body: .multipart(
                    files: [.required("file", .v4_10_11)],
                    fields: [.optional("source_paths", .v4_10_11)]
                )
            ),
            .init("skill.preview.upload", body: .multipart(files: [.required("file", .v4_10_11)], fields: [])),
        ] + bare("skill.list", "skill.get", "skill.delete", "skill.preview", "skill.files.read")

    private static let archiveMembers: [RequestShape.Member] = [
        .required("asset_url", .v4_10_11),
        .required("owner", .v4_10_11),
        .required("repo", .v4_10_11),
        .optional("release_tag", .v4_10_11),
        .optional("source_subdir", .v4_10_11),
    ]
}
