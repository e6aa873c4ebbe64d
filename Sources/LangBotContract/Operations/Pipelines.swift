import JSONCore

extension Contract {
    @RowBuilder static var pipelines: [Operation] {
        Operation("pipeline.list", .get, "/api/v1/pipelines")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("sort_by", .oneOf("created_at", "updated_at")),
                .optional("sort_order", .oneOf("ASC", "DESC")),
            ])
            .data(.list(.pipeline))
            .capability()
            .documented(.listed, query: ["sort_by", "sort_order"])
        Operation("pipeline.create", .post, "/api/v1/pipelines")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .content([
                .required("name"), .required("description", requiredUntil: .v4_10_11),
                .optional("emoji", since: .v4_8_7), .optional("config", .mapping, since: .v4_11_2),
                .optional("extensions_preferences", .mapping), .optional("is_default", .flag, since: .v4_10_11),
            ])
            .failures([.v4_5_1: [500], .v4_11_2: [400, 500]])
            .data(.identifier)
            .capability()
            .documented(.listed)
        Operation("pipeline.metadata", .get, "/api/v1/pipelines/_/metadata", .list)
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .data(.derived)
            .documented(.listed)
        Operation("pipeline.get", .get, "/api/v1/pipelines/{pipeline_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_5_1: .of(404, -1, "pipeline not found")])
            .failures([.v4_5_1: [404]])
            .data(.one(.pipeline))
            .capability()
            .documented(.listed, .notFound)
        Operation("pipeline.update", .put, "/api/v1/pipelines/{pipeline_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("name"), .optional("description"), .optional("emoji", since: .v4_8_7),
                .optional("config", .mapping), .optional("extensions_preferences", .mapping),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound)
        Operation("pipeline.delete", .delete, "/api/v1/pipelines/{pipeline_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .capability()
            .documented(.listed, .notFound)
        Operation("pipeline.extensions.get", .get, "/api/v1/pipelines/{pipeline_uuid}/extensions")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_5_1: .of(404, -1, "pipeline not found")])
            .failures([.v4_5_1: [404, 500], .v4_11_2: [404]])
            .data(.derived)
            .capability(since: .v4_11_2)
            .documented(.listed, .notFound)
        Operation("pipeline.extensions.update", .put, "/api/v1/pipelines/{pipeline_uuid}/extensions")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("bound_plugins", .list(.mapping)), .optional("bound_mcp_servers", .texts),
                .optional("enable_all_plugins", .flag, since: .v4_6_5),
                .optional("enable_all_mcp_servers", .flag, since: .v4_6_5),
                .optional("bound_skills", .texts, since: .v4_10_11),
                .optional("enable_all_skills", .flag, since: .v4_10_11),
                .optional("bound_mcp_resources", .list(.mapping), since: .v4_10_11),
                .optional("mcp_resource_agent_read_enabled", .flag, since: .v4_10_11),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability(since: .v4_11_2)
            .documented(.listed, .notFound)
        Operation("pipeline.copy", .post, "/api/v1/pipelines/{pipeline_uuid}/copy")
            .access([.v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .failures([.v4_6_5: [404, 500]])
            .data(.identifier)
            .capability()
        Operation("pipeline.run", .post, "/api/v1/pipelines/{pipeline_uuid}/run")
            .access([.v4_11_2: .userTokenOrAPIKey], .runtimeOperate)
            .content([.required("message")])
            .failures([.v4_11_2: [400, 404, 500]])
            .data(
                .schema(
                    .object(
                        [
                            "message_id": .text, "pipeline_uuid": .text, "query_id": .uuid,
                            "replies": .list(chatMessage), "reply": .text, "session_id": .text,
                            "status": .oneOf("completed", "failed"),
                        ],
                        optional: ["error": .text]
                    )
                )
            )
            .capability(since: .v4_11_2)
        Operation("pipeline.chat.send", .post, "/api/v1/pipelines/{pipeline_uuid}/chat/send")
            .access([.v4_5_1: .userToken, .v4_6_5: nil])
            .content([.required("message"), .optional("session_type"), .optional("is_stream")])
            .failures([.v4_5_1: [400, 500]])
        Operation("pipeline.chat.messages", .get, "/api/v1/pipelines/{pipeline_uuid}/chat/messages/{session_type}")
            .access([.v4_5_1: .userToken, .v4_6_5: nil])
            .failures([.v4_5_1: [400]])
            .data(.object(["messages": .list(.mapping)]))
        Operation("pipeline.chat.reset", .post, "/api/v1/pipelines/{pipeline_uuid}/chat/reset/{session_type}")
            .access([.v4_5_1: .userToken, .v4_6_5: nil])
            .failures([.v4_5_1: [500]])
        Operation("pipeline.websocket.broadcast", .post, "/api/v1/pipelines/{pipeline_uuid}/ws/broadcast")
            .access([.v4_6_5: .userToken, .v4_10_11: .userTokenOrAPIKey], .runtimeOperate)
            .content([.required("message")])
            .missing([.v4_10_11: .of(404, -1, "Pipeline not found")])
            .failures([.v4_6_5: [400, 500], .v4_10_11: [400, 404, 500]])
            .data(.object(["message": .text]))
        Operation("pipeline.websocket.connections", .get, "/api/v1/pipelines/{pipeline_uuid}/ws/connections")
            .access([.v4_6_5: .userToken, .v4_10_11: .userTokenOrAPIKey], .runtimeOperate)
            .missing([.v4_10_11: .of(404, -1, "Pipeline not found")])
            .failures([.v4_6_5: [], .v4_10_11: [404]])
            .data(
                .object([
                    "connections": .list(.mapping),
                    "stats": .object([
                        "connections_by_pipeline": .mapping, "connections_by_session_type": .mapping,
                        "pipelines": .integer, "total_connections": .integer,
                    ]),
                ])
            )
        Operation("pipeline.websocket.messages", .get, "/api/v1/pipelines/{pipeline_uuid}/ws/messages/{session_type}")
            .access([.v4_6_5: .userToken, .v4_10_11: .userTokenOrAPIKey], .runtimeOperate)
            .missing([.v4_10_11: .of(404, -1, "Pipeline not found")])
            .failures([.v4_6_5: [400], .v4_10_11: [400, 404]])
            .data(.object(["messages": .list(chatMessage)]))
        Operation("pipeline.websocket.reset", .post, "/api/v1/pipelines/{pipeline_uuid}/ws/reset/{session_type}")
            .access([.v4_6_5: .userToken, .v4_10_11: .userTokenOrAPIKey], .runtimeOperate)
            .missing([.v4_10_11: .of(404, -1, "Pipeline not found")])
            .failures([.v4_6_5: [400], .v4_10_11: [400, 404]])
            .data(.object(["message": .text]))
        Operation("pipeline.migration.preview", .get, "/api/v1/pipelines/_/migration/preview")
            .access([.v4_11_2: .userToken], .resourceView)
            .data(
                .object([
                    "items": .list(migration), "planner_version": .text, "total": .integer, "workspace_uuid": .uuid,
                ])
            )
        Operation("pipeline.migration.execute", .post, "/api/v1/pipelines/_/migration/execute")
            .access([.v4_11_2: .userToken], .resourceManage)
            .content([
                .required("confirmed", .flag), .optional("items", .list(.mapping)), .optional("all", .flag),
                .optional("install_plugins", .flag),
            ])
            .failures([.v4_11_2: [400, 404, 409]])
            .data(.schema(.object(["task_id": .integer], optional: ["pipeline_uuids": .texts])))
    }

    private static let migration = JSONSchema.object([
        "blockers": .list(.mapping), "changed_paths": .texts, "legacy_runner": .text.orNull, "name": .text,
        "pipeline_uuid": .uuid, "preview_token": .text.orNull, "state": .text, "target_plugin": .mapping.orNull,
        "target_runner_id": .text.orNull, "warnings": .list(.mapping),
    ])
}
