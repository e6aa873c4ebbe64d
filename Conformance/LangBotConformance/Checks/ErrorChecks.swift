import HTTPCore
import LangBotContract

/// The documented answers for unknown identifiers and server errors, and what is checked before what.
enum ErrorChecks {
    static let checks: [Check] = [
        Check(
            "errors.not-found.status",
            .must,
            "Unknown identifier: 404",
            .notFound,
            scope: .each(Subject.members)
        ) { context throws(Interruption) in
            let answered = try await context.send(unknown(context.operation).apiKey())
            context.session.unknowns.withLock { $0[context.operation.id] = answered.reply.status }
            return Expectation.status(404).judge(answered)
        },
        besideOthers,
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
        // Malformed content: a server that has no error for it has none to judge.
        Check(
            "errors.internal.envelope",
            .must,
            "Status 500: code -2 and a message",
            .internalError,
            scope: .each(Subject.writes)
        ) { context throws(Interruption) in
            try await context.judge(
                Subject.harmless(context.operation).apiKey(),
                Expectation("any status except 500, or 500 with code -2 (a number) and a message") { reply in
                    reply.status != 500 || Expectation.envelope(code: -2, messages: []).holds(reply)
                },
                premise: .errorOfTheAPI
            )
        },
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

    /// A careless server answers with what it finds instead, and finds nothing while there is nothing.
    private static let besideOthers = Check(
        "errors.not-found.beside-others",
        .must,
        "Unknown identifier beside existing ones: the same status",
        .notFound,
        needs: [.writes],
        scope: .each(Subject.members.filter { operation in ResourceRecipe.all.contains { $0.owns(operation) } })
    ) { context throws(Interruption) in
        guard let recipe = ResourceRecipe.all.first(where: { $0.owns(context.operation) }) else {
            throw .untestable("the suite creates no such resource")
        }
        let probe = unknown(context.operation).apiKey()
        let known = context.session.unknowns.withLock { $0[context.operation.id] }
        let before: Int
        if let known { before = known } else { before = try await context.send(probe).reply.status }
        guard before != 0 else { throw .untestable("the check needs an answer while there is nothing") }
        _ = try await context.witness(recipe)
        // Some releases fail on unknown identifiers, and any server may for a moment.
        let expected =
            before < 500
            ? Expectation.status(before)
            : Expectation("status \(before), or a refusal") {
                $0.status == before || (400..<500).contains($0.status)
            }
        return expected.judge(try await context.send(probe))
    }

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
