import HTTPCore

/// Routing, identifiers and queries.
extension Mutants {
    static let paths = [
        Mutant(
            "path.slashes-around-authentication",
            "Slashes and dots bypass authentication.",
            [
                "route.disguise.trailing-slash", "route.disguise.double-slash", "route.disguise.leading-double-slash",
                "route.disguise.dot-segment", "route.disguise.parent-segment", "route.disguise.first-double-slash",
                "route.disguise.last-double-slash", "route.disguise.trailing-double-slash",
                "route.disguise.trailing-dot",
            ],
            leadsAround { $0 }
        ),
        Mutant(
            "path.escapes-around-authentication",
            "Percent-encoding bypasses authentication.",
            [
                "route.disguise.encoded-parent-segment", "route.disguise.encoded-slash",
                "route.disguise.encoded-letter", "route.disguise.encoded-nul", "route.disguise.backslash",
                "route.disguise.encoded-dot", "route.disguise.overlong-dots", "route.disguise.twice-encoded",
            ],
            leadsAround { path in
                var path = path
                let escapes = [
                    ("%25", "%"), ("%2e", "."), ("%2f", "/"), ("%62", "b"), ("%00", ""), ("%5c", "/"), ("%c0%ae", "."),
                ]
                for (escape, character) in escapes { path = path.replacing(escape, with: character) }
                return path
            }
        ),
        Mutant(
            "path.forms-around-authentication",
            "Case, parameters and extensions bypass authentication.",
            [
                "route.disguise.path-parameter", "route.disguise.upper-case", "route.disguise.extension",
                "route.disguise.inner-parameter",
            ],
            leadsAround { path in
                path.lowercased().replacing(";a=b", with: "").replacing(".json", with: "")
            }
        ),
        Mutant(
            "path.mounts-around-authentication",
            "The API is mounted again without its version, and files below its paths are static.",
            [
                "route.disguise.stylesheet", "route.disguise.script", "route.disguise.image",
                "route.disguise.unversioned", "route.disguise.without-api", "route.disguise.bare",
            ],
            leadsAround { path in
                let whole = path.replacing(/\/lbconf\.(css|js|png)$/, with: "")
                return ["/api/platform/bots", "/v1/platform/bots", "/platform/bots"].contains(whole)
                    ? "/api/v1/platform/bots" : whole
            }
        ),
        Mutant(
            "path.rewritten",
            "A path in a field is used, with the authentication of the path in the request.",
            ["route.rewrite.x-original-url", "route.rewrite.x-rewrite-url"],
            .requests { request, original in
                guard let path = request.fields["x-original-url"] ?? request.fields["x-rewrite-url"] else { return }
                request.target = path
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "path.unknown-is-200",
            "Unknown paths are answered with 200.",
            ["route.unknown.status"],
            equivalent: [
                .init(
                    profiles: ["4.5.1", "4.5.4", "4.6.5", "4.7.2", "4.8.7"],
                    reason: "these releases answer with the web interface anyway; it is a known deviation"
                )
            ],
            .answers { request, response in
                guard request.path.hasSuffix("lbconf-no-such-path") else { return }
                response.status = 200
                response.becomePage()
            }
        ),
        Mutant(
            "path.unknown-is-a-page",
            "Unknown paths are answered with an HTML page.",
            ["route.unknown.envelope"],
            equivalent: [.init(profiles: Releases.all, reason: "every release does this; it is a known deviation")],
            .answers { request, response in
                if request.path.hasSuffix("lbconf-no-such-path") { response.becomePage() }
            }
        ),
        Mutant(
            "identifier.anything-is-found",
            "Any identifier returns data.",
            [
                "identifier.traversal", "identifier.encoded-dots", "identifier.absolute", "identifier.nul",
                "identifier.invalid-utf8", "identifier.emoji", "identifier.right-to-left", "identifier.long",
                "identifier.sql", "identifier.template", "identifier.null", "identifier.undefined",
                "identifier.zero", "identifier.negative", "identifier.wildcard", "identifier.percent",
            ],
            Mutation(answer: { request, original in
                let isOne = request.path.hasPrefix("/api/v1/platform/bots/") && request.method == .get
                return isOne && !request.isAnonymous ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "identifier.no-text-breaks",
            "An identifier in invalid UTF-8 is answered with 500.",
            ["identifier.invalid-utf8"],
            equivalent: [
                .init(
                    profiles: ["4.6.5", "4.7.2", "4.8.7", "4.9.7"],
                    reason: "these releases fail on any unknown identifier anyway"
                )
            ],
            .status(Set(200..<500), 500) { $0.path.contains("%ff%fe") }
        ),
        Mutant(
            "identifier.case",
            "Identifiers are case-insensitive.",
            ["identifier.upper-case"],
            .requests { request, _ in request.target = request.target.lowercased() }
        ),
        Mutant(
            "query.unknown-member-breaks",
            "Sorting by an unknown member is answered with 500.",
            ["query.sort-by.sql", "query.sort-order.sql", "query.sort-by.unknown"],
            Mutation(answer: { request, original in
                let query = request.query ?? ""
                let isKnown = query.isEmpty || query == "sort_by=created_at&sort_order=DESC"
                return isKnown ? original.answer(request) : .envelope(500, -2, "OperationalError")
            })
        ),
        Mutant(
            "query.documented-refused",
            "The documented query parameters are refused.",
            ["query.documented"],
            Mutation(answer: { request, original in
                request.query?.hasPrefix("sort_by=created_at&sort_order=DESC") ?? false
                    ? .envelope(400, -1, "Unknown parameter") : original.answer(request)
            })
        ),
    ]

    /// Authenticates the path as written, but routes the path as normalised.
    private static func leadsAround(_ meaning: @escaping @Sendable (String) -> String) -> Mutation {
        .requests { request, original in
            let written = String(request.path)
            var segments: [Substring] = []
            for segment in meaning(written).split(separator: "/") where segment != "." {
                if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
            }
            let path = "/" + segments.joined(separator: "/")
            guard path == "/api/v1/platform/bots", written != path else { return }
            request.target = path
            request.authenticate(original.apiKey)
        }
    }
}
