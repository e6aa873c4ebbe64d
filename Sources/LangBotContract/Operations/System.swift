extension Contract {
    @RowBuilder static var system: [Operation] {
        Operation("system.info", .get, "/api/v1/system/info", .read)
            .access([.v4_5_1: .open])
            .data(.derived)
            .documented(.none, credentials: .open, source: .every(path: "/api/v1/system/info"))
        Operation("system.health", .get, "/healthz", .read)
            .access([.v4_5_1: .open])
            .documented(.none, credentials: .open, source: .every(path: "/healthz"))
        Operation("system.logs", .get, "/api/v1/logs")
            .access([.v4_5_1: .userToken], .auditView)
            .query([.optional("start_page_number", .integer), .optional("start_offset", .integer)])
            .failures([.v4_5_1: [500]])
            .data(.object(["end_offset": .integer, "end_page_number": .integer, "logs": .text]))
        Operation("system.capabilities", .get, "/api/v1/system/capabilities")
            .access([.v4_10_11: .apiKey])
            .data(.derived)
        Operation("system.context", .get, "/api/v1/system/context")
            .access([.v4_10_11: .apiKey])
            .data(
                .object([
                    "api_key_id": .text, "instance_uuid": .text, "permissions": .list(.permission),
                    "workspace_uuid": .uuid,
                ])
            )
        Operation("system.model_availability", .get, "/api/v1/system/model-availability")
            .access([.v4_11_2: .userToken], .resourceView)
            .failures([.v4_11_2: [503]])
        Operation("stats.basic", .get, "/api/v1/stats/basic")
            .access([.v4_5_1: .userToken], .resourceView)
            .data(
                .object([
                    "active_session_count": .integer, "conversation_count": .integer, "query_count": .integer,
                ])
            )
        Operation("system.plugin_status", .get, "/api/v1/system/status/plugin-system")
            .access([.v4_5_1: .userToken], .resourceView)
            .data(.object(["is_connected": .flag, "is_enable": .flag, "plugin_connector_error": .text]))
        Operation("system.debug.plugin_action", .post, "/api/v1/system/debug/plugin/action")
            .access([.v4_5_1: .userToken], .runtimeOperate)
            .content([.optional("action"), .optional("data", .mapping), .optional("timeout", .number)])
            .failures([.v4_5_1: [403]])
        Operation("system.storage_analysis", .get, "/api/v1/system/storage-analysis")
            .access([.v4_9_7: .userToken], .auditView)
            .data(.schema(.mapping))
        Operation("workspace.language.get", .get, "/api/v1/workspaces/current/language")
            .access([.v4_11_2: .userTokenOrAPIKey], .workspaceView)
            .data(.object(["language": .text, "supported_languages": .texts]))
        Operation("workspace.language.update", .put, "/api/v1/workspaces/current/language")
            .access([.v4_11_2: .userTokenOrAPIKey], .workspaceUpdate)
            .content([.required("language")])
            .failures([.v4_11_2: [400, 500]])
    }
}
