extension Contract {
    @RowBuilder static var monitoring: [Operation] {
        Operation("monitoring.embedding_calls", .get, "/api/v1/monitoring/embedding-calls")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + [.optional("knowledgeBaseId")])
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "embedding_calls": .emptyList]))
            .capability(since: .v4_11_2)
        Operation("monitoring.errors", .get, "/api/v1/monitoring/errors")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin)
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "errors": .emptyList]))
            .capability(since: .v4_11_2)
        Operation("monitoring.llm_calls", .get, "/api/v1/monitoring/llm-calls")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin)
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "llm_calls": .emptyList]))
            .capability(since: .v4_11_2)
        Operation("monitoring.messages", .get, "/api/v1/monitoring/messages")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin + [.optional("sessionId")])
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "messages": .emptyList]))
            .capability(since: .v4_11_2)
        Operation("monitoring.message_details", .get, "/api/v1/monitoring/messages/{message_id}/details")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_8_7: .failure("not found"), .v4_11_2: .of(404, "resource_not_found", "Message not found")])
            .capability(since: .v4_11_2)
        Operation("monitoring.sessions", .get, "/api/v1/monitoring/sessions")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(
                period
                    + origin
                    + [
                        .optional("isActive", .oneOf("true", "false")), .optional("userQuery", since: .v4_10_11),
                    ]
            )
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "sessions": .emptyList]))
            .capability(since: .v4_11_2)
        Operation("monitoring.session_reset", .post, "/api/v1/monitoring/sessions/reset-context")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
            .content([.required("bot_id"), .required("session_id")])
            .missing([.v4_11_2: .of(404, "resource_not_found", "Session not found")])
            .failures([.v4_11_2: [400, 500]])
        Operation("monitoring.session_analysis", .get, "/api/v1/monitoring/sessions/{session_id}/analysis")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("startTime", since: .v4_10_11), .optional("endTime", since: .v4_10_11),
                .optional("botId", since: .v4_10_11),
            ])
            .data(.object(["found": .flag, "session_id": .text]))
            .capability(since: .v4_11_2)
        Operation("monitoring.tool_calls", .get, "/api/v1/monitoring/tool-calls")
            .access([.v4_10_11: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin + [.optional("sessionId")])
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "tool_calls": .emptyList]))
            .capability(since: .v4_11_2)
    }

    private static let period: [RequestShape.Member] = [
        .optional("startTime"), .optional("endTime"), .optional("limit", .integer), .optional("offset", .integer),
    ]

    private static let origin: [RequestShape.Member] = [
        .optional("botId"), .optional("pipelineId"),
    ]
}
