import HTTPCore

/// The fields of answers.
extension Mutants {
    static let fields = [
        Mutant(
            "fields.no-challenge",
            "A 401 does not say how to authenticate.",
            ["auth.missing.challenge"],
            equivalent: [silent],
            .withoutField("WWW-Authenticate")
        ),
        Mutant(
            "fields.challenge-with-error",
            "A challenge tells of an error where there was no credential.",
            ["auth.missing.challenge-without-error"],
            .answers { _, response in
                if response.status == 401 {
                    response.fields.set("WWW-Authenticate", "Bearer realm=\"x\", error=\"invalid_token\"")
                }
            }
        ),
        Mutant(
            "fields.no-cache-control",
            "Caches may keep what a credential was needed for.",
            ["headers.cache-control"],
            equivalent: [.init(profiles: Releases.all, reason: "no release sends the field; it is known for that")],
            .withoutField("Cache-Control")
        ),
        Mutant(
            "fields.public-cache",
            "Caches are told to keep what a credential was needed for.",
            ["headers.cache-control"],
            .field("Cache-Control", "public, max-age=3600")
        ),
        Mutant(
            "fields.no-nosniff",
            "Browsers may guess the type of an answer.",
            ["headers.nosniff"],
            equivalent: [.init(profiles: Releases.all, reason: "no release sends the field; it is known for that")],
            .withoutField("X-Content-Type-Options")
        ),
        Mutant(
            "fields.server-version",
            "The exact version of the server's software is told.",
            ["headers.server-version"],
            .field("Server", "lbconf/1.2.3")
        ),
        Mutant(
            "fields.no-date",
            "Answers carry no date.",
            ["headers.date"],
            Mutation(send: { request, response, exchange in
                guard request.method == .get else { return exchange.respond(response) }
                exchange.abort(sending: response.bytes)
            })
        ),
        Mutant(
            "fields.request-id",
            "The request's own identifier is repeated at any length.",
            ["headers.request-id"],
            .answers { request, response in
                if let id = request.fields["x-request-id"] { response.fields.set("X-Request-Id", id) }
            }
        ),
        Mutant(
            "cors.none",
            "Pages of other origins are not let in.",
            ["cors.preflight", "cors.error-readable"],
            .withoutField("Access-Control-Allow-Origin")
        ),
        Mutant(
            "cors.wildcard-only",
            "A preflight allows fields with a wildcard alone.",
            ["cors.preflight.authorization"],
            .answers { _, response in
                if response.fields.contains("access-control-allow-headers") {
                    response.fields.set("Access-Control-Allow-Headers", "*")
                }
            }
        ),
        Mutant(
            "cors.credentials",
            "Any origin is allowed together with credentials.",
            ["cors.no-wildcard-credentials"],
            .answers { _, response in
                response.fields.set("Access-Control-Allow-Origin", "*")
                response.fields.set("Access-Control-Allow-Credentials", "true")
            }
        ),
    ]

    private static let silent = Mutant.Equivalence(
        profiles: Releases.all,
        reason: "no release sends a challenge; it is known for that"
    )
}
