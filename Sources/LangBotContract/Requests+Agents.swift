extension Contract {
    static let agentRequests: [RequestRow] =
        [
            .init("agent.list", query: [.optional("sort_by", .v4_11_2), .optional("sort_order", .v4_11_2)]),
            .init("agent.create", body: .json([.optional("kind", .v4_11_2)] + agentMembers)),
            .init("agent.update", body: .json(agentMembers)),
            .init("agent.debug", body: .json(debugMembers)),
            .init("agent.debug_stream", body: .json(debugMembers)),
            .init("agent.run.list", query: [.optional("before_id", .v4_11_2)]),
            .init("agent.run.events", query: [.optional("after_sequence", .v4_11_2)]),
        ]
        + bare(
            "agent.get",
            "agent.delete",
            "agent.metadata",
            "sandbox.status",
            "sandbox.sessions",
            "sandbox.errors"
        )

    private static let agentMembers: [RequestShape.Member] = [
        .optional("name", .v4_11_2),
        .optional("description", .v4_11_2),
        .optional("emoji", .v4_11_2),
        .optional("config", .v4_11_2),
        .optional("supported_event_patterns", .v4_11_2),
        .optional("component_ref", .v4_11_2),
        .optional("parameters", .v4_11_2),
    ]

    private static let debugMembers: [RequestShape.Member] = [
        .optional("event_type", .v4_11_2),
        .optional("text", .v4_11_2),
        .optional("data", .v4_11_2),
        .optional("conversation_id", .v4_11_2),
        .optional("actor", .v4_11_2),
        .optional("subject", .v4_11_2),
        .optional("mock", .v4_11_2),
    ]
}
