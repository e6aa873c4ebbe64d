import JSONCore
import LangBotContract

/// Keys at LangBot's own MCP server, which came with 4.10.
enum MCPChecks {
    static let checks: [Check] = [
        check("use", .info, "MCP server, valid key in X-API-Key or Authorization: accepted") {
            context throws(Interruption) in
            try await judge(context, [initialize.apiKey(), initialize.bearer()], initialized)
        },
        check("global-key", .info, "MCP server, global key: accepted", .globalKey, needs: [.globalKey]) {
            context throws(Interruption) in
            let key = "\(Secret.globalKey)" as Template
            return try await judge(context, [initialize.apiKey(key), initialize.bearer(key)], initialized)
        },
        check("missing", .harden, "MCP server, no credential: 401") { context throws(Interruption) in
            try await judge(context, [initialize], .rejected)
        },
        check("unknown", .harden, "MCP server, unknown key in X-API-Key or Authorization: 401") {
            context throws(Interruption) in
            try await judge(context, [initialize.apiKey(unknownKey), initialize.bearer(unknownKey)], .rejected)
        },
        check("deleted", .harden, "MCP server, deleted key: 401", needs: [.userToken, .writes]) {
            context throws(Interruption) in
            try await context.withKey("mcp") { key throws(Interruption) in
                let before = try await context.send(initialize.apiKey("\(key.secret)")).reply
                guard initialized.holds(before) else {
                    throw .untestable("a new key was answered with \(before.brief)")
                }
                try await context.delete(key)
                return try await judge(context, [initialize.apiKey("\(key.secret)")], .rejected)
            }
        },
        check(
            "scope",
            .harden,
            "MCP server, key without workspace.view: get_system_info is an error",
            .scopes,
            since: .v4_10_7,
            needs: [.userToken, .writes]
        ) { context throws(Interruption) in
            try await context.requireLimits()
            let call = message("tools/call", ["name": "get_system_info", "arguments": [:]])
            let allowed = try await context.send(call.apiKey()).reply
            guard allowed.json?["result"]?["isError"] == false else {
                throw .untestable("the key of the run was answered with \(allowed.brief)")
            }
            return try await context.withKey("mcp", limits: ["scopes": ["resource.view"]]) { key throws(Interruption) in
                try await judge(
                    context,
                    [call.apiKey("\(key.secret)")],
                    Expectation("a result with isError, or 403") { reply in
                        reply.status == 403 || reply.status == 200 && reply.json?["result"]?["isError"] == true
                    }
                )
            }
        },
    ]

    private static let initialize = message(
        "initialize",
        [
            "protocolVersion": "2025-06-18", "capabilities": [:],
            "clientInfo": ["name": "langbot-conformance", "version": "1"],
        ]
    )

    private static func message(_ method: String, _ parameters: JSONValue) -> Probe {
        let content: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": parameters]
        return Probe("POST", "/mcp").adding("Accept", "application/json, text/event-stream")
            .json(Template(content.description))
    }

    /// An answer in JSON, or in an event with it.
    private static let initialized = Expectation("status 200 and a protocolVersion") { reply in
        reply.status == 200 && reply.text.contains("\"protocolVersion\"")
    }

    /// Judges requests one after the other; the first that is not answered as expected is the finding.
    ///
    /// - Throws: untestable where the MCP server answers under the names of its own machine only.
    private static func judge(
        _ context: CheckContext,
        _ probes: [Probe],
        _ expectation: Expectation
    ) async throws(Interruption) -> Finding {
        var finding = Finding(true, expected: expectation.text, actual: "no request")
        for probe in probes {
            let answered = try await context.send(probe)
            if answered.reply.status == 421 { throw .untestable("the MCP server does not answer under this name: 421") }
            finding = expectation.judge(answered)
            if !finding.conforms { return initialized.holds(answered.reply) ? finding.asBreach : finding }
        }
        return finding
    }

    private static func check(
        _ slug: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation = .mcpServer,
        since edition: Edition = .v4_10_3,
        needs: Set<Need> = [],
        _ body: @escaping @Sendable (CheckContext) async throws(Interruption) -> Finding
    ) -> Check {
        Check("mcp.\(slug)", level, sentence, source, needs: needs) { context throws(Interruption) in
            if context.edition < .v4_10_3, try await context.send(initialize).reply.status != 401 {
                throw .notApplicable("this server has no MCP server of its own; LangBot has one since 4.10")
            }
            return try await body(context)
        }.level(.must, since: edition)
    }
}
