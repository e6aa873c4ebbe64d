extension Contract {
    /// The operations that a release lists in `/api/v1/system/capabilities`, sorted by name; empty before 4.10.
    package static func capabilities(of release: Release) -> [OperationID] {
        guard release >= .v4_10_11 else { return [] }
        return (namedAtFirst + (release < .v4_11_2 ? [] : namedLater)).sorted()
    }

    private static let namedAtFirst: [OperationID] = [
        "bot.create", "bot.delete", "bot.get", "bot.list", "bot.update", "file.document.upload",
        "knowledge_base.create", "knowledge_base.delete", "knowledge_base.file.delete", "knowledge_base.file.list",
        "knowledge_base.file.store", "knowledge_base.get", "knowledge_base.list", "knowledge_base.retrieve",
        "knowledge_base.update", "mcp_server.create", "mcp_server.delete", "mcp_server.get", "mcp_server.list",
        "mcp_server.logs", "mcp_server.resource_read", "mcp_server.resource_templates", "mcp_server.resources",
        "mcp_server.test", "mcp_server.update", "model.embedding.create", "model.embedding.delete",
        "model.embedding.get", "model.embedding.list", "model.embedding.test", "model.embedding.update",
        "model.llm.create", "model.llm.delete", "model.llm.get", "model.llm.list", "model.llm.test",
        "model.llm.update", "model.rerank.create", "model.rerank.delete", "model.rerank.get", "model.rerank.list",
        "model.rerank.test", "model.rerank.update", "pipeline.copy", "pipeline.create", "pipeline.delete",
        "pipeline.get", "pipeline.list", "pipeline.update", "plugin.config.get", "plugin.config.update",
        "plugin.delete", "plugin.get", "plugin.install.github", "plugin.install.local", "plugin.install.marketplace",
        "plugin.list", "plugin.logs", "plugin.upgrade", "provider.create", "provider.delete", "provider.get",
        "provider.list", "provider.scan_models", "provider.update", "skill.create", "skill.delete",
        "skill.files.list", "skill.files.read", "skill.files.write", "skill.get", "skill.install.github",
        "skill.install.upload", "skill.list", "skill.preview", "skill.update", "task.get", "task.list",
    ]

    private static let namedLater: [OperationID] = [
        "knowledge_engine.creation_schema", "knowledge_engine.list", "knowledge_engine.retrieval_schema",
        "knowledge_parser.list", "monitoring.embedding_calls", "monitoring.errors", "monitoring.llm_calls",
        "monitoring.message_details", "monitoring.messages", "monitoring.session_analysis", "monitoring.sessions",
        "monitoring.tool_calls", "pipeline.extensions.get", "pipeline.extensions.update", "pipeline.run",
        "sandbox.errors", "sandbox.sessions", "sandbox.status",
    ]
}
