import HTTPCore
import JSONCore
import LangBotContract

/// Signing in elsewhere: as far as it goes without the internet.
extension Behaviour {
    var signIns: [OperationID: Handler] {
        codexSignIns.merging(platformApps) { first, _ in first }
    }

    /// What creating an app answers when its platform cannot be reached.
    private static let unreachablePlatforms: [(app: String, refusal: DomainError)] = [
        ("adapter.dingtalk.create_app", noHost("oapi.dingtalk.com")),
        ("adapter.lark.create_app", noCode),
        ("adapter.qqofficial.bind", noHost("q.qq.com")),
        ("adapter.wecombot.create_bot", noHost("work.weixin.qq.com")),
        ("adapter.weixin.login", noCode),
    ]

    private static let noCode = DomainError.refused(status: 504, code: -1, reason: "Timeout waiting for QR code")

    private static func noHost(_ name: String) -> DomainError {
        let reason = "Cannot connect to host \(name):443 ssl:default [Name or service not known]"
        return .refused(status: 502, code: -1, reason: reason)
    }

    private var platformApps: [OperationID: Handler] {
        let rows = Self.unreachablePlatforms.flatMap { row -> [(OperationID, Handler)] in
            func id(_ action: String) -> OperationID { OperationID(rawValue: "\(row.app).\(action)") }
            // No session outlives its failed start.
            let missing: Handler = { _, _ throws(DomainError) in throw .notFound(.adapter) }
            let failing: Handler = { _, _ throws(DomainError) in throw row.refusal }
            return [(id("create"), failing), (id("status"), missing), (id("delete"), missing)]
        }
        return Dictionary(rows) { first, _ in first }
    }

    private var codexSignIns: [OperationID: Handler] {
        [
            "provider.codex.status": { world, call throws(DomainError) in
                try checkCodex(world, call)
                return ["connected": false, "expires_at": nil, "status": "disconnected"]
            },
            "provider.codex.device.create": { world, call throws(DomainError) in
                try checkCodex(world, call)
                throw .invalid("ChatGPT authorization network error. Please retry.")
            },
            "provider.codex.device.poll": { world, call throws(DomainError) in
                guard let members = try call.json().objectValue else { throw .invalid("JSON object required") }
                try checkCodex(world, call)
                guard members["authorization_id"]?.stringValue?.isEmpty == false else {
                    throw .invalid("authorization_id is required")
                }
                return ["status": "expired"]
            },
            "provider.codex.device.delete": { world, call throws(DomainError) in
                try checkCodex(world, call)
                return .null
            },
            "provider.codex.disconnect": { world, call throws(DomainError) in
                try checkCodex(world, call)
                return .null
            },
        ]
    }

    private func checkCodex(_ world: World, _ call: Call) throws(DomainError) {
        guard try world.record(.provider, call.identifier)["requester"] == "openai-codex" else {
            throw .invalid("This provider does not use ChatGPT sign-in")
        }
    }

    /// Where Slack sends a user's browser back to.
    var slackCallbacks: [OperationID: LiveHandler] {
        [
            // No session here ever has a user at Slack.
            "adapter.slack_setup.callback": { _, _ throws(DomainError) in
                let fields: HTTPFields = [
                    "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store",
                    "Referrer-Policy": "no-referrer",
                ]
                let text = "Slack authorization failed or expired. Return to LangBot for details."
                return .response(HTTPResponse(status: 400, fields: fields, body: Array(text.utf8)))
            }
        ]
    }
}
