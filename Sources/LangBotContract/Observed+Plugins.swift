extension Contract {
    static let observedPlugins: [ObservedOperation] = [
        .init("extension.list", .get, "/api/v1/extensions", [.either(.v4_10_11)], .resourceView),
        .init("plugin.list", .get, "/api/v1/plugins", [.userToken(.v4_5_1), .either(.v4_6_5)], .resourceView),
        .init(
            "plugin.config_file.upload",
            .post,
            "/api/v1/plugins/config-files",
            [.userToken(.v4_5_1), .either(.v4_10_11)],
            .resourceManage
        ),
        .init(
            "plugin.config_file.delete",
            .delete,
            "/api/v1/plugins/config-files/{file_key}",
            [.userToken(.v4_5_1), .gone(.v4_10_11)]
        ),
        .init(
            "plugin.config_file.delete",
            .delete,
            "/api/v1/plugins/config-files/{file_key...}",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init("plugin.debug_info", .get, "/api/v1/plugins/debug-info", [.either(.v4_6_5)], .resourceManage),
        .init(
            "plugin.github.release_assets",
            .post,
            "/api/v1/plugins/github/release-assets",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "plugin.github.releases",
            .post,
            "/api/v1/plugins/github/releases",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "plugin.install.github",
            .post,
            "/api/v1/plugins/install/github",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "plugin.install.local",
            .post,
            "/api/v1/plugins/install/local",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "plugin.install.local_preview",
            .post,
            "/api/v1/plugins/install/local/preview",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init(
            "plugin.install.marketplace",
            .post,
            "/api/v1/plugins/install/marketplace",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "plugin.delete",
            .delete,
            "/api/v1/plugins/{author}/{plugin_name}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "plugin.get",
            .get,
            "/api/v1/plugins/{author}/{plugin_name}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "plugin.asset",
            .get,
            "/api/v1/plugins/{author}/{plugin_name}/authenticated-assets/{filepath...}",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "plugin.icon",
            .get,
            "/api/v1/plugins/{author}/{plugin_name}/authenticated-icon",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "plugin.config.get",
            .get,
            "/api/v1/plugins/{author}/{plugin_name}/config",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "plugin.config.update",
            .put,
            "/api/v1/plugins/{author}/{plugin_name}/config",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init("plugin.logs", .get, "/api/v1/plugins/{author}/{plugin_name}/logs", [.either(.v4_10_11)], .auditView),
        .init(
            "plugin.page_api",
            .post,
            "/api/v1/plugins/{author}/{plugin_name}/page-api",
            [.either(.v4_9_7)],
            .resourceManage
        ),
        .init(
            "plugin.readme",
            .get,
            "/api/v1/plugins/{author}/{plugin_name}/readme",
            [.either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "plugin.upgrade",
            .post,
            "/api/v1/plugins/{author}/{plugin_name}/upgrade",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
    ]
}
