import HTTPCore
import JSONCore
import LangBotContract

/// The form of answers: envelopes and header fields.
enum EnvelopeChecks {
    static let checks: [Check] = [
        .each(
            Subject.lists + [Subject.operation("pipeline.metadata")],
            "envelope.success",
            .must,
            "Success: code 0, msg \"ok\" and data",
            .listAll,
            Expectation("status 200, code 0 (a number), msg \"ok\" and an object in data") { reply in
                reply.status == 200 && reply.code == 0 && reply.message == DocumentedMessage.success
                    && reply.data?.objectValue != nil
            }
        ) { Subject.harmless($0).apiKey() },
        Check(
            "envelope.list",
            .must,
            "List: array in data, named by the plural of the resource",
            .listAll,
            scope: .each(Subject.lists)
        ) {
            context throws(Interruption) in
            let plural = context.operation.resource.plural
            return try await context.judge(
                Subject.harmless(context.operation).apiKey(),
                Expectation("an array in data.\(plural)") { $0.data?[plural]?.arrayValue != nil }
            )
        },
        .each(
            Subject.lists,
            "envelope.members",
            .info,
            "Success: no members besides code, msg and data",
            .listAll,
            Expectation("exactly code, data and msg") {
                $0.json?.objectValue?.names.sorted() == ["code", "data", "msg"]
            }
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.lists,
            "content-type.success",
            .should,
            "Success: Content-Type application/json",
            .contentType,
            isJSON
        ) { Subject.harmless($0).apiKey() },
        .one(
            "content-type.unauthorized",
            .should,
            "401: Content-Type application/json",
            .contentType,
            premise: .status(401),
            Subject.bots,
            isJSON
        ),
        .one(
            "content-type.not-found",
            .should,
            "404: Content-Type application/json",
            .contentType,
            premise: .status(404),
            Subject.harmless(Subject.operation("pipeline.get")).apiKey(),
            isJSON
        ),
        .one(
            "envelope.encoding",
            .should,
            "JSON: UTF-8 without a byte order mark",
            .jsonText,
            premise: .accepted,
            Subject.bots.apiKey(),
            isUTF8
        ),
        .one(
            "headers.date",
            .should,
            "Answers: Date field present",
            .dateField,
            premise: .accepted,
            Subject.bots.apiKey(),
            .field("date", "a Date field") { $0.hasSuffix(" GMT") }
        ),
        .each(
            Subject.lists,
            "headers.cache-control",
            .harden,
            "Answers to authenticated requests: Cache-Control no-store or private",
            .sharedCaches,
            .field("cache-control", "Cache-Control with no-store or private") {
                $0.lowercased().contains("no-store") || $0.lowercased().contains("private")
            }
        ) { Subject.harmless($0).apiKey() },
        .one(
            "headers.nosniff",
            .harden,
            "Answers: X-Content-Type-Options nosniff",
            .mimeSniffing,
            premise: .accepted,
            Subject.bots.apiKey(),
            .field("x-content-type-options", "X-Content-Type-Options: nosniff") { $0.lowercased() == "nosniff" }
        ),
        .one(
            "headers.server-version",
            .info,
            "Server and X-Powered-By: no software version",
            .exposure,
            premise: .accepted,
            Subject.bots.apiKey(),
            Expectation("no version in Server or X-Powered-By", fields: ["server", "x-powered-by"]) { reply in
                [reply.fields["server"], reply.fields["x-powered-by"]].allSatisfy { value in
                    !(value ?? "").contains { $0.isNumber && $0.isASCII } || (value ?? "").contains("h11")
                }
            }
        ),
        challengeWithoutError,
    ]

    private static let isJSON = Expectation("Content-Type: application/json") { $0.mediaType == "application/json" }

    private static let isUTF8 = Expectation("JSON in UTF-8 without a byte order mark") { reply in
        reply.json != nil && !reply.body.starts(with: [0xEF, 0xBB, 0xBF])
    }

    private static let challengeWithoutError = Check(
        "auth.missing.challenge-without-error",
        .should,
        "Challenge to a request without a credential: no error attribute",
        .noErrorCode
    ) { context throws(Interruption) in
        let exchange = try await context.send(Subject.bots)
        guard let challenge = exchange.reply.shown("www-authenticate") else {
            throw .untestable("the server sends no challenge")
        }
        return Finding(
            !challenge.lowercased().contains("error="),
            expected: "a WWW-Authenticate field without an error attribute",
            actual: "WWW-Authenticate: \(challenge)",
            exchange
        )
    }
}
