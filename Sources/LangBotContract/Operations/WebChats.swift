extension Contract {
    /// What a web page's chat asks for, keyed by its bot, and the websockets of chats.
    @RowBuilder static var webChats: [Operation] {
        Operation("pipeline.websocket.connect", .webSocket, "/api/v1/pipelines/{pipeline_uuid}/ws/connect")
            .access([.v4_6_5: .open, .v4_10_11: .own])
            .query([.optional("session_type")])
        Operation("embed.websocket.connect", .webSocket, "/api/v1/embed/{bot_uuid}/ws/connect")
            .access([.v4_9_7: .open, .v4_10_11: .own])
            .query([.optional("session_type"), .optional("session_id", since: .v4_10_11)])
        Operation("bot.inbound.onebot_websocket", .webSocket, "/bots/{bot_uuid}/onebot/v11/ws")
            .access([.v4_11_2: .own])
        Operation("embed.logo", .get, "/api/v1/embed/logo")
            .access([.v4_9_7: .open])
            .data(.file("image/webp"))
        Operation("embed.widget", .get, "/api/v1/embed/{bot_uuid}/widget.js")
            .access([.v4_9_7: .open])
            .query([.optional("preview", since: .v4_11_2)])
            .failures([.v4_9_7: [400, 404]])
            .data(.file("application/javascript"))
        Operation("embed.turnstile_verify", .post, "/api/v1/embed/{bot_uuid}/turnstile/verify")
            .access([.v4_9_7: .open])
            .content([.required("token")])
            .missing(Since(always: unavailable))
            .failures([.v4_9_7: [400, 403, 404, 500]])
            .data(.object(["token": .text]))
        Operation("embed.messages", .get, "/api/v1/embed/{bot_uuid}/messages/{session_type}")
            .access([.v4_9_7: .open])
            .query([.optional("session_id", since: .v4_10_11)])
            .missing(Since(always: unavailable))
            .failures([.v4_9_7: [400, 403, 404]])
            .data(.object(["messages": .list(chatMessage)]))
        Operation("embed.reset", .post, "/api/v1/embed/{bot_uuid}/reset/{session_type}")
            .access([.v4_9_7: .open])
            .query([.optional("session_id", since: .v4_10_11)])
            .missing(Since(always: unavailable))
            .failures([.v4_9_7: [400, 403, 404]])
            .data(.object(["message": .text]))
        Operation("embed.feedback", .post, "/api/v1/embed/{bot_uuid}/feedback")
            .access([.v4_9_7: .open])
            .content([.required("feedback_type", .integer), .optional("message_id")])
            .missing(Since(always: unavailable))
            .failures([.v4_9_7: [400, 403, 404, 500]])
            .data(.object(["feedback_id": .text]))
    }

    /// A message of a chat.
    static let chatMessage = JSONSchema.object([
        "connection_id": .text, "content": .text, "id": .integer, "is_final": .flag, "message_chain": .list(.mapping),
        "role": .oneOf("user", "assistant"), "timestamp": .time,
    ])

    private static let unavailable = Refusal.of(404, -1, "Bot not found or not available")
}
