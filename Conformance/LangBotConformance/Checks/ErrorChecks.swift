import LangBotContract

/// The documented answers for unknown identifiers and server errors, and what is checked before what.
enum ErrorChecks {
    static let checks: [Check] = [
        .each(
            Subject.members,
            "errors.not-found.status",
            .must,
            "Unknown identifier: 404",
            .notFound,
            .status(404)
        ) { unknown($0).apiKey() },
        .each(
            Subject.members,
            "errors.not-found.envelope",
            .must,
            "Unknown identifier: documented code and message",
            .notFound,
            .envelope(code: -1, messages: [DocumentedMessage.notFound])
        ) { unknown($0).apiKey() },
        .each(
            Contract.documented.filter { $0.resource == .apiKey && !$0.path.parameters.isEmpty },
            "errors.key-not-found.status",
            .must,
            "Unknown API key id: 404",
            .notFound,
            needs: [.userToken],
            .status(404)
        ) { unknown($0).userToken() },
        .each(
            Subject.writes,
            "errors.internal.envelope",
            .must,
            "Status 500: code -2 and a message",
            .internalError,
            Expectation("any status except 500, or 500 with code -2 (a number) and a message") { reply in
                reply.status != 500 || Expectation.envelope(code: -2, messages: []).holds(reply)
            }
        ) { Subject.harmless($0).apiKey() },
        .each(
            [Subject.operation("bot.get"), Subject.operation("bot.update"), Subject.operation("bot.delete")],
            "auth.before-lookup",
            .harden,
            "Unknown identifier with an unknown key: 401",
            .discrepancy,
            .rejected
        ) { unknown($0).apiKey(unknownKey) },
        .each(
            [Subject.operation("bot.create"), Subject.operation("pipeline.create")],
            "auth.before-content",
            .harden,
            "Malformed content without a credential: 401",
            .authenticationBypass,
            .rejected
        ) { Subject.harmless($0) },
    ]

    /// A well-formed request to the operation for something that does not exist.
    private static func unknown(_ operation: DocumentedOperation) -> Probe {
        let probe = Probe(operation.method.rawValue, Subject.path(operation))
        return content(operation).map(probe.json) ?? probe
    }

    private static func content(_ operation: DocumentedOperation) -> Template? {
        switch operation.id {
        case "knowledge_base.file.store": "{\"file_id\":\"lbconf-no-such-file.txt\"}"
        case "knowledge_base.retrieve": "{\"query\":\"lbconf\"}"
        case "pipeline.extensions.update": "{\"bound_plugins\":[],\"bound_mcp_servers\":[]}"
        case "mcp_server.update": "{\"enable\":false}"
        default: operation.method == .put ? "{\"name\":\"lbconf\"}" : operation.method == .post ? "{}" : nil
        }
    }
}
