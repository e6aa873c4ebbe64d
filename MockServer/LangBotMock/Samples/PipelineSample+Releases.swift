import JSONCore
import LangBotContract

/// The pipeline configurations of the releases: LangBot's members, with prompts, addresses and keys of our own.
extension PipelineSample {
    static func configuration(_ release: Release) -> JSONValue {
        [
            "ai": artificialIntelligence(release),
            "output": .object(output.merging(["misc": .object(outputMiscellanea(release))])),
            "safety": [
                "content-filter": ["check-sensitive-words": true, "scope": "all"],
                "rate-limit": ["limitation": 60, "strategy": "drop", "window-length": 60],
            ],
            "trigger": .object(release < .v4_8_7 ? trigger : trigger.merging(aggregation)),
        ]
    }

    private static func artificialIntelligence(_ release: Release) -> JSONValue {
        guard release < .v4_11_2 else { return ["runner": ["expire-time": 0, "id": ""], "runner_config": [:]] }
        return [
            "dashscope-app-api": ["api-key": "", "app-id": "", "app-type": "agent", "references-quote": "Sources:"],
            "dify-service-api": ["api-key": "", "app-type": "chat", "base-url": "http://127.0.0.1/v1", "timeout": 30],
            "langflow-api": [
                "api-key": "", "base-url": "http://127.0.0.1:7860", "flow-id": "", "input-type": "chat",
                "output-type": "chat", "tweaks": "{}",
            ],
            "local-agent": .object(localAgent[release] ?? [:]),
            "n8n-service-api": .object(release < .v4_10_11 ? n8n : n8n.merging(["response-handling": "reply"])),
            "runner": .object(runner[release] ?? [:]),
        ]
    }

    private static let runner: Since<JSONObject> = [
        .v4_5_1: ["runner": "local-agent"], .v4_9_7: ["expire-time": 0, "runner": "local-agent"],
    ]

    private static let prompt: JSONValue = [["content": "Answer briefly and kindly.", "role": "system"]]

    private static let localAgent: Since<JSONObject> = [
        .v4_5_1: ["knowledge-bases": [], "max-round": 10, "model": "", "prompt": prompt],
        .v4_9_7: selecting,
        .v4_10_11: selecting.merging(["box-session-id-template": "{launcher_type}_{launcher_id}"]),
    ]

    private static let selecting: JSONObject = [
        "knowledge-bases": [], "max-round": 10, "model": ["fallbacks": [], "primary": ""], "prompt": prompt,
        "rerank-model": "", "rerank-top-k": 5,
    ]

    private static let n8n: JSONObject = [
        "auth-type": "none", "basic-password": "", "basic-username": "", "header-name": "", "header-value": "",
        "jwt-algorithm": "HS256", "jwt-secret": "", "output-key": "response", "timeout": 120,
        "webhook-url": "http://127.0.0.1:5678/webhook",
    ]

    private static let output: JSONObject = [
        "force-delay": ["max": 0, "min": 0],
        "long-text-processing": ["font-path": "", "strategy": "none", "threshold": 1000],
    ]

    private static func outputMiscellanea(_ release: Release) -> JSONObject {
        let errors: JSONObject =
            release < .v4_9_7
            ? ["hide-exception": true]
            : [
                "exception-handling": "show-hint",
                "failure-hint": .string(release < .v4_11_2 ? "Request failed." : ""),
            ]
        return errors.merging([
            "at-sender": true, "quote-origin": true, "remove-think": false, "track-function-calls": false,
        ])
    }

    private static let trigger: JSONObject = [
        "access-control": ["blacklist": [], "mode": "blacklist", "whitelist": []],
        "group-respond-rules": ["at": true, "prefix": ["ai"], "random": 0.0, "regexp": []],
        "ignore-rules": ["prefix": [], "regexp": []],
        "misc": ["combine-quote-message": true],
    ]

    private static let aggregation: JSONObject = ["message-aggregation": ["delay": 1.5, "enabled": false]]
}
