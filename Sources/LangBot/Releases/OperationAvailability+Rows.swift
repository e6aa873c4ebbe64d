extension OperationAvailability {
    /// The differences between releases, by operation.
    ///
    /// Operations that no release opens to API keys are not listed: the server's own refusal says so.
    static let table: [OperationName: OperationAvailability] = {
        let entries = rows.flatMap { row in row.operations.map { ($0, row.availability) } }
        return Dictionary(entries) { first, _ in first }
    }()

    private struct Row {
        let availability: OperationAvailability
        let operations: [OperationName]
    }

    private static let rows: [Row] = [
        Row(
            availability: OperationAvailability(closedToKeysThrough: ServerRelease(4, 5, 4)),
            operations: [
                "file.document.upload", "knowledge_base.create", "knowledge_base.delete",
                "knowledge_base.file.delete", "knowledge_base.file.list", "knowledge_base.file.store",
                "knowledge_base.get", "knowledge_base.list", "knowledge_base.retrieve", "knowledge_base.update",
                "plugin.config.get", "plugin.config.update", "plugin.delete", "plugin.get",
                "plugin.github.release_assets", "plugin.github.releases", "plugin.install.github",
                "plugin.install.local", "plugin.install.marketplace", "plugin.list", "plugin.upgrade",
            ]
        ),
        Row(
            availability: OperationAvailability(closedToKeysThrough: ServerRelease(4, 9, 7)),
            operations: [
                "mcp_server.create", "mcp_server.delete", "mcp_server.get", "mcp_server.list", "mcp_server.test",
                "mcp_server.update", "plugin.config_file.delete", "plugin.config_file.upload", "task.get",
                "task.list",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 5, 4), isForKeysAlone: true),
            operations: [
                "bot.send_message"
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 5, 4)),
            operations: [
                "file.image.upload", "pipeline.copy", "pipeline.websocket.connect", "plugin.debug_info",
                "plugin.readme",
            ]
        ),
        Row(
            availability: OperationAvailability(
                absentThrough: ServerRelease(4, 5, 4),
                closedToKeysThrough: ServerRelease(4, 9, 7)
            ),
            operations: [
                "pipeline.websocket.broadcast", "pipeline.websocket.connections", "pipeline.websocket.messages",
                "pipeline.websocket.reset",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 6, 5)),
            operations: [
                "provider.create", "provider.delete", "provider.get", "provider.list", "provider.update",
                "user.account_info", "user.info",
            ]
        ),
        Row(
            availability: OperationAvailability(
                absentThrough: ServerRelease(4, 7, 2),
                closedToKeysThrough: ServerRelease(4, 10, 11)
            ),
            operations: [
                "monitoring.embedding_calls", "monitoring.errors", "monitoring.llm_calls",
                "monitoring.message_details", "monitoring.messages", "monitoring.session_analysis",
                "monitoring.sessions",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 8, 7)),
            operations: [
                "knowledge_engine.creation_schema", "knowledge_engine.list", "knowledge_engine.retrieval_schema",
                "knowledge_migration.status", "knowledge_parser.list", "model.rerank.create", "model.rerank.delete",
                "model.rerank.get", "model.rerank.list", "model.rerank.test", "model.rerank.update",
                "plugin.page_api", "provider.scan_models",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 9, 7)),
            operations: [
                "bot.admin.create", "bot.admin.delete", "bot.admin.list", "extension.list", "mcp_server.logs",
                "mcp_server.resource_read", "mcp_server.resource_templates", "mcp_server.resources", "plugin.asset",
                "plugin.icon", "plugin.install.local_preview", "plugin.logs", "skill.create", "skill.delete",
                "skill.files.list", "skill.files.read", "skill.files.write", "skill.get", "skill.install.github",
                "skill.install.upload", "skill.list", "skill.preview", "skill.preview.github",
                "skill.preview.upload", "skill.scan", "skill.update",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 9, 7), isForKeysAlone: true),
            operations: [
                "system.capabilities", "system.context",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 9, 7), isForUsersAlone: true),
            operations: [
                "workspace.current"
            ]
        ),
        Row(
            availability: OperationAvailability(
                absentThrough: ServerRelease(4, 9, 7),
                closedToKeysThrough: ServerRelease(4, 10, 11)
            ),
            operations: [
                "monitoring.tool_calls", "sandbox.errors", "sandbox.sessions", "sandbox.status",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 10, 11)),
            operations: [
                "adapter.slack_setup.create", "adapter.slack_setup.delete", "adapter.slack_setup.get",
                "agent.create", "agent.debug", "agent.debug_stream", "agent.delete", "agent.get", "agent.list",
                "agent.metadata", "agent.run.events", "agent.run.list", "agent.update", "bot.event_routes.dry_run",
                "bot.event_routes.status", "bot.group_filter_migration.execute", "bot.group_filter_migration.get",
                "monitoring.session_reset", "pipeline.run", "settings.governance.get", "settings.governance.update",
                "settings.operation_log.export", "settings.operation_log.filters", "settings.operation_log.list",
                "workspace.language.get", "workspace.language.update",
            ]
        ),
    ]
}
