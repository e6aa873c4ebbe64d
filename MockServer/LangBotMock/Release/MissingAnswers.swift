import JSONCore
import LangBotContract

/// How releases answer unknown identifiers, by operation.
enum MissingAnswers {
    /// The answer of most operations: an internal error, and 404 since there are workspaces.
    static let usual: Since<Refusal> = [.v4_5_1: .failure("not found"), .v4_10_11: gone]

    static let gone = Refusal.of(404, "resource_not_found", "Resource not found")

    static func answer(_ operation: OperationID, in release: Release) -> Refusal {
        rows[operation]?[release] ?? usual[release] ?? gone
    }

    /// Operations on plugins fail if no plugin runs.
    private static let plugins = [
        "plugin.get", "plugin.config.get", "plugin.config.update", "plugin.logs", "plugin.readme", "plugin.icon",
        "plugin.asset",
    ].map { (OperationID(rawValue: $0), [.v4_5_1: .failure("There is no plugin runtime")] as Since<Refusal>) }

    private static let rows: [OperationID: Since<Refusal>] = [
        "model.llm.get": [.v4_5_1: .of(404, -1, "model not found")],
        "model.embedding.get": [.v4_5_1: .of(404, -1, "model not found")],
        "model.rerank.get": [.v4_9_7: .of(404, -1, "model not found")],
        "model.llm.delete": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "model.embedding.delete": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "model.rerank.delete": [.v4_9_7: .success(.null), .v4_10_11: gone],
        "model.llm.test": [.v4_5_1: .failure("model not found"), .v4_10_11: gone],
        "model.embedding.test": [.v4_5_1: .failure("model not found"), .v4_10_11: gone],
        "provider.get": [.v4_7_2: .of(404, -1, "provider not found")],
        "provider.scan_models": [.v4_9_7: .of(400, -1, "provider not found"), .v4_10_11: gone],
        "requester.get": [.v4_5_1: .of(404, -1, "requester not found")],
        "adapter.get": [.v4_5_1: .of(404, -1, "adapter not found")],
        "adapter.slack_setup.get": [.v4_11_2: .of(404, -1, "session_not_found")],
        "adapter.slack_setup.delete": [.v4_11_2: .of(404, -1, "session_not_found")],
        "bot.get": [
            .v4_5_1: .of(404, -1, "bot not found"), .v4_6_5: .failure("Bot not found"), .v4_10_11: gone,
        ],
        "bot.delete": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "bot.logs": [.v4_5_1: .failure("Bot not found"), .v4_10_11: gone],
        "bot.send_message": [.v4_6_5: .of(500, -1, "Failed to send message: Bot not found"), .v4_10_11: gone],
        "pipeline.get": [.v4_5_1: .of(404, -1, "pipeline not found")],
        "pipeline.delete": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "pipeline.extensions.get": [.v4_5_1: .of(404, -1, "pipeline not found")],
        "pipeline.websocket.broadcast": [.v4_10_11: .of(404, -1, "Pipeline not found")],
        "pipeline.websocket.connections": [.v4_10_11: .of(404, -1, "Pipeline not found")],
        "pipeline.websocket.messages": [.v4_10_11: .of(404, -1, "Pipeline not found")],
        "pipeline.websocket.reset": [.v4_10_11: .of(404, -1, "Pipeline not found")],
        "knowledge_base.get": [
            .v4_5_1: .of(404, -1, "knowledge base not found"),
            .v4_10_11: .of(404, "resource_not_found", "knowledge base not found"),
        ],
        "knowledge_base.delete": [.v4_5_1: .success([:]), .v4_10_11: gone],
        "knowledge_base.file.list": [.v4_5_1: .success(["files": []]), .v4_10_11: gone],
        "knowledge_base.file.delete": [.v4_5_1: .failure("Knowledge base not found"), .v4_10_11: gone],
        "knowledge_engine.creation_schema": [.v4_9_7: .success(["schema": [:]]), .v4_11_2: gone],
        "knowledge_engine.retrieval_schema": [.v4_9_7: .success(["schema": [:]]), .v4_11_2: gone],
        "mcp_server.get": [.v4_5_1: .of(404, -1, "Server not found")],
        "mcp_server.update": [.v4_5_1: .of(404, -1, "Server not found")],
        "mcp_server.delete": [.v4_5_1: .of(404, -1, "Server not found")],
        "api_key.get": [
            .v4_5_1: .of(404, -1, "API key not found"),
            .v4_10_11: .of(404, "resource_not_found", "API key not found"),
        ],
        "api_key.update": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "api_key.delete": [.v4_5_1: .success(.null), .v4_10_11: gone],
        "file.image.get": [.v4_5_1: .page(404)],
        "task.get": [.v4_5_1: .of(404, 404, "Task not found")],
        "plugin.config_file.delete": [.v4_5_1: .of(400, -1, "invalid file key")],
        "monitoring.message_details": [
            .v4_8_7: .failure("not found"), .v4_11_2: .of(404, "resource_not_found", "Message not found"),
        ],
        "monitoring.session_reset": [.v4_11_2: .of(404, "resource_not_found", "Session not found")],
        "skill.get": [.v4_10_11: .of(404, -1, "Skill not found")],
        "skill.preview": [.v4_10_11: .of(404, -1, "Skill not found")],
        "skill.delete": [.v4_10_11: noSandbox, .v4_11_2: noSkill],
        "skill.update": [.v4_10_11: noSandbox, .v4_11_2: noSkill],
        "skill.files.list": [.v4_10_11: noSandbox, .v4_11_2: noSkill],
        "skill.files.read": [.v4_10_11: noSandbox, .v4_11_2: noSkill],
        "skill.files.write": [.v4_10_11: noSandbox, .v4_11_2: noSkill],
        "agent.get": [.v4_11_2: .of(404, -1, "agent not found")],
        "agent.update": [.v4_11_2: .of(400, -1, "Agent not found")],
        "agent.delete": [.v4_11_2: .failure("Agent not found")],
        "agent.debug": [.v4_11_2: .of(400, -1, "Agent not found")],
        "agent.run.list": [.v4_11_2: .of(400, -1, "Processor not found")],
        "agent.run.events": [.v4_11_2: .of(400, -1, "Processor not found")],
    ].merging(plugins) { first, _ in first }

    private static let noSandbox = Refusal.of(400, -1, "This needs the Box runtime, which is unavailable")
    private static let noSkill = Refusal.of(400, -1, "Skill not found")
}
