import Foundation
import LangBot
import Testing

extension Journey {
    /// What came after the document was written.
    static let later = [plugins, pluginFiles, skills, agents, monitoring, sandbox, workspace]

    private static let plugins = Journey("plugins") { server in
        guard !server.isDocumented else { return }
        let client = try server.client()
        try await server.offering(server.has(4, 6)) {
            let plugins = try await client.plugins.list()
            #expect(plugins.isEmpty)
        }
        try await server.offering(server.has(4, 6)) { _ = try await client.plugins.debugInfo() }
        try await server.offering(server.has(4, 10)) { _ = try await client.extensions.list() }
        // No plugin is installed, and none can be: plugins are switched off.
        let nobody = PluginID(author: "nobody", name: "nothing")
        let isOpen = server.has(4, 6)
        let refusal = isOpen ? LangBotError.Code.serverError : .unsupportedByServer
        await expect(refusal) { _ = try await client.plugins.get(nobody) }
        await expect(refusal) { _ = try await client.plugins.configuration(nobody) }
        guard server.has(4, 10), !server.isMock else { return }
        let task = try await client.plugins.upgrade(nobody)
        await expect(.taskFailed) { try await client.tasks.wait(for: task, atMost: patience) }
    }

    private static let pluginFiles = Journey("files of plugins") { server in
        guard !server.isDocumented else { return }
        let files = try server.client().plugins.configurationFiles
        guard !server.isMock else { return }
        try await server.offering(server.has(4, 10)) {
            let key = try await files.upload(Data("{}".utf8), filename: "settings.json")
            #expect(key.hasSuffix(".json"))
            try await files.delete(key)
        }
    }

    /// 4.10 keeps skills in a sandbox, which no server here has.
    private static let skills = Journey("skills") { server in
        guard !server.isDocumented else { return }
        let skills = try server.client().skills
        try await server.offering(server.has(4, 10)) { _ = try await skills.list() }
        guard server.has(4, 11), !server.isMock else { return }
        let name = server.name("skill")
        let made = try await skills.create(.init(name: name, description: "d", instructions: "Do it."))
        #expect(made.name == name && made.revision != nil)
        let changed = try await skills.update(name, .init(instructions: "Do it well."))
        #expect(changed.instructions.contains("Do it well.") && changed.revision != made.revision)
        await expect(.conflict) {
            _ = try await skills.update(name, .init(description: "late", baseRevision: made.revision))
        }
        let revision = try await skills.files.write("x = 1\n", to: "scripts/a.py", of: name)
        #expect(revision != nil && revision != changed.revision)
        #expect(try await skills.files.read("scripts/a.py", of: name) == "x = 1\n")
        #expect(try await skills.files.list(of: name, in: "scripts").entries.map(\.path) == ["scripts/a.py"])
        #expect(try await skills.preview(name).contains("Do it well."))
        #expect(try await skills.get(name).updatedAt != nil)
        try await skills.delete(name)
        await expect(.notFound) { _ = try await skills.get(name) }
    }

    private static let agents = Journey("agents") { server in
        guard !server.isDocumented else { return }
        let agents = try server.client().agents
        try await server.offering(server.has(4, 11)) { _ = try await agents.list() }
        guard server.has(4, 11) else { return }
        #expect(try await !agents.metadata().kinds.isEmpty)
        guard !server.isMock else { return }
        let name = server.name("agent")
        let uuid = try await agents.create(.init(name: name, description: "d"))
        var agent = try await agents.get(uuid)
        #expect(agent.name == name && agent.kind == .agent && agent.configuration != nil)
        #expect(try await agents.list(sorting: .init(by: .createdAt)).contains { $0.id == uuid })
        agent.description = "changed"
        try await agents.update(agent)
        #expect(try await agents.get(uuid).description == "changed")
        // No runner is installed, so nothing can handle the event.
        await expect(.invalidRequest) { _ = try await agents.debug(uuid, .message("Hello")) }
        await expect(.runFailed) {
            for try await _ in try await agents.debugStream(uuid, .message("Hello")) {}
        }
        var runs = 0
        for try await _ in agents.runs.list(of: uuid) { runs += 1 }
        #expect(runs == 0)
        try await agents.delete(uuid)
        await expect(.notFound) { _ = try await agents.get(uuid) }
    }

    private static let monitoring = Journey("monitoring") { server in
        guard !server.isDocumented else { return }
        let isOpen = server.has(4, 11)
        let monitoring = try server.client().monitoring
        try await server.offering(isOpen) { _ = try await monitoring.messages.page(limit: 5) }
        try await server.offering(isOpen) { for try await _ in monitoring.llmCalls.all() {} }
        try await server.offering(isOpen) { _ = try await monitoring.embeddingCalls.page() }
        try await server.offering(isOpen) { _ = try await monitoring.errors.page() }
        try await server.offering(isOpen) { _ = try await monitoring.toolCalls.page() }
        try await server.offering(isOpen) { _ = try await monitoring.sessions.page(.init(isActive: true, user: "x")) }
        try await server.offering(isOpen) {
            let analysis = try await monitoring.analysis(ofSession: "none")
            #expect(!analysis.isFound)
        }
        let error = await #expect(throws: LangBotError.self) { _ = try await monitoring.details(ofMessage: "0") }
        #expect(error?.code == (isOpen ? .notFound : .unsupportedByServer))
        guard server.has(4, 8) else { return }
        let user = try await server.signedIn().monitoring
        let filter = MonitoringFilter(from: Date(timeIntervalSinceNow: -3600.5), to: Date(), botIDs: ["a", "b"])
        #expect(try await user.messages.page(filter, limit: 1).records.isEmpty)
    }

    private static let sandbox = Journey("sandbox") { server in
        guard !server.isDocumented else { return }
        let sandbox = try server.client().sandbox
        try await server.offering(server.has(4, 11)) { _ = try await sandbox.status() }
        try await server.offering(server.has(4, 11)) { _ = try await sandbox.errors() }
    }

    private static let workspace = Journey("workspace") { server in
        guard !server.isDocumented else { return }
        let workspace = try server.client().workspace
        try await server.offering(server.has(4, 11)) {
            let before = try await workspace.language()
            #expect(before.supportedLanguages.contains(before.language))
            // 4.11.2 fails to write any language that it knows.
            await expect(.serverError) { try await workspace.updateLanguage("ja_JP") }
            #expect(try await workspace.language().language == before.language)
            await expect(.invalidRequest) { try await workspace.updateLanguage("tlh") }
        }
    }
}
