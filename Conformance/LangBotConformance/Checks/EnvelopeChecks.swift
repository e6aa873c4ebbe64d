import HTTPCore
import JSONCore
import LangBotContract

/// The form of answers.
enum EnvelopeChecks {
    static let checks: [Check] = [
        .each(
            Subject.lists + [Subject.operation("pipeline.metadata")],
            "envelope.success",
            .must,
            "Success is code 0, msg \"ok\" and data.",
            .listAll,
            Expectation("status 200, code 0 (a number), msg \"ok\" and an object in data") { reply in
                reply.status == 200 && reply.code == 0 && reply.message == DocumentedMessage.success
                    && reply.data?.objectValue != nil
            }
        ) { Subject.harmless($0).apiKey() },
        Check(
            "envelope.list",
            .must,
            "A list stands in data under the plural of its resource.",
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
            "Success has no members but code, msg and data.",
            .listAll,
            Expectation("exactly code, data and msg") {
                $0.json?.objectValue?.names.sorted() == ["code", "data", "msg"]
            }
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.lists,
            "content-type.success",
            .should,
            "JSON is declared as JSON.",
            .contentType,
            isJSON
        ) { Subject.harmless($0).apiKey() },
        .one(
            "content-type.unauthorized",
            .should,
            "A 401 is declared as JSON.",
            .contentType,
            Subject.bots,
            isJSON
        ),
        .one(
            "content-type.not-found",
            .should,
            "A 404 is declared as JSON.",
            .contentType,
            Subject.harmless(Subject.operation("pipeline.get")).apiKey(),
            isJSON
        ),
        .one(
            "envelope.encoding",
            .should,
            "Answers are UTF-8 without a byte order mark.",
            .jsonText,
            Subject.bots.apiKey(),
            isUTF8
        ),
        .one(
            "headers.date",
            .should,
            "Answers carry a date.",
            .dateField,
            Subject.bots.apiKey(),
            .field("date", "a Date field") { $0.hasSuffix(" GMT") }
        ),
        .each(
            Subject.lists,
            "headers.cache-control",
            .harden,
            "What a credential was needed for is not kept by caches that know nothing of X-API-Key.",
            .sharedCaches,
            .field("cache-control", "Cache-Control with no-store or private") {
                $0.lowercased().contains("no-store") || $0.lowercased().contains("private")
            }
        ) { Subject.harmless($0).apiKey() },
        .one(
            "headers.nosniff",
            .harden,
            "Browsers are kept from guessing the type of an answer.",
            .mimeSniffing,
            Subject.bots.apiKey(),
            .field("x-content-type-options", "X-Content-Type-Options: nosniff") { $0.lowercased() == "nosniff" }
        ),
        .one(
            "headers.server-version",
            .info,
            "No field tells the exact version of the server's software.",
            .exposure,
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

    private static let isUTF8 = Expectation("JSON in UTF-8, without a byte order mark") { reply in
        reply.json != nil && !reply.body.starts(with: [0xEF, 0xBB, 0xBF])
    }

    private static let challengeWithoutError = Check(
        "auth.missing.challenge-without-error",
        .should,
        "A challenge to a request without a credential tells of no error.",
        .noErrorCode
    ) { context throws(Interruption) in
        let exchange = try await context.send(Subject.bots)
        guard let challenge = exchange.reply.shown("www-authenticate") else {
            throw .untestable("the server sends no challenge")
        }
        return Finding(
            !challenge.lowercased().contains("error="),
            expected: "a WWW-Authenticate field without error",
            actual: "WWW-Authenticate: \(challenge)",
            exchange
        )
    }
}
