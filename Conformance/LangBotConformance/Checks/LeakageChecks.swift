import HTTPCore
import JSONCore
import LangBotContract

/// What answers must not disclose.
enum LeakageChecks {
    static let checks = [
        keyState, tokenReason, errorDetails, requestID, credentialEcho, agreement, redirects,
    ]

    private static let requestID = Check.one(
        "headers.request-id",
        .harden,
        "X-Request-Id of 1,000 characters: not echoed in full",
        .responseSplitting,
        premise: .accepted,
        Subject.bots.apiKey().adding("X-Request-Id", Template(String(repeating: "a", count: 1000))),
        Expectation("no X-Request-Id, or one of at most 256 bytes", fields: ["x-request-id"]) { reply in
            reply.status != 0 && (reply.fields["x-request-id"]?.utf8.count ?? 0) <= 256
        }
    )

    private static let agreement = Check(
        "envelope.agreement",
        .must,
        "Status and code: consistent in every answer",
        .internalError,
        phase: .closing
    ) { context throws(Interruption) in
        let disagreements = context.session.oddities.withLock { $0.disagreements.sorted() }
        return Finding(
            disagreements.isEmpty,
            expected: "code 0 if and only if the status is below 400, in every answer of this run",
            actual: disagreements.first.map {
                "\(counted(disagreements.count, "inconsistent answer")), among them: \($0)"
            }
                ?? "no inconsistent answer",
            signature: disagreements.isEmpty ? nil : "some answers contradict themselves"
        )
    }

    private static let redirects = Check(
        "leak.redirect",
        .harden,
        "Redirects: none to another origin",
        .openRedirect,
        phase: .closing
    ) { context throws(Interruption) in
        let redirects = context.session.oddities.withLock { $0.redirects.sorted() }
        return Finding(
            redirects.isEmpty,
            expected: "no redirect to another origin in this run",
            actual: redirects.first.map { "\(redirects.count) redirects, among them: \($0)" } ?? "no such redirect",
            signature: redirects.isEmpty ? nil : "some answers lead elsewhere"
        )
    }

    private static let keyState = Check(
        "leak.key-state",
        .harden,
        "Unknown key and malformed key: same answer",
        .discrepancy
    ) { context throws(Interruption) in
        let unknown = try await context.send(Subject.bots.apiKey(unknownKey))
        try requireRefusal(unknown)
        let malformed = try await context.send(Subject.bots.apiKey("lbk_"))
        return Finding(
            unknown.reply.status == malformed.reply.status && unknown.reply.body == malformed.reply.body,
            expected: "the answer to an unknown key: \(unknown.reply.summary)",
            actual: malformed.reply.summary,
            malformed
        )
    }

    private static let tokenReason = Check(
        "leak.token-reason",
        .harden,
        "Malformed user token: same message as for an unknown key",
        .errorDetails
    ) { context throws(Interruption) in
        let unknown = try await context.send(Subject.bots.authorization("Bearer lbk_unknown"))
        try requireRefusal(unknown)
        let malformed = try await context.send(Subject.bots.authorization("Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA"))
        return Finding(
            unknown.reply.message == malformed.reply.message,
            expected: "the message for an unknown key: \(unknown.reply.shownMessage ?? "none")",
            actual: malformed.reply.summary,
            malformed
        )
    }

    private static func requireRefusal(_ unknown: AnsweredProbe) throws(Interruption) {
        guard unknown.reply.status == 401 else {
            throw .untestable(
                "the check needs 401 for an unknown key, and the server answered \(unknown.reply.brief)"
            )
        }
    }

    /// What a stack trace, file path or SQL query of the server would contain.
    private static let traces = ["Traceback", "File \"", ".py\"", "sqlalche", "sqlite3.", "[SQL:", "site-packages"]

    private static let errorDetails = Check(
        "leak.error-details",
        .harden,
        "Errors: no stack trace, file path or SQL",
        .errorDetails,
        scope: .each(Subject.writes)
    ) { context throws(Interruption) in
        try await context.judge(
            Subject.harmless(context.operation).apiKey(),
            Expectation("an answer without \(traces.joined(separator: ", "))") { reply in
                reply.status != 0 && !traces.contains { reply.text.contains($0) }
            },
            premise: .errorOfTheAPI
        )
    }

    private static let credentialEcho = Check(
        "leak.credential-echo",
        .harden,
        "Answers: neither the credential of the request nor the key of the run",
        .exposure,
        phase: .closing
    ) { context throws(Interruption) in
        let echoes = context.session.echoes.withLock { $0 }
        let worst = echoes.first(where: \.isGift) ?? echoes.first
        return Finding(
            echoes.isEmpty,
            expected: "no credential in any answer of this run",
            actual: worst.map { "\(counted(echoes.count, "answer")), among them: \($0.what)" } ?? "none found",
            isBreach: echoes.contains(where: \.isGift)
        )
    }
}
