import LangBotContract

/// Identifiers and queries that a careless server would act on.
enum IdentifierChecks {
    static let checks =
        identifiers.map { slug, what, identifier, source in
            Check.one(
                "identifier.\(slug)",
                .harden,
                "\(what) as an identifier finds nothing and breaks nothing.",
                source,
                Probe("GET", Template("\(Subject.botList.path.path())/\(identifier)")).apiKey(),
                .noData
            )
        }
        + queries.map { slug, what, query in
            Check.one(
                "query.\(slug)",
                .harden,
                "\(what) in a query breaks nothing.",
                .injection,
                Probe("GET", Template("\(pipelines)?\(query)")).apiKey(),
                .noServerError
            )
        } + [documentedQuery]

    private static let pipelines = Subject.operation("pipeline.list").path.path()

    private static let identifiers: [(String, String, String, Source)] = [
        ("traversal", "A path to elsewhere", "..%2f..%2f..%2fetc%2fpasswd", .pathTraversal),
        ("encoded-dots", "Encoded dots", "%2e%2e", .pathTraversal),
        ("absolute", "An absolute path", "%2fetc%2fpasswd", .pathTraversal),
        ("nul", "An encoded NUL", "a%00b", .pathTraversal),
        ("invalid-utf8", "Bytes that are no UTF-8", "%ff%fe", .percentEncoding),
        ("emoji", "An emoji", "%F0%9F%A4%96", .percentEncoding),
        ("right-to-left", "A direction mark", "%E2%80%AEabc", .percentEncoding),
        ("long", "Two thousand letters", String(repeating: "a", count: 2000), .targetTooLong),
        ("sql", "An SQL expression", "x'%20OR%20'1'%3D'1", .injection),
        ("template", "A template's expression", "%7B%7B7*7%7D%7D", .injection),
        ("null", "null", "null", .notFoundStatus), ("undefined", "undefined", "undefined", .notFoundStatus),
        ("zero", "0", "0", .notFoundStatus), ("negative", "-1", "-1", .notFoundStatus),
        ("wildcard", "*", "*", .injection), ("percent", "A percent sign", "%25", .injection),
    ]

    private static let queries = [
        ("sort-by.sql", "An SQL expression", "sort_by=name%3BDROP%20TABLE%20bots"),
        ("sort-order.sql", "An SQL expression as the order", "sort_by=created_at&sort_order=DESC%3BSELECT%201"),
        ("sort-by.unknown", "A member that nothing has", "sort_by=lbconf_no_such_member"),
    ]

    private static let documentedQuery = Check.each(
        Subject.promised.filter { !$0.query.isEmpty },
        "query.documented",
        .must,
        "The documented parameters of a query are taken.",
        .sortParameters,
        .accepted
    ) { operation in
        let values = ["sort_by": "created_at", "sort_order": "DESC"]
        let query = operation.query.map { "\($0)=\(values[$0] ?? "")" }.joined(separator: "&")
        return Probe("GET", Template("\(operation.path.path())?\(query)")).apiKey()
    }
}
