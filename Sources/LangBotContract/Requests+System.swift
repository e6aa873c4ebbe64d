extension Contract {
    static let systemRequests: [RequestRow] =
        [
            .init("task.list", query: [.optional("type", .v4_5_1), .optional("kind", .v4_9_7)]),
            .init(
                "system.logs",
                query: [.optional("start_page_number", .v4_5_1), .optional("start_offset", .v4_5_1)]
            ),
            .init("workspace.language.update", body: .json([.required("language", .v4_11_2)])),
        ]
        + bare(
            "task.get",
            "system.capabilities",
            "system.context",
            "system.health",
            "system.info",
            "system.plugin_status",
            "workspace.language.get"
        )
}
