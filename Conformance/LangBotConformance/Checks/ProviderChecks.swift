import JSONCore
import LangBotContract

/// The life of a model provider; providers came with 4.7 and are not in the document.
enum ProviderChecks {
    static let checks = [
        life("create", "Creating a provider: readable by uuid") { context, provider throws(Interruption) in
            try await context.judge(
                provider.probe("GET"),
                Expectation("status 200 and the provider's name") {
                    $0.data?["provider"]?["name"]?.stringValue == provider.name
                }
            )
        },
        life("update", "Updating a provider: new base_url shown") { context, provider throws(Interruption) in
            let change = try await context.send(
                provider.probe("PUT").json("{\"base_url\":\"http://changed.invalid/v1\"}")
            )
            guard change.reply.isSuccess else { return Expectation.accepted.judge(change) }
            return try await context.judge(
                provider.probe("GET"),
                Expectation("the new base_url") {
                    $0.data?["provider"]?["base_url"]?.stringValue == "http://changed.invalid/v1"
                }
            )
        },
        life("delete", "Deleted provider: 404") { context, provider throws(Interruption) in
            let deletion = try await context.send(provider.probe("DELETE"))
            guard deletion.reply.isSuccess else { return Expectation.accepted.judge(deletion) }
            return try await context.judge(provider.probe("GET"), .status(404))
        },
        life("protected", "Deleting a provider with an unknown key: provider kept") {
            context,
            provider throws(Interruption) in
            _ = try await context.send(Probe("DELETE", provider.path).apiKey(unknownKey))
            return try await context.judge(provider.probe("GET"), .accepted)
        },
    ]

    static let collection = "/api/v1/provider/providers"

    struct MadeProvider: Sendable {
        let name: String
        let path: Template

        var secret: String { ProviderChecks.secret(name) }

        func probe(_ method: String) -> Probe { Probe(method, path).apiKey() }
    }

    private static func life(
        _ slug: String,
        _ sentence: String,
        _ body: @escaping @Sendable (CheckContext, MadeProvider) async throws(Interruption) -> Finding
    ) -> Check {
        Check("provider.\(slug)", .harden, sentence, .providers, needs: [.writes]) { context throws(Interruption) in
            try await requireProviders(context)
            return try await withProvider(context, body)
        }
    }

    /// - Throws: not applicable if the server has no providers.
    static func requireProviders(_ context: CheckContext) async throws(Interruption) {
        let list = try await context.send(Probe("GET", Template(collection)).apiKey())
        guard list.reply.data?["providers"]?.arrayValue != nil else { throw .notApplicable(absence) }
    }

    /// Why there is nothing to check on servers that have none.
    static let absence = "this server has no providers; LangBot has them since 4.7"

    /// The key that a new provider gets.
    private static func secret(_ name: String) -> String { "sk-\(name)" }

    /// Creates a provider, runs `body` with it, and deletes it.
    static func withProvider(
        _ context: CheckContext,
        _ body: (CheckContext, MadeProvider) async throws(Interruption) -> Finding
    ) async throws(Interruption) -> Finding {
        let name = context.name("provider")
        let ledger = context.session.ledger
        let entry = ledger.open(
            Ledger.Entry(collection: collection, name: name, plural: "providers", key: "uuid", isUserOnly: false)
        )
        let content: JSONValue = [
            "name": .string(name), "requester": "openai-chat-completions", "base_url": "http://lbconf.invalid/v1",
            "api_keys": [.string(secret(name))],
        ]
        let creation = try await context.send(
            Probe("POST", Template(collection)).apiKey().json(Template(content.description))
        )
        guard creation.reply.isSuccess, let uuid = creation.reply.data?["uuid"]?.stringValue else {
            if (400..<500).contains(creation.reply.status) { ledger.close(entry) }
            return Expectation.accepted.judge(creation)
        }
        ledger.made(entry, identifier: uuid)
        let provider = MadeProvider(name: name, path: Template("\(collection)/\(uuid)"))
        let finding = try await body(context, provider)
        let status = try await context.send(provider.probe("DELETE")).reply.status
        if status == 200 || status == 404 { ledger.close(entry) }
        return finding
    }
}
