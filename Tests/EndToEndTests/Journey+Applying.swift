import LangBot
import Testing

extension Journey {
    static let applying = Journey("drafts that are applied twice") { server in
        guard !server.isDocumented else { return }
        let client = try server.client()
        let name = server.name("applied")
        var bot = Bot.Draft(name: name, adapter: .telegram, configuration: ["token": "1:none"])
        let made = try await client.bots.apply(bot, matching: \.name)
        #expect(made.outcome == .created)
        #expect(try await client.bots.apply(bot, matching: \.name) == Applied(id: made.id, outcome: .unchanged))
        bot.description = "changed"
        #expect(try await client.bots.apply(bot, matching: \.name) == Applied(id: made.id, outcome: .updated))
        #expect(try await client.bots.get(made.id).description == "changed")
        try await client.bots.delete(made.id)

        let pipeline = Pipeline.Draft(name: name, configuration: ["output": ["misc": ["at-sender": false]]])
        let first = try await client.pipelines.apply(pipeline, matching: \.name)
        let second = try await client.pipelines.apply(pipeline, matching: \.name)
        #expect(first.outcome == .created && second == Applied(id: first.id, outcome: .unchanged))
        try await client.pipelines.delete(first.id)

        let servers = try await server.serving().mcp.servers
        let tool = MCPServer.Draft.http(name: name, url: "http://127.0.0.1:9/mcp", isEnabled: false)
        let stored = try await servers.apply(tool, matching: \.name)
        let again = try await servers.apply(tool, matching: \.name)
        #expect(stored.outcome == .created && again == Applied(id: stored.id, outcome: .unchanged))
        try await servers.delete(name)
    }
}
