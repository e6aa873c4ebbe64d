extension Contract {
    static let modelRequests: [RequestRow] =
        modelRequests(
            "llm",
            since: .v4_5_1,
            own: [
                .optional("abilities", .v4_5_1),
                .optional("context_length", .v4_10_11),
                .optional("reasoning_config", .v4_10_11),
            ]
        )
        + modelRequests("embedding", since: .v4_5_1, own: [])
        + modelRequests("rerank", since: .v4_9_7, own: [])

    private static func modelRequests(
        _ kind: String,
        since: Release,
        own: [RequestShape.Member]
    ) -> [RequestRow] {
        func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(kind).\(action)") }
        let early = since <= lastWithoutProviders
        let provided = max(since, .v4_7_2)
        let linked: [RequestShape.Member] = [
            .optional("extra_args", since),
            .optional("provider_uuid", provided),
            .optional("provider", provided),
            .optional("prefered_ranking", provided),
        ]
        return [
            RequestRow(
                id("list"),
                query: [.optional("provider_uuid", provided), .optional("include_secret", .v4_10_11)]
            ),
            RequestRow(
                id("create"),
                body: .json([.required("name", since)] + linked + own + (early ? createdWithoutProvider : []))
            ),
            RequestRow(id("get"), query: [.optional("include_secret", .v4_10_11)]),
            RequestRow(
                id("update"),
                body: .json([.optional("name", since)] + linked + own + (early ? requesterMembers : []))
            ),
            RequestRow(id("delete")),
            RequestRow(
                id("test"),
                body: .json(
                    [
                        .optional("name", since),
                        .optional("extra_args", since),
                        .optional("provider", provided),
                    ] + own + (early ? requesterMembers : [])
                )
            ),
        ]
    }

    private static let lastWithoutProviders = Release.v4_6_5

    private static let requesterMembers: [RequestShape.Member] = [
        .optional("description", .v4_5_1, until: lastWithoutProviders),
        .optional("requester", .v4_5_1, until: lastWithoutProviders),
        .optional("requester_config", .v4_5_1, until: lastWithoutProviders),
        .optional("api_keys", .v4_5_1, until: lastWithoutProviders),
    ]

    private static let createdWithoutProvider: [RequestShape.Member] = [
        .required("description", .v4_5_1, until: lastWithoutProviders),
        .required("requester", .v4_5_1, until: lastWithoutProviders),
        .optional("requester_config", .v4_5_1, until: lastWithoutProviders),
        .required("api_keys", .v4_5_1, until: lastWithoutProviders),
    ]
}
