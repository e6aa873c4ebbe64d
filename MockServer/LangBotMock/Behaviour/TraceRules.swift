/// What an operation is called in the operation log.
struct TracedAction: Sendable {
    /// When a row is kept.
    enum Kind: Sendable {
        case change
        case reading
        /// Never.
        case noise
    }

    let name: String
    let category: String
    let kind: Kind
    let resource: String

    /// Whether a row is kept at a level.
    func isKept(at level: Int64) -> Bool {
        switch kind {
        case .change: level >= 1
        case .reading: level >= 2
        case .noise: false
        }
    }

    /// The action of a request by its method and its route as LangBot writes it, such as `/x/<uuid>`.
    init(_ method: String, _ route: String) {
        let route = route.lowercased()
        let isReading = ["GET", "HEAD", "OPTIONS"].contains(method)
        var name = TraceRules.actionsOfMethods[method] ?? "probe"
        if let row = TraceRules.routes.first(where: { $0.parts.allSatisfy(route.contains) }) {
            name = isReading ? row.read : method == "DELETE" ? row.delete ?? "delete" : row.write ?? row.read
        }
        let action = TraceRules.actions[name] ?? ("resource", .reading, "resource")
        let family = TraceRules.families.first { route.contains($0.part) }?.name
        self.name = name
        category = action.category
        kind = isReading && action.kind == .change ? .reading : action.kind
        resource = action.resource == "resource" ? family ?? "resource" : action.resource
    }

    /// The change of the governance itself.
    static let governance = TracedAction("PUT", "/api/v1/settings/governance")
}

/// The rows that name operations; of several that fit, the first holds.
enum TraceRules {
    typealias Route = (parts: [String], read: String, write: String?, delete: String?)

    static let routes: [Route] = [
        (["/settings/operation-logs/export"], "export", "export", nil),
        (["/settings/operation-logs"], "audit_log_view", "audit_log_view", nil),
        (["/settings/governance"], "settings_view", "settings_update", nil),
        (["/plugins/install"], "plugin_view", "plugin_install", nil),
        (["/plugins/github"], "plugin_view", nil, nil),
        (["/plugins/", "/config-files"], "plugin_view", "plugin_config", "plugin_config"),
        (["/plugins/", "/config"], "plugin_view", "plugin_config", nil),
        (["/plugins/", "/page-api"], "page_view", "page_view", nil),
        (["/plugins/", "/upgrade"], "plugin_view", "plugin_upgrade", nil),
        (["/plugins/", "/logs"], "plugin_view", "plugin_view", nil),
        (["/plugins"], "plugin_view", "plugin_view", "plugin_uninstall"),
        (["/extensions"], "view", "pipeline_extensions_update", nil),
        (["/skills/", "/install"], "skill_view", "skill_install", nil),
        (["/skills"], "skill_view", "skill_update", "skill_uninstall"),
        (["/knowledge/", "/files"], "file_view", "ingest", "file_delete"),
        (["/knowledge/"], "knowledge_base_view", "knowledge_base_update", "knowledge_base_delete"),
        (["/mcp"], "mcp_view", "mcp_config", "mcp_delete"),
        (["/members"], "member_view", "member_role_update", nil),
        (["/invitations"], "member_view", "member_invite", nil),
        (["/assistant"], "assistant_session", "assistant_session", "assistant_session"),
        (["/embed/"], "embed", "embed", "embed"),
        // Also the routes of bots below `/platform`, except the list.
        (["/bots/"], "ingress", "ingress", "ingress"),
        (["/codex/"], "codex_view", nil, "codex_authorize"),
        (["/files/"], "file_view", "ingest", "ingest"),
        (["/export"], "export", "export", nil),
        (["/debug"], "debug", "debug", nil),
        (["/execute"], "execute", "execute", nil),
        (["/publish"], "publish", "publish", nil),
    ]

    static let actionsOfMethods = [
        "GET": "view", "HEAD": "view", "OPTIONS": "view", "DELETE": "delete", "POST": "create", "PUT": "update",
    ]

    /// What routes without a row of their own are about.
    static let families: [(part: String, name: String)] = [
        ("/platform/bots", "bot"), ("/platform/", "adapter"), ("/provider/providers", "model_provider"),
        ("/provider/models", "llm_model"), ("/provider/", "model_provider"), ("/pipelines", "pipeline"),
        ("/user/", "user"), ("/workspaces", "workspace"), ("/monitoring", "monitoring"), ("/webhooks", "webhook"),
        ("/apikeys", "api_key"), ("/agents", "agent"), ("/files/", "file"), ("/skills", "skill"),
        ("/extensions", "plugin"), ("/assistant", "assistant_conversation"), ("/box/", "system"),
        ("/survey", "system"), ("/system/", "system"),
    ]

    static let actions: [String: (category: String, kind: TracedAction.Kind, resource: String)] = [
        "audit_log_view": ("audit", .reading, "operation_log"),
        "settings_update": ("settings", .change, "workspace_settings"),
        "settings_view": ("settings", .reading, "workspace_settings"),
        "member_invite": ("member", .change, "member_invitation"),
        "member_role_update": ("member", .change, "member"),
        "member_view": ("member", .reading, "member"),
        "plugin_view": ("extension", .reading, "plugin"),
        "plugin_config": ("extension", .change, "plugin"),
        "plugin_install": ("extension", .change, "plugin"),
        "plugin_uninstall": ("extension", .change, "plugin"),
        "plugin_upgrade": ("extension", .change, "plugin"),
        "page_view": ("extension", .reading, "plugin_page"),
        "skill_view": ("extension", .reading, "skill"),
        "skill_install": ("extension", .change, "skill"),
        "skill_update": ("extension", .change, "skill"),
        "skill_uninstall": ("extension", .change, "skill"),
        "knowledge_base_view": ("knowledge", .reading, "knowledge_base"),
        "knowledge_base_update": ("knowledge", .change, "knowledge_base"),
        "knowledge_base_delete": ("knowledge", .change, "knowledge_base"),
        "mcp_view": ("integration", .reading, "mcp_server"),
        "mcp_config": ("integration", .change, "mcp_server"),
        "mcp_delete": ("integration", .change, "mcp_server"),
        "pipeline_extensions_update": ("resource", .change, "pipeline"),
        "export": ("resource", .reading, "resource"),
        "execute": ("runtime", .change, "runtime"),
        "debug": ("runtime", .change, "runtime"),
        "publish": ("resource", .change, "resource"),
        "create": ("resource", .change, "resource"),
        "update": ("resource", .change, "resource"),
        "delete": ("resource", .change, "resource"),
        "view": ("resource", .reading, "resource"),
        "file_view": ("resource", .reading, "file"),
        "ingest": ("resource", .reading, "knowledge_base"),
        "file_delete": ("knowledge", .change, "knowledge_base"),
        "ingress": ("runtime", .noise, "bot"),
        "codex_view": ("integration", .reading, "model_provider"),
        "codex_authorize": ("integration", .change, "model_provider"),
        "probe": ("system", .reading, "system"),
        "assistant_session": ("runtime", .noise, "assistant_conversation"),
        "embed": ("runtime", .noise, "bot"),
    ]
}
