import Foundation
import LangBot
import Testing

extension Journey {
    static let knowledge = [bases, engines, documents, images, mcpServers, tasks]

    private static let bases = Journey("knowledge bases") { server in
        try await server.offering(server.opensKnowledgeToKeys) { _ = try await server.client().knowledge.bases.list() }
        let bases = try await server.knowing().knowledge.bases
        guard let storage = server.storage else {
            // The plugin that would do the work is not installed.
            await expect(.serverError) {
                _ = try await bases.create(.init(name: "k", storage: .engine("nobody/nothing")))
            }
            await expect(.unsupportedByServer) {
                _ = try await bases.create(.init(name: "k", storage: .embedding("e")))
            }
            return
        }
        let name = server.name("base")
        let uuid = try await bases.create(.init(name: name, description: "d", storage: storage))
        var base = try await bases.get(uuid)
        #expect(base.name == name && base.description == "d")
        #expect(try await bases.list().contains { $0.id == uuid })
        base.description = "changed"
        try await bases.update(base)
        #expect(try await bases.get(uuid).description == "changed")
        try await server.offering(server.isDocumented || !server.has(4, 9)) {
            try await bases.update(uuid, .init(topK: 3))
            #expect(try await bases.get(uuid).topK == 3)
        }
        #expect(try await bases.files.list(in: uuid).isEmpty)
        try await bases.delete(uuid)
        await expect(.notFound) { _ = try await bases.get(uuid) }
    }

    private static let engines = Journey("engines and parsers") { server in
        let knowledge = try server.client().knowledge
        try await server.offering(server.has(4, 9)) {
            _ = try await knowledge.engines.list()
            _ = try await knowledge.parsers()
            _ = try await knowledge.parsers(for: "text/plain")
        }
        try await server.offering(server.has(4, 9)) {
            do {
                #expect(try await knowledge.engines.creationSchema("nobody/nothing")["schema"]?.arrayValue == nil)
                _ = try await knowledge.engines.retrievalSchema("nobody/nothing")
            } catch LangBotError.Code.notFound {
                #expect(server.has(4, 11))
            }
        }
        try await server.offering(server.has(4, 9)) { _ = try await server.signedIn().knowledge.migrationStatus() }
    }

    private static let documents = Journey("documents") { server in
        let client = try await server.knowing()
        let small = try await client.files.upload(Data("The sea is blue.".utf8), filename: "notes.txt")
        #expect(small.rawValue.hasSuffix(".txt"))
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(server.name("file")).txt")
        try Data(String(repeating: "The sea is blue.\n", count: 40_000).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let progress = Progress()
        let large = try await client.files.upload(contentsOf: file) { progress.note($0) }
        #expect(large.rawValue.hasSuffix(".txt") && large != small)
        #expect(progress.isComplete)
        await expect(.invalidRequest) { _ = try await client.files.upload(Data("x".utf8), filename: "a/b.txt") }
    }

    private static let images = Journey("pictures") { server in
        guard !server.isDocumented else { return }
        let client = try server.client()
        let picture = Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
        let bytes = try #require(picture)
        try await server.offering(server.has(4, 6)) {
            let key = try await client.files.uploadImage(bytes, filename: "dot.png")
            let image = try await client.files.image(key)
            #expect(image.data == bytes)
            #expect(image.contentType?.hasPrefix("image/png") == true)
            await expect(.invalidRequest) { _ = try await client.files.uploadImage(bytes, filename: "dot.txt") }
        }
        await expect(.notFound) { _ = try await client.files.image("no-such-picture.png") }
    }

    private static let mcpServers = Journey("MCP servers") { server in
        try await server.offering(server.opensServersToKeys) { _ = try await server.client().mcp.servers.list() }
        let servers = try await server.serving().mcp.servers
        let name = server.name("mcp")
        let url = "http://127.0.0.1:9/sse"
        let id = try await servers.create(.sse(name: name, url: url, timeout: .seconds(1), isEnabled: false))
        var made = try await servers.get(name)
        #expect(made.id == id)
        #expect(made.mode == .sse && !made.isEnabled)
        #expect(try await servers.list().contains { $0.name == name })
        made.configuration["timeout"] = 2
        try await servers.update(made)
        #expect(try await servers.get(name).configuration["timeout"] == 2)
        try await server.offering(server.has(4, 10)) {
            try await servers.update(name, .init(readme: "for people"))
            #expect(try await servers.get(name).fields["readme"] == "for people")
        }
        try await server.offering(server.has(4, 10)) { _ = try await servers.logs(name, limit: 5) }
        try await servers.delete(name)
        await expect(.notFound) { _ = try await servers.get(name) }
    }

    private static let tasks = Journey("tasks") { server in
        try await server.offering(server.opensServersToKeys) { _ = try await server.client().tasks.list() }
        let client = try await server.serving()
        let draft = MCPServer.Draft(
            name: server.name("mcp"),
            mode: .sse,
            configuration: ["url": "http://127.0.0.1:9/sse", "headers": [:], "timeout": 1]
        )
        guard !server.isMock else { return }
        let task = try await client.mcp.servers.test(draft)
        await expect(.taskFailed) { try await client.tasks.wait(for: task, atMost: patience) }
        #expect(try await client.tasks.get(task).outcome == .failed)
        #expect(try await client.tasks.list(origin: .user).contains { $0.id == task })
        try await server.offering(server.has(4, 9)) {
            let tasks = try await client.tasks.list(kind: .mcp)
            #expect(tasks.contains { $0.id == task })
        }
        await expect(.notFound) { _ = try await client.tasks.get(987_654) }
    }
}

/// Notes how far an upload is.
private final class Progress: @unchecked Sendable {
    // `last` is only touched while `lock` is held.
    private let lock = NSLock()
    private var last: TransferProgress?

    func note(_ progress: TransferProgress) { lock.withLock { last = progress } }

    var isComplete: Bool { lock.withLock { last?.fraction == 1 } }
}

extension ServerUnderTest {
    /// How knowledge is kept; nil where the server leaves that to a plugin that is not there.
    fileprivate var storage: KnowledgeBase.Storage? {
        if isDocumented || !has(4, 9) { return .embedding("no-such-model") }
        return knowledgeEngine.flatMap { PluginID($0) }.map { .engine($0) }
    }
}
