extension OperationAvailability {
    /// The differences between releases, by operation.
    ///
    /// Operations that every release has for users alone are not listed: the server's own refusal says so.
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
                "plugin.public_asset", "plugin.readme",
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
                "user.account_info", "user.info", "user.set_password", "user.space.authorize_url", "user.space.bind",
                "user.space.callback", "user.space.credits",
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
                "adapter.dingtalk.create_app.create", "adapter.dingtalk.create_app.delete",
                "adapter.dingtalk.create_app.status", "adapter.lark.create_app.create",
                "adapter.lark.create_app.delete", "adapter.lark.create_app.status",
                "adapter.wecombot.create_bot.create", "adapter.wecombot.create_bot.delete",
                "adapter.wecombot.create_bot.status", "adapter.weixin.login.create", "adapter.weixin.login.delete",
                "adapter.weixin.login.status", "knowledge_engine.creation_schema", "knowledge_engine.list",
                "knowledge_engine.retrieval_schema", "knowledge_migration.dismiss", "knowledge_migration.execute",
                "knowledge_migration.status", "knowledge_parser.list", "model.rerank.create", "model.rerank.delete",
                "model.rerank.get", "model.rerank.list", "model.rerank.test", "model.rerank.update",
                "monitoring.feedback.list", "monitoring.feedback.stats", "plugin.page_api", "provider.scan_models",
                "system.storage_analysis", "system.wizard.completed", "system.wizard.progress", "tool.get", "tool.list",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 9, 7)),
            operations: [
                "adapter.dingtalk.human_input_card_template", "adapter.qqofficial.bind.create",
                "adapter.qqofficial.bind.delete", "adapter.qqofficial.bind.status", "bot.admin.create",
                "bot.admin.delete", "bot.admin.list", "bot.test_inbound", "box.runtime_status", "extension.list",
                "invitation.accept", "invitation.inspect", "mcp_server.logs", "mcp_server.resource_read",
                "mcp_server.resource_templates", "mcp_server.resources", "monitoring.token_statistics", "plugin.asset",
                "plugin.icon", "plugin.install.local_preview", "plugin.logs", "provider.codex.device.create",
                "provider.codex.device.delete", "provider.codex.device.poll", "provider.codex.disconnect",
                "provider.codex.status", "skill.create", "skill.delete", "skill.files.list", "skill.files.read",
                "skill.files.write", "skill.get", "skill.install.github", "skill.install.upload", "skill.list",
                "skill.preview", "skill.preview.github", "skill.preview.upload", "skill.scan", "skill.update",
                "survey.feedback", "system.wizard.recommended_model", "user.space.bind_authorize_url",
                "workspace.bootstrap", "workspace.create", "workspace.get", "workspace.invitation.create",
                "workspace.invitation.delete", "workspace.invitation.list", "workspace.list", "workspace.member.delete",
                "workspace.member.list", "workspace.member.update",
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
                "adapter.dingtalk.stream_card_template", "adapter.slack_setup.create", "adapter.slack_setup.delete",
                "adapter.slack_setup.get", "agent.create", "agent.debug", "agent.debug_stream", "agent.delete",
                "agent.get", "agent.list", "agent.metadata", "agent.run.events", "agent.run.list", "agent.update",
                "assistant.conversation.create", "assistant.conversation.get", "assistant.conversation.list",
                "assistant.conversation.stop", "assistant.conversation.turn", "assistant.conversation.turn_stream",
                "assistant.recommended_model", "bot.event_routes.dry_run", "bot.event_routes.status",
                "bot.group_filter_migration.execute", "bot.group_filter_migration.get", "file.media.get",
                "model.llm.default", "model.llm.starred.get", "model.llm.starred.update", "monitoring.execution.get",
                "monitoring.execution.list", "monitoring.in_flight_stream", "monitoring.session_reset",
                "pipeline.migration.execute", "pipeline.migration.preview", "pipeline.run", "settings.governance.get",
                "settings.governance.update", "settings.operation_log.export", "settings.operation_log.filters",
                "settings.operation_log.list", "system.model_availability", "user.passkey.auth_options",
                "user.passkey.auth_verify", "user.passkey.delete", "user.passkey.list", "user.passkey.register_options",
                "user.passkey.register_verify", "user.passkey.update", "user.totp.account.delete",
                "user.totp.account.enroll", "user.totp.account.enroll_confirm", "user.totp.account.list",
                "user.totp.challenge", "user.totp.disable", "user.totp.enroll", "user.totp.enroll_confirm",
                "user.totp.recovery_codes", "user.totp.status", "user.totp.verify", "workspace.language.get",
                "workspace.language.update",
            ]
        ),
        Row(
            availability: OperationAvailability(
                absentThrough: ServerRelease(4, 5, 4),
                goneSince: ServerRelease(4, 9, 7)
            ),
            operations: [
                "external_knowledge_base.create", "external_knowledge_base.delete", "external_knowledge_base.get",
                "external_knowledge_base.list", "external_knowledge_base.retrieve",
                "external_knowledge_base.retrievers", "external_knowledge_base.update",
            ]
        ),
        Row(
            availability: OperationAvailability(goneSince: ServerRelease(4, 6, 5)),
            operations: [
                "pipeline.chat.messages", "pipeline.chat.reset", "pipeline.chat.send",
            ]
        ),
        Row(
            availability: OperationAvailability(absentThrough: ServerRelease(4, 7, 2)),
            operations: [
                "monitoring.data", "monitoring.export", "monitoring.overview", "survey.dismiss", "survey.pending",
                "survey.respond",
            ]
        ),
    ]
}
