extension Contract {
    static let providerRequests: [RequestRow] =
        [
            .init("provider.list", query: [.optional("include_secret", .v4_10_11)]),
            .init(
                "provider.create",
                body: .json([
                    .required("name", .v4_7_2),
                    .required("requester", .v4_7_2),
                    .required("base_url", .v4_7_2),
                    .optional("api_keys", .v4_7_2),
                ])
            ),
            .init("provider.get", query: [.optional("include_secret", .v4_10_11)]),
            .init(
                "provider.update",
                body: .json([
                    .optional("name", .v4_7_2),
                    .optional("requester", .v4_7_2),
                    .optional("base_url", .v4_7_2),
                    .optional("api_keys", .v4_7_2),
                ])
            ),
            .init("provider.delete", query: [.optional("cascade", .v4_10_11)]),
            .init("provider.scan_models", query: [.optional("type", .v4_9_7)]),
            .init("requester.list", query: [.optional("type", .v4_5_1)]),
        ] + bare("requester.get")
}
