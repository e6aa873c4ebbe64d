import HTTPCore
import JSONCore
import LangBotContract

/// What answers must not tell.
enum LeakageChecks {
    static let checks = [
        keyState, tokenReason, errorDetails, requestID, credentialEcho, agreement, redirects,
    ]

    private static let requestID = Check.one(
        "headers.request-id",
        .harden,
        "A request's own identifier is not repeated at any length.",
        .responseSplitting,
        Subject.bots.apiKey().adding("X-Request-Id", Template(String(repeating: "a", count: 1000))),
        Expectation("no X-Request-Id, or one of at most 256 characters", fields: ["x-request-id"]) { reply in
            reply.status != 0 && (reply.fields["x-request-id"]?.utf8.count ?? 0) <= 256
        }
    )

    private static let agreement = Check(
        "envelope.agreement",
        .must,
        "Status and code say the same: an error has both, success has neither.",
        .internalError,
        phase: .closing
    ) { context throws(Interruption) in
        let disagreements = context.session.oddities.withLock { $0.disagreements.sorted() }
        return Finding(
            disagreements.isEmpty,
            expected: "code 0 with a status below 400, and only there, in every answer of this run",
            actual: disagreements.first.map { "\(disagreements.count) answers otherwise, among them: \($0)" }
                ?? "so it was",
            signature: disagreements.isEmpty ? nil : "some answers contradict themselves"
        )
    }

    private static let redirects = Check(
        "leak.redirect",
        .harden,
        "No answer leads elsewhere, where the key would go along.",
        .openRedirect,
        phase: .closing
    ) { context throws(Interruption) in
        let redirects = context.session.oddities.withLock { $0.redirects.sorted() }
        return Finding(
            redirects.isEmpty,
            expected: "no redirect to another origin in this run",
            actual: redirects.first.map { "\(redirects.count) redirects, among them: \($0)" } ?? "none found",
            signature: redirects.isEmpty ? nil : "some answers lead elsewhere"
        )
    }

    private static let keyState = Check(
        "leak.key-state",
        .harden,
        "An unknown key and a malformed one have the same answer.",
        .discrepancy
    ) { context throws(Interruption) in
        let unknown = try await context.send(Subject.bots.apiKey(unknownKey))
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
        "A malformed user token is not told what is wrong with it.",
        .errorDetails
    ) { context throws(Interruption) in
        let unknown = try await context.send(Subject.bots.authorization("Bearer lbk_unknown"))
        let malformed = try await context.send(Subject.bots.authorization("Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA"))
        return Finding(
            unknown.reply.message == malformed.reply.message,
            expected: "the message for an unknown key: \(unknown.reply.shownMessage ?? "none")",
            actual: malformed.reply.summary,
            malformed
        )
    }

    /// What a stack trace, a path or a query of the server's would contain.
    private static let traces = ["Traceback", "File \"", ".py\"", "sqlalche", "sqlite3.", "[SQL:", "site-packages"]

    private static let errorDetails = Check.each(
        Subject.writes,
        "leak.error-details",
        .harden,
        "An error tells of no trace, file, query or class of the server.",
        .errorDetails,
        Expectation("an answer without \(traces.joined(separator: ", "))") { reply in
            reply.status != 0 && !traces.contains { reply.text.contains($0) }
        }
    ) { Subject.harmless($0).apiKey() }

    private static let credentialEcho = Check(
        "leak.credential-echo",
        .harden,
        "No answer repeats the credential of its request.",
        .exposure,
        phase: .closing
    ) { context throws(Interruption) in
        let echoes = context.session.echoes.withLock { $0 }
        return Finding(
            echoes.isEmpty,
            expected: "no credential in any answer of this run",
            actual: echoes.isEmpty ? "none found" : "\(echoes.count) answers, among them: \(echoes[0])"
        )
    }
}
