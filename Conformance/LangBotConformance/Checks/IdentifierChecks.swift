import LangBotContract

/// Identifiers and queries that trip up a careless server.
enum IdentifierChecks {
    static let checks =
        identifiers.map { slug, what, identifier, source in
            Check.one(
                "identifier.\(slug)",
                .harden,
                "\(what) as an identifier: no data, no server error",
                source,
                Probe("GET", Template("\(Subject.botList.path.path())/\(identifier)")).apiKey(),
                .noData
            )
        }
        + queries.map { slug, what, query in
            Check.one(
                "query.\(slug)",
                .harden,
                "\(what): no server error",
                .injection,
                Probe("GET", Template("\(pipelines)?\(query)")).apiKey(),
                .noServerError
            )
        } + [documentedQuery]

    private static let pipelines = Subject.operation("pipeline.list").path.path()

    private static let identifiers: [(String, String, String, Quotation)] = [
        ("traversal", "Path traversal", "..%2f..%2f..%2fetc%2fpasswd", .pathTraversal),
        ("encoded-dots", "Encoded dots", "%2e%2e", .pathTraversal),
        ("absolute", "Absolute path", "%2fetc%2fpasswd", .pathTraversal),
        ("nul", "Encoded NUL", "a%00b", .pathTraversal),
        ("invalid-utf8", "Invalid UTF-8", "%ff%fe", .percentEncoding),
        ("emoji", "Emoji", "%F0%9F%A4%96", .percentEncoding),
        ("right-to-left", "Right-to-left override", "%E2%80%AEabc", .percentEncoding),
        ("long", "2,000 letters", String(repeating: "a", count: 2000), .targetTooLong),
        ("sql", "SQL expression", "x'%20OR%20'1'%3D'1", .injection),
        ("template", "Template expression", "%7B%7B7*7%7D%7D", .injection),
        ("null", "'null'", "null", .notFoundStatus), ("undefined", "'undefined'", "undefined", .notFoundStatus),
        ("zero", "'0'", "0", .notFoundStatus), ("negative", "'-1'", "-1", .notFoundStatus),
        ("wildcard", "'*'", "*", .injection), ("percent", "Percent sign", "%25", .injection),
    ]

    private static let queries = [
        ("sort-by.sql", "SQL in sort_by", "sort_by=name%3BDROP%20TABLE%20bots"),
        ("sort-order.sql", "SQL in sort_order", "sort_by=created_at&sort_order=DESC%3BSELECT%201"),
        ("sort-by.unknown", "Unknown member in sort_by", "sort_by=lbconf_no_such_member"),
    ]

    private static let documentedQuery = Check.each(
        Subject.promised.filter { !$0.query.isEmpty },
        "query.documented",
        .must,
        "Documented query parameters: accepted",
        .sortParameters,
        .accepted
    ) { operation in
        let values = ["sort_by": "created_at", "sort_order": "DESC"]
        let query = operation.query.map { "\($0)=\(values[$0] ?? "")" }.joined(separator: "&")
        return Probe("GET", Template("\(operation.path.path())?\(query)")).apiKey()
    }
}
