import Foundation
import LangBot
import LangBotContract

extension Walk {
    static let knowledgeCalls: [OperationID: [Call]] = [
        "knowledge_base.list": [{ _ = try await $0.knowledge.bases.list() }],
        // No storage is understood by all releases.
        "knowledge_base.create": [
            { client in
                do {
                    _ = try await client.knowledge.bases.create(engineBase)
                } catch let error as LangBotError where error.code == .unsupportedByServer {
                    _ = try await client.knowledge.bases.create(embeddingBase)
                }
            }
        ]
            + each(["emoji": "🙂", "defer_initialization": true]) { client, member in
                var draft = member["emoji"] == nil ? engineBase : embeddingBase
                draft.fields.merge(member) { $1 }
                _ = try await client.knowledge.bases.create(draft)
            },
        "knowledge_base.get": [{ _ = try await $0.knowledge.bases.get("1") }],
        "knowledge_base.update": [{ try await $0.knowledge.bases.update("1", .init(name: "n", description: "d")) }]
            + each([
                "emoji": "🙂", "top_k": 1, "retrieval_settings": [:], "creation_settings": [:],
                "initialize_engine": true,
            ]) { client, member in try await client.knowledge.bases.update("1", .init(fields: member)) },
        "knowledge_base.delete": [{ try await $0.knowledge.bases.delete("1") }],
        "knowledge_base.retrieve": [
            { _ = try await $0.knowledge.bases.retrieve("1", query: "q") },
            { _ = try await $0.knowledge.bases.retrieve("1", query: "q", settings: ["top_k": 1]) },
        ],
        "knowledge_base.file.list": [{ _ = try await $0.knowledge.bases.files.list(in: "1") }],
        "knowledge_base.file.store": [
            { _ = try await $0.knowledge.bases.files.store("f", in: "1") },
            { _ = try await $0.knowledge.bases.files.store("f", in: "1", parser: "a/b") },
        ],
        "knowledge_base.file.delete": [{ try await $0.knowledge.bases.files.delete("1", in: "1") }],
        "knowledge_engine.list": [{ _ = try await $0.knowledge.engines.list() }],
        "knowledge_engine.creation_schema": [{ _ = try await $0.knowledge.engines.creationSchema("a/b") }],
        "knowledge_engine.retrieval_schema": [{ _ = try await $0.knowledge.engines.retrievalSchema("a/b") }],
        "knowledge_parser.list": [
            { _ = try await $0.knowledge.parsers() }, { _ = try await $0.knowledge.parsers(for: "text/plain") },
        ],
        "knowledge_migration.status": [{ _ = try await $0.knowledge.migrationStatus() }],
        "file.document.upload": [{ _ = try await $0.files.upload(Data("x".utf8), filename: "x.txt") }],
        "file.image.upload": [{ _ = try await $0.files.uploadImage(Data("x".utf8), filename: "x.png") }],
        "file.image.get": [{ _ = try await $0.files.image("1") }],
    ]

    static let mcpCalls: [OperationID: [Call]] = [
        "mcp_server.list": [{ _ = try await $0.mcp.servers.list() }],
        "mcp_server.create": [
            { _ = try await $0.mcp.servers.create(.init(name: "n", mode: .sse, configuration: [:])) },
            { _ = try await $0.mcp.servers.create(.init(name: "n", mode: .sse, configuration: [:], readme: "r")) },
        ],
        "mcp_server.get": [{ _ = try await $0.mcp.servers.get("mü") }],
        "mcp_server.update": [
            {
                let changes = MCPServer.Changes(name: "n", mode: .sse, configuration: [:], isEnabled: true)
                try await $0.mcp.servers.update("mü", changes)
            },
            { try await $0.mcp.servers.update("mü", .init(isEnabled: true, readme: "r")) },
        ],
        "mcp_server.delete": [{ try await $0.mcp.servers.delete("mü") }],
        "mcp_server.test": [
            { _ = try await $0.mcp.servers.test("mü") },
            { _ = try await $0.mcp.servers.test(.init(name: "n", mode: .sse, configuration: [:])) },
        ],
        "mcp_server.logs": [{ _ = try await $0.mcp.servers.logs("mü", limit: 1, level: "error") }],
        "mcp_server.resources": [{ _ = try await $0.mcp.servers.resources("mü") }],
        "mcp_server.resource_templates": [{ _ = try await $0.mcp.servers.resourceTemplates("mü") }],
        "mcp_server.resource_read": [{ _ = try await $0.mcp.servers.read("u", from: "mü", maximumBytes: 1) }],
    ]

    private static let engineBase = KnowledgeBase.Draft(name: "n", storage: .engine("a/b"))
    private static let embeddingBase = KnowledgeBase.Draft(name: "n", storage: .embedding("e"))
}
