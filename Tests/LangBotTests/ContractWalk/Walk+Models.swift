import LangBot
import LangBotContract

extension Walk {
    static let modelCalls = calls("llm", \.llm)
        .merging(calls("embedding", \.embedding)) { first, _ in first }
        .merging(calls("rerank", \.rerank)) { first, _ in first }

    static let providerCalls: [OperationID: [Call]] = [
        "provider.list": [
            { _ = try await $0.providers.list() }, { _ = try await $0.providers.list(includesSecrets: true) },
        ],
        "provider.create": [
            { _ = try await $0.providers.create(.init(name: "n", requester: "r", baseURL: "b", apiKeys: ["k"])) }
        ],
        "provider.get": [
            { _ = try await $0.providers.get("1") }, { _ = try await $0.providers.get("1", includesSecrets: false) },
        ],
        "provider.update": [
            { try await $0.providers.update("1", .init(name: "n", requester: "r", baseURL: "b", apiKeys: ["k"])) }
        ],
        "provider.delete": [
            { try await $0.providers.delete("1") }, { try await $0.providers.delete("1", cascades: true) },
        ],
        "provider.scan_models": [
            { _ = try await $0.providers.scanModels("1") }, { _ = try await $0.providers.scanModels("1", kind: .llm) },
        ],
        "requester.list": [
            { _ = try await $0.requesters.list() }, { _ = try await $0.requesters.list(type: "llm") },
        ],
        "requester.get": [{ _ = try await $0.requesters.get("1") }],
    ]

    private static let inline = ModelProviderReference.inline("r", baseURL: "b", apiKeys: ["k"])

    private static func calls<Model>(
        _ kind: String,
        _ resource: @escaping @Sendable (Models) -> ModelResource<Model>
    ) -> [OperationID: [Call]] {
        let isLLM = kind == "llm"
        let own: JSONObject = isLLM ? ["abilities": [], "context_length": 1, "reasoning_config": [:]] : [:]
        let common: JSONObject = ["extra_args": [:], "prefered_ranking": 1]
        func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(kind).\(action)") }
        return [
            id("list"): [
                { _ = try await resource($0.models).list() },
                { _ = try await resource($0.models).list(providerID: "p") },
                { _ = try await resource($0.models).list(includesSecrets: true) },
            ],
            id("create"): [
                { _ = try await resource($0.models).create(.init(name: "n", provider: inline)) },
                { _ = try await resource($0.models).create(.init(name: "n", provider: .stored("p"))) },
            ]
                + each(common.merging(own) { own, _ in own }) { client, member in
                    var draft = ModelDraft(name: "n", provider: inline)
                    draft.fields.merge(member) { $1 }
                    _ = try await resource(client.models).create(draft)
                },
            id("get"): [
                { _ = try await resource($0.models).get("1") },
                { _ = try await resource($0.models).get("1", includesSecrets: true) },
            ],
            id("update"): [
                { try await resource($0.models).update("1", .init(name: "n", provider: inline)) },
                { try await resource($0.models).update("1", .init(provider: .stored("p"))) },
                { try await resource($0.models).update("1", .init(description: "d")) },
            ]
                + each(common.merging(own) { own, _ in own }) { client, member in
                    try await resource(client.models).update("1", .init(fields: member))
                },
            id("delete"): [{ try await resource($0.models).delete("1") }],
            id("test"): [
                { try await resource($0.models).test("1") },
                { try await resource($0.models).test("1", extraArguments: ["temperature": 0]) },
                { try await resource($0.models).test(.init(name: "n", provider: inline)) },
            ]
                + each(own.merging(["description": "d"]) { own, _ in own }) { client, member in
                    var draft = ModelDraft(name: "n", provider: inline)
                    draft.fields.merge(member) { $1 }
                    try await resource(client.models).test(draft)
                },
        ]
    }

    /// A call for each member, so that one that a release does not know keeps no other from it.
    static func each(
        _ members: JSONObject,
        _ call: @escaping @Sendable (LangBotClient, JSONObject) async throws -> Void
    ) -> [Call] {
        members.map { name, value in { try await call($0, [name: value]) } }
    }
}
