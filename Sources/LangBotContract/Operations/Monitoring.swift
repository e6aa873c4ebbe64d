extension Contract {
    @RowBuilder static var monitoring: [Operation] {
        Operation("monitoring.embedding_calls", .get, "/api/v1/monitoring/embedding-calls")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + [.optional("knowledgeBaseId")])
            .failures([.v4_8_7: [500]])
            .data(
                .object(["limit": .integer, "offset": .integer, "total": .integer, "embedding_calls": .list(.mapping)])
            )
            .capability(since: .v4_11_2)
        Operation("monitoring.errors", .get, "/api/v1/monitoring/errors")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin)
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "errors": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("monitoring.llm_calls", .get, "/api/v1/monitoring/llm-calls")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin)
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "llm_calls": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("monitoring.messages", .get, "/api/v1/monitoring/messages")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin + [.optional("sessionId")])
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "messages": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("monitoring.message_details", .get, "/api/v1/monitoring/messages/{message_id}/details")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_8_7: .failure("not found"), .v4_11_2: .of(404, "resource_not_found", "Message not found")])
            .failures([.v4_8_7: [500], .v4_11_2: []])
            .data(.schema(.mapping))
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
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "sessions": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("monitoring.session_reset", .post, "/api/v1/monitoring/sessions/reset-context")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
            .content([.required("bot_id"), .required("session_id")])
            .missing([.v4_11_2: .of(404, "resource_not_found", "Session not found")])
            .failures([.v4_11_2: [400, 404, 500]])
        Operation("monitoring.session_analysis", .get, "/api/v1/monitoring/sessions/{session_id}/analysis")
            .access([.v4_8_7: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("startTime", since: .v4_10_11), .optional("endTime", since: .v4_10_11),
                .optional("botId", since: .v4_10_11),
            ])
            .failures([.v4_10_11: [500]])
            .data(.schema(.object(["found": .flag, "session_id": .text], isOpen: true)))
            .capability(since: .v4_11_2)
        Operation("monitoring.tool_calls", .get, "/api/v1/monitoring/tool-calls")
            .access([.v4_10_11: .userToken, .v4_11_2: .userTokenOrAPIKey], .resourceView)
            .query(period + origin + [.optional("sessionId")])
            .failures([.v4_8_7: [500]])
            .data(.object(["limit": .integer, "offset": .integer, "total": .integer, "tool_calls": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("monitoring.overview", .get, "/api/v1/monitoring/overview")
            .access([.v4_8_7: .userToken], .resourceView)
            .query(window + origin)
            .failures([.v4_8_7: [500], .v4_11_2: [400, 500]])
            .data(
                .object([
                    "active_sessions": .integer, "embedding_calls": .integer, "llm_calls": .integer,
                    "model_calls": .integer, "success_rate": .number, "total_messages": .integer,
                ])
            )
        Operation("monitoring.data", .get, "/api/v1/monitoring/data")
            .access([.v4_8_7: .userToken], .resourceView)
            .query(window + [.optional("limit", .integer)] + origin + executions)
            .failures([.v4_8_7: [500], .v4_11_2: [400, 500]])
            .data(.schema(.mapping))
        Operation("monitoring.export", .get, "/api/v1/monitoring/export")
            .access([.v4_8_7: .userToken], .dataExport)
            .query(window + [.optional("limit", .integer), .optional("type")] + origin)
            .failures([.v4_8_7: [500], .v4_11_2: [400, 500]])
            .refusesWith200(codes: 400)
            .data(.file("text/csv"))
        Operation("monitoring.feedback.list", .get, "/api/v1/monitoring/feedback")
            .access([.v4_9_7: .userToken], .resourceView)
            .query(period + origin + executions + [.optional("feedbackType", .integer)])
            .failures([.v4_9_7: [500], .v4_11_2: [400, 500]])
            .data(
                .object([
                    "limit": .integer, "offset": .integer, "total": .integer, "feedback": .list(.mapping),
                ])
            )
        Operation("monitoring.feedback.stats", .get, "/api/v1/monitoring/feedback/stats")
            .access([.v4_9_7: .userToken], .resourceView)
            .query(window + origin + executions)
            .failures([.v4_9_7: [500], .v4_11_2: [400, 500]])
            .data(.schema(.mapping))
        Operation("monitoring.token_statistics", .get, "/api/v1/monitoring/token-statistics")
            .access([.v4_10_11: .userToken], .resourceView)
            .query(window + origin + executions + [.optional("bucket", .oneOf("hour", "day"))])
            .failures([.v4_10_11: [500], .v4_11_2: [400, 500]])
            .data(.schema(.mapping))
        Operation("monitoring.execution.list", .get, "/api/v1/monitoring/executions")
            .access([.v4_11_2: .userToken], .resourceView)
            .query(
                period + origin + [
                    .optional("status"), .optional("mode"), .optional("agentId"), .optional("source"),
                ]
            )
            .failures([.v4_11_2: [400, 500]])
            .data(.schema(.mapping))
        Operation("monitoring.execution.get", .get, "/api/v1/monitoring/executions/{source}/{execution_id}")
            .access([.v4_11_2: .userToken], .resourceView)
            .query([.optional("section"), .optional("limit", .integer), .optional("offset", .integer)])
            .failures([.v4_11_2: [500]])
            .refusesWith200(codes: 404)
            .data(.schema(.mapping))
        Operation("monitoring.in_flight_stream", .get, "/api/v1/monitoring/in-flight/stream")
            .access([.v4_11_2: .userToken], .resourceView)
            .data(.file("text/event-stream"))
    }

    private static let window: [RequestShape.Member] = [.optional("startTime"), .optional("endTime")]

    private static let executions: [RequestShape.Member] = [
        .optional("status", since: .v4_11_2), .optional("mode", since: .v4_11_2),
    ]

    private static let period: [RequestShape.Member] = [
        .optional("startTime"), .optional("endTime"), .optional("limit", .integer), .optional("offset", .integer),
    ]

    private static let origin: [RequestShape.Member] = [
        .optional("botId"), .optional("pipelineId"),
    ]
}
