import JSONCore

extension Contract {
    /// The tools of LangBot's own MCP server, in the order in which it lists them.
    package static let mcpTools: [MCPTool] =
        systemTools + runTools + botTools + pipelineTools + processorTools + dataTools

    /// The tools of a release.
    package static func mcpTools(of release: Release) -> [MCPTool] { mcpTools.filter { $0.exists(in: release) } }

    private static let languages = ["en_US", "zh_Hans", "zh_Hant", "ja_JP", "es_ES", "ru_RU", "th_TH", "vi_VN"]

    @ToolBuilder private static var systemTools: [MCPTool] {
        MCPTool("get_workspace_message_language", "The language in which the workspace answers.", .workspaceView)
            .leads(to: "workspace.language.get", gives: .members(["language"]))
        MCPTool("set_workspace_message_language", "Sets the language in which the workspace answers.", .workspaceUpdate)
            .takes(.choice("language", languages))
            .leads(to: "workspace.language.update", members: ["language": "language"])
            .fails(.other("TenantUnitOfWork does not allow an unknown ON CONFLICT update shape"))
        MCPTool("get_system_info", "The version and the edition of the server.", .workspaceView)
            .since(.v4_10_11)
            .leads(to: "system.info")
        MCPTool("list_knowledge_engines", "The knowledge engines and what they can do.", .resourceView)
            .leads(to: "knowledge_engine.list", gives: .only)
            .answers(.value([]))
        MCPTool(
            "get_knowledge_engine_schema",
            "What a knowledge engine asks for, to create or to search.",
            .resourceView
        )
        .takes(.text("plugin_id"), .choice("kind", ["creation", "retrieval"]))
        .leads(
            to: "knowledge_engine.creation_schema",
            if: ("kind", "creation"),
            path: ["plugin_id"],
            gives: .only
        )
        .leads(
            to: "knowledge_engine.retrieval_schema",
            if: ("kind", "retrieval"),
            path: ["plugin_id"],
            gives: .only
        )
        .answers(.failure("Knowledge engine not found"))
        MCPTool("list_knowledge_parsers", "The parsers of documents, perhaps for one media type only.", .resourceView)
            .takes(.optional("mime_type", .text))
            .leads(to: "knowledge_parser.list", query: ["mime_type": "mime_type"], gives: .only)
            .answers(.value([]))
        MCPTool("get_pipeline_extensions", "What a pipeline may use: plugins, MCP servers and skills.", .resourceView)
            .takes(.text("pipeline_uuid"))
            .leads(to: "pipeline.extensions.get", path: ["pipeline_uuid"])
            .fails(.lostScope)
        MCPTool("update_pipeline_extensions", "Replaces all that a pipeline may use.", .resourceManage)
            .takes(
                .text("pipeline_uuid"),
                .list("bound_plugins", of: .object),
                .list("bound_mcp_servers", of: .text),
                .list("bound_skills", of: .text),
                .list("bound_mcp_resources", of: .object),
                .flag("enable_all_plugins"),
                .flag("enable_all_mcp_servers"),
                .flag("enable_all_skills"),
                .flag("mcp_resource_agent_read_enabled")
            )
            .leads(
                to: "pipeline.extensions.update",
                path: ["pipeline_uuid"],
                members: Dictionary(uniqueKeysWithValues: extensionMembers.map { ($0, $0) })
            )
            .fails(.lostScope)
    }

    private static let extensionMembers = [
        "bound_plugins", "bound_mcp_servers", "bound_skills", "bound_mcp_resources", "enable_all_plugins",
        "enable_all_mcp_servers", "enable_all_skills", "mcp_resource_agent_read_enabled",
    ]

