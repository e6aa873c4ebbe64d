import Foundation

/// Methods that the check of the credential and the route may read differently.
extension Disguise {
    static let methods: [Disguise] =
        briefMethods + [
            .method("head", "HEAD") { _ in "HEAD" }, .method("options", "OPTIONS") { _ in "OPTIONS" },
            .method("patch", "PATCH") { _ in "PATCH" }, .method("trace", "TRACE") { _ in "TRACE" },
            .method("query", "QUERY") { _ in "QUERY" }, .method("propfind", "PROPFIND") { _ in "PROPFIND" },
            .method("unknown", "an unknown method") { _ in "LBCONF" },
            Disguise(slug: "override-query", what: "the method in a query parameter of a POST") { probe in
                let query = overrides.prefix(3) + ["_method", "method", "_HttpMethod"]
                return probe.method("POST").path(
                    Template(
                        "\(probe.path.displayText)?\(query.map { "\($0)=\(probe.method)" }.joined(separator: "&"))"
                    )
                )
            },
        ]

    /// The likeliest methods.
    static let briefMethods: [Disguise] = [
        Disguise(slug: "version-1-0", what: "HTTP/1.0") { probe in
            var probe = probe
            probe.isOfVersion10 = true
            return probe
        },
        .method("lower-case", "the method in lower case") { $0.lowercased() },
        .method("mixed-case", "the method in mixed case") { $0.capitalized },
        Disguise(slug: "override", what: "the method in X-HTTP-Method-Override of a POST") { probe in
            overrides.reduce(probe.method("POST")) { $0.adding($1, Template(probe.method)) }
        },
    ]

    /// Fields that some servers take the method from.
    static let overrides = [
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Method", "X-Original-Method",
        "X-Forwarded-Method", "X-Request-Method", "X-Real-Method", "HTTP-Method-Override", "Method-Override", "_method",
    ]

    /// Methods so seldom heard of that each list and each kind of resource gets a share.
    static let rareMethods: [Disguise] =
        [.method("odd-case", "a method in odd case") { ($0.first?.lowercased() ?? "") + $0.dropFirst() }]
        + [
            "SEARCH", "REPORT", "COPY", "LIST", "VIEW", "DEBUG", "TRACK", "LINK", "MKCOL", "FOO", "SUBSCRIBE",
            "BREW", "LOCK", "MOVE", "PROPPATCH", "MERGE", "NOTIFY", "UNSUBSCRIBE", "UNLINK", "ACL", "BIND", "CHECKOUT",
            "CONNECT", "INVOKE", "X", "RPC", "M-SEARCH", "MKCALENDAR", "LABEL", "UPDATE", "SOURCE", "PRI", "PUT",
            "POST",
        ].map { name in .method("as-\(name.lowercased())", name) { _ in name } }
}
