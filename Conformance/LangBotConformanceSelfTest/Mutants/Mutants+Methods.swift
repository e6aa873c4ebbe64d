import HTTPCore

/// Methods.
extension Mutants {
    static let methods = [
        Mutant(
            "method.head-unknown",
            "HEAD is answered with 404.",
            ["method.head", "method.head.content"],
            Mutation(answer: { request, original in
                request.method == .head ? .envelope(404, -1, "Not found") : original.answer(request)
            })
        ),
        Mutant(
            "method.head-open",
            "HEAD needs no credential.",
            ["method.head.unauthorized"],
            .letsIn { request, _ in request.method == .head && request.isAnonymous }
        ),
        Mutant(
            "method.head-other-fields",
            "HEAD has a different Content-Type than GET.",
            ["method.head.fields"],
            .answers { request, response in
                if request.method == .head { response.fields.set("Content-Type", "text/plain") }
            }
        ),
        Mutant(
            "method.head-with-content",
            "The answer to HEAD has content.",
            ["method.head.content"],
            Mutation(send: { request, response, exchange in
                guard request.method == .head else { return exchange.respond(response) }
                exchange.abort(sending: response.bytes)
            })
        ),
        Mutant(
            "method.options-is-get",
            "OPTIONS is answered like GET, without a credential.",
            ["method.options", "cors.preflight"],
            .requests { request, original in
                guard request.method == .options else { return }
                request.method = .get
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "method.405-is-404",
            "Unsupported methods are answered with 404.",
            ["method.unsupported.status"],
            .status([405], 404)
        ),
        Mutant(
            "method.no-allow",
            "A 405 does not list the supported methods.",
            ["method.unsupported.allow"],
            .withoutField("Allow")
        ),
        Mutant(
            "method.405-page",
            "A 405 is an HTML page.",
            ["method.unsupported.envelope", "content-type.method-not-allowed"],
            equivalent: [.init(profiles: Releases.all, reason: "every release does this; it is a known deviation")],
            .answers { _, response in
                if response.status == 405 { response.becomePage() }
            }
        ),
        Mutant(
            "method.unknown-is-get",
            "An unknown method is treated as GET.",
            ["method.unknown"],
            .requests { request, _ in
                if request.method.rawValue == "LBCONF" { request.method = .get }
            }
        ),
        Mutant(
            "method.case",
            "Methods are case-insensitive.",
            ["method.lower-case"],
            equivalent: [
                .init(profiles: Releases.all, reason: "every release does this; it is a known deviation")
            ],
            .requests { request, _ in
                request.method = HTTPMethod(rawValue: request.method.rawValue.uppercased())
            }
        ),
        Mutant(
            "method.override-field",
            "X-HTTP-Method-Override overrides the method.",
            ["method.override"],
            .requests { request, _ in
                if let method = request.fields["x-http-method-override"] {
                    request.method = HTTPMethod(rawValue: method)
                }
            }
        ),
        Mutant(
            "method.override-query",
            "A query parameter overrides the method.",
            ["method.override.query"],
            .requests { request, _ in
                if request.query == "_method=PATCH" { request.method = .patch }
            }
        ),
    ]
}

extension HTTPResponse {
    mutating func becomePage() {
        fields.set("Content-Type", "text/html")
        body = Array("<!doctype html><title>\(status)</title>".utf8)
    }
}