    @ToolBuilder private static var runTools: [MCPTool] {
        MCPTool("run_pipeline", "Sends one message through a pipeline, in a session of its own.", .runtimeOperate)
            .takes(.text("pipeline_uuid"), .text("message"))
            .leads(to: "pipeline.run", path: ["pipeline_uuid"], members: ["message": "message"])
            .fails(.lostScope)
        MCPTool("get_sandbox_diagnostics", "The state of the sandbox, its sessions or its errors.", .resourceView)
            .takes(.choice("kind", ["status", "sessions", "errors"], "status"))
            .leads(to: "sandbox.status", if: ("kind", "status"))
            .leads(to: "sandbox.sessions", if: ("kind", "sessions"))
            .leads(to: "sandbox.errors", if: ("kind", "errors"))
        MCPTool("get_monitoring_records", "What happened: messages, calls, sessions or errors.", .resourceView)
            .takes(
                .choice("kind", ["messages", "llm_calls", "tool_calls", "embedding_calls", "sessions", "errors"]),
                .integer("limit", 100),
                .integer("offset", 0),
                .optional("filters", .object)
            )
            .leads(to: "monitoring.messages", if: ("kind", "messages"), query: page)
            .leads(to: "monitoring.llm_calls", if: ("kind", "llm_calls"), query: page)
            .leads(to: "monitoring.tool_calls", if: ("kind", "tool_calls"), query: page)
            .leads(to: "monitoring.embedding_calls", if: ("kind", "embedding_calls"), query: page)
            .leads(to: "monitoring.sessions", if: ("kind", "sessions"), query: page)
            .leads(to: "monitoring.errors", if: ("kind", "errors"), query: page)
            .fails(.lostScope)
        MCPTool("get_monitoring_details", "One message in detail, or the analysis of one session.", .resourceView)
            .takes(.choice("kind", ["message", "session"]), .text("identifier"))
            .leads(to: "monitoring.message_details", if: ("kind", "message"), path: ["identifier"])
            .leads(to: "monitoring.session_analysis", if: ("kind", "session"), path: ["identifier"])
            .fails(.lostScope)
        MCPTool("get_inflight_executions", "What runs at this moment.", .resourceView)
            .answers(.value(["items": [], "active_total": 0, "truncated": false]))
        MCPTool("reset_session_context", "Has models forget a session of a bot.", .resourceManage)
            .takes(.text("bot_id"), .text("session_id"))
            .leads(to: "monitoring.session_reset", members: ["bot_id": "bot_id", "session_id": "session_id"])
            .answers(.failure("Session not found"))
        MCPTool("start_slack_setup", "Begins to create the app of a bot on Slack.", .resourceManage)
            .takes(
                .text("bot_uuid"),
                .text("access_token"),
                .text("refresh_token"),
                .text("webhook_url", ""),
                .text("name", "LangBot"),
                .flag("socket_mode", false),
                .text("redirect_url", "")
            )
            .answers(.failure("invalid_webhook_url"))
        MCPTool("get_slack_setup_status", "How far the creation of an app on Slack is.", .resourceManage)
            .takes(.text("session_id"))
            .answers(.failure("session_not_found"))
        MCPTool("cancel_slack_setup", "Ends the creation of an app on Slack.", .resourceManage)
            .takes(.text("session_id"))
            .answers(.failure("session_not_found"))
        MCPTool("get_monitoring_executions", "The executions, also of events that nothing answered.", .resourceView)
            .takes(
                .integer("limit", 50),
                .integer("offset", 0),
                .optional("bot_ids", .list(.text)),
                .optional("pipeline_ids", .list(.text)),
                .optional("statuses", .list(.text)),
                .choice("mode", ["all", "real", "debug"], "all")
            )
            .leads(
                to: "monitoring.execution.list",
                query: page.merging(["bot_ids": "botId", "pipeline_ids": "pipelineId", "statuses": "status"]) { $1 }
                    .merging(["mode": "mode"]) { $1 }
            )
            .fails(.lostScope)
        MCPTool("get_monitoring_execution_detail", "All that is known of one execution.", .resourceView)
            .takes(
                .choice("source", ["auto", "agent", "pipeline", "event"]),
                .text("identifier"),
                .optional("section", .text),
                .integer("offset", 0),
                .integer("limit", 100)
            )
            .leads(
                to: "monitoring.execution.get",
                path: ["source", "identifier"],
                query: page.merging(["section": "section"]) { $1 }
            )
            .answers(.failure("Execution not found"))
    }

    private static let page = ["limit": "limit", "offset": "offset"]
}
