import HTTPCore
import JSONCore
import LangBotContract

/// The life of providers, which came with 4.7.
extension Mutants {
    static let providers = [
        provider(
            "provider.unreadable",
            "A new provider loses its name.",
            ["provider.create"],
            .answers(of: ["provider.get"]) { _, response in response.replace("\"name\":\"lbconf-", "\"name\":\"") }
        ),
        provider(
            "provider.change-forgotten",
            "Updating a provider has no effect.",
            ["provider.update"],
            .requests { request, original in
                guard original.operationID(of: request) == "provider.update" else { return }
                request.edit { $0["base_url"] = nil }
            }
        ),
        provider(
            "provider.deletion-forgotten",
            "Deleting a provider has no effect.",
            ["provider.delete"],
            .requests { request, original in
                if original.operationID(of: request) == "provider.delete" { request.method = .get }
            }
        ),
        provider(
            "list.providers.cut",
            "The list of providers ends after ten.",
            ["list.providers.complete"],
            .rows(of: ["provider.list"]) { Array($0.prefix(10)) }
        ),
        provider(
            "list.providers.foreign",
            "The list of providers shows one that is another tenant's.",
            ["list.providers.items"],
            .rows(of: ["provider.list"]) { $0 + [["uuid": "11111111-2222-4333-8444-555555555555", "name": "foreign"]] }
        ),
        provider(
            "provider.wrong-key-deletes",
            "An unknown key deletes providers.",
            ["provider.protected"],
            .requests { request, original in
                if original.operationID(of: request) == "provider.delete" { request.authenticate(original.apiKey) }
            }
        ),
    ]

    private static func provider(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        _ mutation: @escaping @Sendable @autoclosure () -> Mutation
    ) -> Mutant {
        let reason = "there are no providers here; LangBot has them since 4.7"
        return Mutant(
            id,
            sentence,
            killers,
            equivalent: [.init(profiles: Releases.withoutProviders.union(Releases.documents), reason: reason)],
            mutation()
        )
    }
}
