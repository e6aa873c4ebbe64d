extension Contract {
    @RowBuilder static var agents: [Operation] {
        Operation("agent.list", .get, "/api/v1/agents")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("sort_by", .oneOf("created_at", "updated_at")),
                .optional("sort_order", .oneOf("ASC", "DESC")),
            ])
            .data(.object(["agents": .list(.mapping)]))
        Operation("agent.create", .post, "/api/v1/agents")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .content([.optional("kind")] + agent)
            .reads([.v4_11_2: .object])
            .failures([.v4_11_2: [400]])
            .data(.object(["kind": .oneOf("agent", "pipeline"), "uuid": .uuid]))
        Operation("agent.metadata", .get, "/api/v1/agents/_/metadata")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .data(.derived)
        Operation("agent.delete", .delete, "/api/v1/agents/{agent_uuid}")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_11_2: .failure("Agent not found")])
            .failures([.v4_11_2: [500]])
        Operation("agent.get", .get, "/api/v1/agents/{agent_uuid}")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_11_2: .of(404, -1, "agent not found")])
        Operation("agent.update", .put, "/api/v1/agents/{agent_uuid}")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .content(agent)
            .missing([.v4_11_2: .of(400, -1, "Agent not found")])
        Operation("agent.debug", .post, "/api/v1/agents/{agent_uuid}/debug")
            .access([.v4_11_2: .userTokenOrAPIKey], .runtimeOperate)
            .content(debugging)
            .missing([.v4_11_2: .of(400, -1, "Agent not found")])
            .failures([.v4_11_2: [400, 422, 500]])
        Operation("agent.debug_stream", .post, "/api/v1/agents/{agent_uuid}/debug/stream")
            .access([.v4_11_2: .userTokenOrAPIKey], .runtimeOperate)
            .content(debugging)
            .failures([.v4_11_2: [400, 500]])
            .data(.file("application/x-ndjson"))
        Operation("agent.run.list", .get, "/api/v1/agents/{agent_uuid}/runs")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query([.optional("before_id")])
            .missing([.v4_11_2: .of(400, -1, "Processor not found")])
        Operation("agent.run.events", .get, "/api/v1/agents/{agent_uuid}/runs/{run_id}/events")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query([.optional("after_sequence")])
            .missing([.v4_11_2: .of(400, -1, "Processor not found")])
    }

    private static let agent: [RequestShape.Member] = [
        .optional("name"), .optional("description"), .optional("emoji"), .optional("config", .mapping),
        .optional("supported_event_patterns", .texts), .optional("component_ref"), .optional("parameters", .mapping),
    ]

    private static let debugging: [RequestShape.Member] = [
        .optional("event_type"), .optional("text"), .optional("data", .mapping), .optional("conversation_id"),
        .optional("actor", .mapping), .optional("subject"), .optional("mock", .mapping),
    ]
}
