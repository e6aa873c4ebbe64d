extension Contract {
    static let monitoringRequests: [RequestRow] =
        [
            .init(
                "monitoring.messages",
                query: page(.v4_8_7) + sources(.v4_8_7) + [.optional("sessionId", .v4_8_7)]
            ),
            .init("monitoring.llm_calls", query: page(.v4_8_7) + sources(.v4_8_7)),
            .init(
                "monitoring.tool_calls",
                query: page(.v4_10_11) + sources(.v4_10_11) + [.optional("sessionId", .v4_10_11)]
            ),
            .init(
                "monitoring.embedding_calls",
                query: page(.v4_8_7) + [.optional("knowledgeBaseId", .v4_8_7)]
            ),
            .init("monitoring.errors", query: page(.v4_8_7) + sources(.v4_8_7)),
            .init(
                "monitoring.sessions",
                query: page(.v4_8_7) + sources(.v4_8_7)
                    + [.optional("isActive", .v4_8_7), .optional("userQuery", .v4_10_11)]
            ),
            .init(
                "monitoring.session_analysis",
                query: [
                    .optional("startTime", .v4_10_11),
                    .optional("endTime", .v4_10_11),
                    .optional("botId", .v4_10_11),
                ]
            ),
            .init(
                "monitoring.session_reset",
                body: .json([.required("bot_id", .v4_11_2), .required("session_id", .v4_11_2)])
            ),
        ] + bare("monitoring.message_details")

    private static func page(_ since: Release) -> [RequestShape.Member] {
        [
            .optional("startTime", since),
            .optional("endTime", since),
            .optional("limit", since),
            .optional("offset", since),
        ]
    }

    private static func sources(_ since: Release) -> [RequestShape.Member] {
        [.optional("botId", since), .optional("pipelineId", since)]
    }
}
