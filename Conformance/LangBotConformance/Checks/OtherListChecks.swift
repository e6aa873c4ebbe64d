import JSONCore
import LangBotContract

/// Lists of what has no recipe, API keys and model providers: all of them, and nothing else.
enum OtherListChecks {
    static let checks = [items(keys), items(providers), complete(keys), complete(providers)]

    /// Creates a resource, runs the rest with its name, and deletes it.
    private typealias Maker =
        @Sendable (CheckContext, @escaping (String) async throws(Interruption) -> Finding) async throws(Interruption) ->
        Finding

    private struct Kind: Sendable {
        let slug: String
        let what: String
        let path: String
        let plural: String
        let singular: String
        let source: Quotation
        let needs: Set<Need>
        /// Why there is nothing to check where the list fails; nil if every server has it.
        let absence: String?
        let make: Maker

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
        needs: [.userToken],
        absence: nil,
        make: { context, body throws(Interruption) in
            try await context.withKey("many") { key throws(Interruption) in try await body(key.name) }
        }
    )

    private static let providers = Kind(
        slug: "providers",
        what: "providers",
        path: "/api/v1/provider/providers",
        plural: "providers",
        singular: "provider",
        source: .providers,
        needs: [],
        absence: ProviderChecks.absence,
        make: { context, body throws(Interruption) in
            try await ProviderChecks.withProvider(context) { _, provider throws(Interruption) in
                try await body(provider.name)
            }
        }
    )

    /// More than a page of ten or of 25 would show.
    private static let count = 26

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
            if let absence = kind.absence { throw .notApplicable(absence) }
            throw .untestable("the list answered \(answer.reply.brief)")
        }
        return rows
    }

    private static func complete(_ kind: Kind) -> Check {
        Check(
            "list.\(kind.slug).complete",
            .must,
            "\(count) new \(kind.what): all listed",
            kind.source,
            needs: kind.needs.union([.writes])
        ) { context throws(Interruption) in
            if kind.absence != nil { _ = try await rows(kind, context) }
            return try await complete(kind, context, [])
        }
    }

    private static func complete(
        _ kind: Kind,
        _ context: CheckContext,
        _ names: [String]
    ) async throws(Interruption) -> Finding {
        guard names.count == count else {
            return try await kind.make(context) { name throws(Interruption) in
                try await complete(kind, context, names + [name])
            }
        }
        let listed = Set(try await rows(kind, context).compactMap { $0["name"]?.stringValue })
        let missing = names.count { !listed.contains($0) }
        return Finding(
            missing == 0,
            expected: "all \(names.count) of them",
            actual: missing == 0 ? "all of them" : "\(missing) of them missing",
            signature: missing == 0 ? nil : "some are missing"
        )
    }
}
