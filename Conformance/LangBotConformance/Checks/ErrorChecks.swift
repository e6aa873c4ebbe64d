import LangBotContract

/// The documented answers to what does not exist, and the order in which a server looks at things.
enum ErrorChecks {
    static let checks: [Check] = [
        .each(
            Subject.members,
            "errors.not-found.status",
            .must,
            "An identifier of nothing is answered with 404.",
            .notFound,
            .status(404)
        ) { unknown($0).apiKey() },
        .each(
            Subject.members,
            "errors.not-found.envelope",
            .must,
            "An identifier of nothing is told so with the documented code and message.",
            .notFound,
            .envelope(code: -1, messages: [DocumentedMessage.notFound])
        ) { unknown($0).apiKey() },
        .each(
            Contract.operations.filter { $0.resource == .apiKey && !$0.path.parameters.isEmpty },
            "errors.key-not-found.status",
            .must,
            "An identifier of no key is answered with 404.",
            .notFound,
            needs: [.userToken],
            .status(404)
        ) { unknown($0).userToken() },
        .each(
            Subject.writes,
            "errors.internal.envelope",
            .must,
            "A server error carries code -2 and a message.",
            .internalError,
            Expectation("any status but 500, or 500 with code -2 (a number) and a message") { reply in
                reply.status != 500 || Expectation.envelope(code: -2, messages: []).holds(reply)
            }
        ) { Subject.harmless($0).apiKey() },
        .each(
            [Subject.operation("bot.get"), Subject.operation("bot.update"), Subject.operation("bot.delete")],
            "auth.before-lookup",
            .harden,
            "Whether something exists is not told to a request with an unknown key.",
            .discrepancy,
            .rejected
        ) { unknown($0).apiKey(unknownKey) },
        .each(
            [Subject.operation("bot.create"), Subject.operation("pipeline.create")],
            "auth.before-content",
            .harden,
            "The content of a request without a credential is not looked at.",
            .authenticationBypass,
            .rejected
        ) { Subject.harmless($0) },
    ]

    /// A well-formed request to the operation for something that does not exist.
    private static func unknown(_ operation: Operation) -> Probe {
        let probe = Probe(operation.method.rawValue, Subject.path(operation))
        return content(operation).map(probe.json) ?? probe
    }

    private static func content(_ operation: Operation) -> Template? {
        switch operation.id {
        case "knowledge_base.file.store": "{\"file_id\":\"lbconf-no-such-file.txt\"}"
        case "knowledge_base.retrieve": "{\"query\":\"lbconf\"}"
        case "pipeline.extensions.update": "{\"bound_plugins\":[],\"bound_mcp_servers\":[]}"
        case "mcp_server.update": "{\"enable\":false}"
        default: operation.method == .put ? "{\"name\":\"lbconf\"}" : operation.method == .post ? "{}" : nil
        }
    }
}
