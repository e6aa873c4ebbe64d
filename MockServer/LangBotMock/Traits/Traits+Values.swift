import JSONCore
import LangBotContract

/// The rows of the traits that are larger values.
extension Traits {
    static let botRuntimes: Since<JSONObject?> = [
        .v4_5_1: nil,
        .v4_6_5: ["webhook_full_url": nil, "webhook_url": nil],
        .v4_9_7: ["extra_webhook_full_url": nil, "webhook_full_url": nil, "webhook_url": nil],
    ]

    static let serverRuntimes: Since<JSONObject> = [
        .v4_5_1: ["status": "connecting", "tool_count": 0, "tools": []],
        .v4_7_2: ["error_message": nil, "status": "connecting", "tool_count": 0, "tools": []],
        .v4_10_11: [
            "error_code": nil, "error_message": nil, "error_phase": nil, "resource_capabilities": [:],
            "resource_count": 0, "resource_template_count": 0, "resource_templates": [], "resources": [],
            "retry_count": 0, "status": "connecting", "tool_count": 0, "tools": [],
        ],
    ]

    static let informations: Since<JSONObject> = [
        .v4_5_1: common,
        .v4_6_5: common.merging(["allow_change_password": true]),
        .v4_7_2: common.merging(["allow_modify_login_info": true, "disable_models_service": false]),
        .v4_8_7: community.merging(["limitation": unlimited]),
        .v4_9_7: community.merging(["limitation": unlimited]).merging(wizard),
        .v4_10_11: community.merging(wizard).merging(hosting).merging([
            "limitation": [
                "force_box_session_id_template": "", "max_bots": -1, "max_extensions": -1, "max_knowledge_bases": -1,
                "max_pipelines": -1,
            ]
        ]),
        .v4_11_2: community.merging(wizard).merging(hosting).merging([
            "beta": false, "cloud_banner": nil, "deployment_mode": "oss",
            "limitation": ["max_bots": -1, "max_extensions": -1, "max_knowledge_bases": -1, "max_pipelines": -1],
        ]),
    ]

    private static let common: JSONObject = [
        "cloud_service_url": "https://space.langbot.app", "debug": false, "enable_marketplace": true,
    ]
    private static let community = common.merging([
        "allow_modify_login_info": true, "disable_models_service": false, "edition": "community",
    ])
    private static let unlimited: JSONValue = ["max_bots": -1, "max_extensions": -1, "max_pipelines": -1]
    private static let wizard: JSONObject = ["wizard_progress": nil, "wizard_status": "none"]
    private static let hosting: JSONObject = [
        "invitation_delivery": ["enabled": false, "provider": nil], "mcp_stdio_enabled": true, "outbound_ips": [],
    ]
}

/// The members of monitoring's records that a release does not have.
extension Traits {
    /// What ties a message to its event and run.
    private static let messageLinks: Set<String> = [
        "event_id", "execution_lease_expires_at", "execution_owner_id", "parent_message_id", "run_id",
    ]

    func hiddenMonitoring(_ kind: MonitoringLog.Kind) -> Set<String> {
        switch kind {
        case .message:
            Set(release < .v4_9_7 ? ["user_name"] : []).union(release < .v4_11_2 ? Self.messageLinks : [])
        case .session: release < .v4_9_7 ? ["user_name"] : []
        case .modelCall: release < .v4_11_2 ? ["details"] : []
        default: []
        }
    }
}

extension JSONObject {
    /// The object without some members.
    func without(_ names: Set<String>) -> JSONObject {
        names.isEmpty ? self : JSONObject(filter { !names.contains($0.name) }.map { ($0.name, $0.value) })
    }
}
