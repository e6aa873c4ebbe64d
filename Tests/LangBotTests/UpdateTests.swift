import Foundation
import LangBot
import LangBotTesting
import Testing

/// An object is updated with what was changed of it.
@Suite struct UpdateTests {
    @Test func everyKindOfObjectSendsItsChangesToItself() async throws {
        try await expect(["bot": ["uuid": "1"]], "/api/v1/platform/bots/1") { client, isChanged in
            var bot = try await client.bots.get("1")
            if isChanged { bot.description = "d" }
            try await client.bots.update(bot)
        }
        try await expect(["pipeline": ["uuid": "1"]], "/api/v1/pipelines/1") { client, isChanged in
            var pipeline = try await client.pipelines.get("1")
            if isChanged { pipeline.description = "d" }
            try await client.pipelines.update(pipeline)
        }
        try await expect(["base": ["uuid": "1"]], "/api/v1/knowledge/bases/1") { client, isChanged in
            var base = try await client.knowledge.bases.get("1")
            if isChanged { base.description = "d" }
            try await client.knowledge.bases.update(base)
        }
        try await expect(["agent": ["uuid": "1"]], "/api/v1/agents/1") { client, isChanged in
            var agent = try await client.agents.get("1")
            if isChanged { agent.description = "d" }
            try await client.agents.update(agent)
        }
        try await expect(["key": ["id": 1]], "/api/v1/apikeys/1") { client, isChanged in
            var record = try await client.apiKeys.get(1)
            if isChanged { record.description = "d" }
            try await client.apiKeys.update(record)
        }
    }

    /// Setting a property to nil is a change as well.
    @Test func whatWasRemovedIsSentAsNull() async throws {
        let agent: JSONValue = ["uuid": "1", "name": "a", "emoji": "x", "created_at": "2026-01-01T00:00:00"]
        try await expect(["agent": agent], "/api/v1/agents/1", ["emoji": nil]) { client, isChanged in
            var agent = try await client.agents.get("1")
            if isChanged {
                agent.emoji = nil
                agent.fields["created_at"] = nil
            }
            try await client.agents.update(agent)
        }
    }

    @Test func modelsAndProvidersToo() async throws {
        try await expect(["model": ["uuid": "1"]], "/api/v1/provider/models/llm/1", ["name": "d"]) {
            client,
            isChanged in
            var model = try await client.models.llm.get("1")
            if isChanged { model.name = "d" }
            try await client.models.llm.update(model)
        }
        let place = "/api/v1/provider/providers/1"
        try await expect(["provider": ["uuid": "1"]], place, ["name": "d"]) { client, isChanged in
            var provider = try await client.providers.get("1")
            if isChanged { provider.name = "d" }
            try await client.providers.update(provider)
        }
    }

    /// A name that is changed is sent to the one that was read.
    @Test func mcpServersAndSkillsAreFoundByTheNameThatWasRead() async throws {
        let server: JSONValue = ["server": ["uuid": "1", "name": "old"]]
        try await expect(server, "/api/v1/mcp/servers/old", ["name": "d"]) { client, isChanged in
            var server = try await client.mcp.servers.get("old")
            if isChanged { server.fields["name"] = "d" }
            try await client.mcp.servers.update(server)
        }
        let skill: JSONValue = ["skill": ["name": "s", "revision": "r"]]
        let sent: JSONValue = ["description": "d", "base_revision": "r"]
        try await expect(skill, "/api/v1/skills/s", sent) { client, isChanged in
            var skill = try await client.skills.get("s")
            if isChanged { skill.description = "d" }
            _ = try await client.skills.update(skill)
        }
    }

    /// Expects that the changed object is sent, and that one that was not changed is not.
    private func expect(
        _ data: JSONValue,
        _ path: String,
        _ sent: JSONValue = ["description": "d"],
        sourceLocation: SourceLocation = #_sourceLocation,
        _ call: (LangBotClient, Bool) async throws -> Void
    ) async throws {
        let (_, changed) = try await withStub(.success(data), .success(data)) { try await call($0, true) }
        #expect(changed.last?.method == .put, sourceLocation: sourceLocation)
        #expect(changed.last?.url.path == path, sourceLocation: sourceLocation)
        #expect(changed.last?.json == sent, sourceLocation: sourceLocation)
        let (_, same) = try await withStub(.success(data)) { try await call($0, false) }
        #expect(same.map(\.method) == [.get], sourceLocation: sourceLocation)
    }

    @Test func printingAnObjectShowsItsIdentityAndNotItsDescription() async throws {
        let received: JSONValue = ["bot": ["uuid": "1", "name": "n", "description": "what the server says"]]
        let (bot, _) = try await withStub(.success(received)) { try await $0.bots.get("1") }
        #expect(bot.description == "what the server says")
        #expect("\(bot)" == "Bot(uuid: 1, name: n)")
        #expect("\([bot])" == "[Bot(uuid: 1, name: n)]")
    }
}
