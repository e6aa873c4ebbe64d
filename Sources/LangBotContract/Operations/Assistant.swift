import JSONCore

extension Contract {
    /// The assistant of the web interface, which manages a workspace in conversations of its user.
    @RowBuilder static var assistant: [Operation] {
        Operation("assistant.conversation.list", .get, "/api/v1/assistant/conversations")
            .access([.v4_11_2: .userToken], .resourceView)
            .data(.object(["conversations": .list(listedConversation)]))
        Operation("assistant.conversation.create", .post, "/api/v1/assistant/conversations")
            .access([.v4_11_2: .userToken], .runtimeOperate)
            .data(.schema(conversation))
        Operation("assistant.conversation.get", .get, "/api/v1/assistant/conversations/{conversation_id}")
            .access([.v4_11_2: .userToken], .resourceView)
            .missing([.v4_11_2: noConversation])
            .data(.schema(conversation))
        Operation("assistant.conversation.stop", .post, "/api/v1/assistant/conversations/{conversation_id}/stop")
            .access([.v4_11_2: .userToken], .runtimeOperate)
            .content([.required("revision", .integer)])
            .missing([.v4_11_2: noConversation])
            .failures([.v4_11_2: [400, 404, 409, 500]])
            .data(.schema(conversation))
        Operation("assistant.conversation.turn", .post, "/api/v1/assistant/conversations/{conversation_id}/turn")
            .access([.v4_11_2: .userToken], .runtimeOperate)
            .content(turn)
            .missing([.v4_11_2: noConversation])
            .failures([.v4_11_2: [400, 404, 409, 429, 500]])
            .data(.schema(conversation))
        Operation(
            "assistant.conversation.turn_stream",
            .post,
            "/api/v1/assistant/conversations/{conversation_id}/turn/stream"
        )
        .access([.v4_11_2: .userToken], .runtimeOperate)
        .content(turn)
        .missing([.v4_11_2: noConversation])
        .failures([.v4_11_2: [400, 404, 409, 429, 500]])
        .data(.file("application/x-ndjson"))
        Operation("assistant.recommended_model", .get, "/api/v1/assistant/recommended-model")
            .access([.v4_11_2: .userToken], .runtimeOperate)
            .failures([.v4_11_2: [503]])
            .data(.object(["uuid": .uuid, "name": .text]))
    }

    private static let noConversation = Refusal.of(404, "conversation_not_found", "conversation_not_found")

    private static let turn: [RequestShape.Member] = [
        .required("revision", .integer), .optional("text"), .optional("approved", .flag), .optional("model_uuid"),
    ]

    private static let states = JSONSchema.oneOf("ready", "running", "approval", "failed")

    private static let listedConversation = JSONSchema.object([
        "revision": .integer, "status": states, "title": .text, "uuid": .uuid,
    ])

    private static let conversation = JSONSchema.object(
        [
            "error": .text.orNull, "messages": .list(.mapping), "model_name": .text.orNull,
            "model_uuid": .text.orNull, "pending": .list(.mapping), "revision": .integer, "status": states,
            "uuid": .uuid,
        ],
        optional: ["progress": .mapping]
    )
}
