import HTTPCore

/// The header fields of answers.
extension Mutants {
    static let fields = [
        Mutant(
            "fields.no-challenge",
            "A 401 has no challenge.",
            ["auth.missing.challenge"],
            equivalent: [silent],
            .withoutField("WWW-Authenticate")
        ),
        Mutant(
            "fields.challenge-with-error",
            "A challenge has an error attribute although there was no credential.",
            ["auth.missing.challenge-without-error"],
            .answers { _, response in
                if response.status == 401 {
                    response.fields.set("WWW-Authenticate", "Bearer realm=\"x\", error=\"invalid_token\"")
                }
            }
        ),
        Mutant(
            "fields.no-cache-control",
            "Authenticated answers may be cached.",
            ["headers.cache-control"],
            equivalent: [.init(profiles: Releases.all, reason: "no release sends the field; it is a known deviation")],
            .withoutField("Cache-Control")
        ),
        Mutant(
            "fields.public-cache",
            "Authenticated answers are marked as publicly cacheable.",
            ["headers.cache-control"],
            .field("Cache-Control", "public, max-age=3600")
        ),
        Mutant(
            "fields.no-nosniff",
            "MIME type sniffing is not disabled.",
            ["headers.nosniff"],
            equivalent: [.init(profiles: Releases.all, reason: "no release sends the field; it is a known deviation")],
            .withoutField("X-Content-Type-Options")
        ),
        Mutant(
            "fields.server-version",
            "The version of the server software is disclosed.",
            ["headers.server-version"],
            .field("Server", "lbconf/1.2.3")
        ),
        Mutant(
            "fields.no-date",
            "Answers have no Date field.",
            ["headers.date"],
            Mutation(send: { request, response, exchange in
                guard request.method == .get else { return exchange.respond(response) }
                exchange.abort(sending: response.bytes)
            })
        ),
        Mutant(
            "fields.request-id",
            "X-Request-Id is echoed at any length.",
            ["headers.request-id"],
            .answers { request, response in
                if let id = request.fields["x-request-id"] { response.fields.set("X-Request-Id", id) }
            }
        ),
        Mutant(
            "cors.none",
            "CORS is not allowed.",
            ["cors.preflight", "cors.error-readable"],
            .withoutField("Access-Control-Allow-Origin")
        ),
        Mutant(
            "cors.wildcard-only",
            "A preflight allows fields only by wildcard.",
            ["cors.preflight.authorization"],
            .answers { _, response in
                if response.fields.contains("access-control-allow-headers") {
                    response.fields.set("Access-Control-Allow-Headers", "*")
                }
            }
        ),
        Mutant(
            "cors.credentials",
            "A wildcard origin is allowed together with credentials.",
            ["cors.no-wildcard-credentials"],
            .answers { _, response in
                response.fields.set("Access-Control-Allow-Origin", "*")
                response.fields.set("Access-Control-Allow-Credentials", "true")
            }
        ),
    ]

    private static let silent = Mutant.Equivalence(
        profiles: Releases.all,
        reason: "no release sends a challenge; it is a known deviation"
    )
}
