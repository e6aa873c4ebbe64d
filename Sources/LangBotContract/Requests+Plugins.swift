extension Contract {
    static let pluginRequests: [RequestRow] =
        [
            .init("plugin.delete", query: [.optional("delete_data", .v4_5_1)]),
            .init("plugin.config.update", body: .free),
            .init(
                "plugin.config_file.upload",
                body: .multipart(files: [.required("file", .v4_5_1)], fields: [])
            ),
            .init("plugin.github.releases", body: .json([.required("repo_url", .v4_5_1)])),
            .init(
                "plugin.github.release_assets",
                body: .json([
                    .required("owner", .v4_5_1),
                    .required("repo", .v4_5_1),
                    .required("release_id", .v4_5_1),
                ])
            ),
            .init(
                "plugin.install.github",
                body: .json([
                    .required("asset_url", .v4_5_1, requiredUntil: .v4_9_7),
                    .required("owner", .v4_5_1, requiredSince: .v4_10_11),
                    .required("repo", .v4_5_1, requiredSince: .v4_10_11),
                    .required("release_tag", .v4_5_1, requiredSince: .v4_10_11),
                    .optional("release_id", .v4_10_11),
                    .optional("asset_id", .v4_10_11),
                ])
            ),
            // 4.10.11 installs the newest version whatever the request says.
            .init(
                "plugin.install.marketplace",
                body: .json([
                    .required("plugin_author", .v4_5_1),
                    .required("plugin_name", .v4_5_1),
                    .required("plugin_version", .v4_5_1, requiredUntil: .v4_9_7),
                ])
            ),
            .init(
                "plugin.install.local",
                body: .multipart(
                    files: [.required("file", .v4_5_1)],
                    fields: [.optional("administrator_force", .v4_11_2)]
                )
            ),
            .init(
                "plugin.install.local_preview",
                body: .multipart(files: [.required("file", .v4_10_11)], fields: [])
            ),
            .init("plugin.readme", query: [.optional("language", .v4_6_5)]),
            .init("plugin.logs", query: [.optional("limit", .v4_10_11), .optional("level", .v4_10_11)]),
            .init(
                "plugin.page_api",
                body: .json([
                    .optional("page_id", .v4_9_7),
                    .required("endpoint", .v4_9_7),
                    .optional("method", .v4_9_7),
                    .optional("body", .v4_9_7),
                ])
            ),
        ]
        + bare(
            "extension.list",
            "plugin.list",
            "plugin.get",
            "plugin.upgrade",
            "plugin.config.get",
            "plugin.config_file.delete",
            "plugin.debug_info",
            "plugin.icon",
            "plugin.asset"
        )
}
