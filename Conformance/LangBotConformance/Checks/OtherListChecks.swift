import JSONCore
import LangBotContract

/// Lists of what has no recipe, API keys and model providers: all of them, and nothing else.
enum OtherListChecks {
    static let checks: [Check] = [
        items(keys), items(providers),
        Check(
            "list.api-keys.complete",
            .must,
            "\(count) new API keys: all listed",
            .manageKeys,
            needs: [.userToken, .writes]
        ) { context throws(Interruption) in
            try await keys(context, []) { names throws(Interruption) in try await complete(keys, context, names) }
        },
        Check(
            "list.providers.complete",
            .must,
            "\(count) new providers: all listed",
            .providers,
            needs: [.writes]
        ) { context throws(Interruption) in
            try await ProviderChecks.requireProviders(context)
            return try await providers(context, []) { names throws(Interruption) in
                try await complete(providers, context, names)
            }
        },
    ]

    private struct Kind: Sendable {
        let slug: String
        let what: String
        let path: String
        let plural: String
        let singular: String
        let source: Quotation
        let needs: Set<Need>

        func probe(_ path: String) -> Probe {
            let probe = Probe("GET", Template(path))
            return needs.contains(.userToken) ? probe.userToken() : probe.apiKey()
        }

        /// The last segment of the path of a row's resource: of a key its number, even where it has a uuid too.
        func segment(_ row: JSONValue) -> String? {
            row["id"]?.integerValue.map(String.init) ?? row["uuid"]?.stringValue
        }
    }

    private static let keys = Kind(
        slug: "api-keys",
        what: "API keys",
        path: "/api/v1/apikeys",
        plural: "keys",
        singular: "key",
        source: .manageKeys,
        needs: [.userToken]
    )

    private static let providers = Kind(
        slug: "providers",
        what: "providers",
        path: "/api/v1/provider/providers",
        plural: "providers",
        singular: "provider",
        source: .providers,
        needs: []
    )

    /// More than a page of ten would show.
    private static let count = 11

    /// How many rows of a list are read one by one, half of them from its end.
    private static let limit = 20

    private static func items(_ kind: Kind) -> Check {
        Check(
            "list.\(kind.slug).items",
            .must,
            "Listed \(kind.what): each readable, by the same name",
            kind.source,
            needs: kind.needs
        ) { context throws(Interruption) in
            // Somebody may write between two reads; only a difference that stays counts.
            var rounds = 0
            while true {
                rounds += 1
                let rows = try await rows(kind, context)
                var stranger: AnsweredProbe?
                for row in rows.prefix(limit / 2) + rows.dropFirst(limit / 2).suffix(limit / 2) {
                    guard stranger == nil, let segment = kind.segment(row) else { continue }
                    let answer = try await context.send(kind.probe("\(kind.path)/\(segment)"))
                    let name = answer.reply.data?[kind.singular]?["name"]
                    if !answer.reply.isSuccess || name != row["name"] { stranger = answer }
                }
                guard stranger == nil || rounds == 3 else { continue }
                return Finding(
                    stranger == nil,
                    expected: "every row as its resource",
                    actual: stranger.map { "a row whose resource is answered with \($0.reply.brief)" }
                        ?? "every row as its resource",
                    stranger,
                    signature: stranger == nil ? nil : "a row without its resource"
                )
            }
        }
    }

    private static func rows(_ kind: Kind, _ context: CheckContext) async throws(Interruption) -> [JSONValue] {
        let answer = try await context.send(kind.probe(kind.path))
        guard answer.reply.isSuccess, let rows = answer.reply.data?[kind.plural]?.arrayValue else {
            if kind.needs.isEmpty { throw .notApplicable(ProviderChecks.absence) }
            throw .untestable("the list answered \(answer.reply.brief)")
        }
        return rows
    }

    private static func complete(
        _ kind: Kind,
        _ context: CheckContext,
        _ names: [String]
    ) async throws(Interruption) -> Finding {
        let listed = Set(try await rows(kind, context).compactMap { $0["name"]?.stringValue })
        let missing = names.count { !listed.contains($0) }
        return Finding(
            missing == 0,
            expected: "all \(names.count) of them",
            actual: missing == 0 ? "all of them" : "\(missing) of them missing",
            signature: missing == 0 ? nil : "some are missing"
        )
    }

    private static func keys(
        _ context: CheckContext,
        _ names: [String],
        _ body: ([String]) async throws(Interruption) -> Finding
    ) async throws(Interruption) -> Finding {
        guard names.count < count else { return try await body(names) }
        return try await context.withKey("many") { key throws(Interruption) in
            try await keys(context, names + [key.name], body)
        }
    }

    private static func providers(
        _ context: CheckContext,
        _ names: [String],
        _ body: ([String]) async throws(Interruption) -> Finding
    ) async throws(Interruption) -> Finding {
        guard names.count < count else { return try await body(names) }
        return try await ProviderChecks.withProvider(context) { _, provider throws(Interruption) in
            try await providers(context, names + [provider.name], body)
        }
    }
}
