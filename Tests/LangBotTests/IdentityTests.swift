import Foundation
import LangBot
import LangBotTesting
import Testing

/// What has an identity has an identifier, or is a decoding error.
@Suite struct IdentityTests {
    /// A call whose answer identifies something, by that member of those data.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: [String]
        let data: JSONValue
        let isNumber: Bool
        let call: @Sendable (LangBotClient) async throws -> Void

        init(
            _ operation: String,
            _ path: [String],
            _ data: JSONValue,
            isNumber: Bool = false,
            _ call: @escaping @Sendable (LangBotClient) async throws -> Void
        ) {
            testDescription = operation
            self.path = path
            self.data = data
            self.isNumber = isNumber
            self.call = call
        }
    }

    static let manifest: JSONValue = ["manifest": ["manifest": ["metadata": ["author": "a", "name": "b"]]]]
    static let cases: [Case] = [
        Case("bot.get", ["bot", "uuid"], ["bot": ["uuid": "1"]]) { _ = try await $0.bots.get("1") },
        Case("bot.create", ["uuid"], ["uuid": "1"]) {
            _ = try await $0.bots.create(.init(name: "n", adapter: .telegram, configuration: [:]))
        },
        Case("pipeline.get", ["pipeline", "uuid"], ["pipeline": ["uuid": "1"]]) { _ = try await $0.pipelines.get("1") },
        Case("knowledge_base.get", ["base", "uuid"], ["base": ["uuid": "1"]]) {
            _ = try await $0.knowledge.bases.get("1")
        },
        Case("mcp_server.get", ["server", "uuid"], ["server": ["uuid": "1", "name": "n"]]) {
            _ = try await $0.mcp.servers.get("n")
        },
        Case("mcp_server.get", ["server", "name"], ["server": ["uuid": "1", "name": "n"]]) {
            _ = try await $0.mcp.servers.get("n")
        },
        Case("provider.get", ["provider", "uuid"], ["provider": ["uuid": "1"]]) { _ = try await $0.providers.get("1") },
        Case("model.llm.get", ["model", "uuid"], ["model": ["uuid": "1"]]) { _ = try await $0.models.llm.get("1") },
        Case("model.llm.get", ["model", "provider", "uuid"], ["model": ["uuid": "1", "provider": ["uuid": "p"]]]) {
            _ = try await $0.models.llm.get("1")
        },
        Case("agent.get", ["agent", "uuid"], ["agent": ["uuid": "1"]]) { _ = try await $0.agents.get("1") },
        Case("plugin.get", ["plugin", "manifest", "manifest", "metadata", "name"], ["plugin": manifest]) {
            _ = try await $0.plugins.get("a/b")
        },
        Case("skill.get", ["skill", "name"], ["skill": ["name": "1"]]) { _ = try await $0.skills.get("1") },
        Case("api_key.get", ["key", "id"], ["key": ["id": 1]], isNumber: true) { _ = try await $0.apiKeys.get(1) },
        Case("task.get", ["id"], ["id": 1], isNumber: true) { _ = try await $0.tasks.get(1) },
        Case("plugin.upgrade", ["task_id"], ["task_id": 1], isNumber: true) {
            _ = try await $0.plugins.upgrade("a/b")
        },
        Case("bot.admin.create", ["id"], ["id": 1], isNumber: true) {
            _ = try await $0.bots.admins.create(.person("p"), of: "b")
        },
        Case("monitoring.message_details", ["message", "id"], ["message": ["id": "1"]]) {
            _ = try await $0.monitoring.details(ofMessage: "1")
        },
    ]

    @Test(arguments: cases) func theIdentifierIsRead(_ item: Case) async throws {
        try await withStub(.success(item.data)) { try await item.call($0) }
    }

    @Test(arguments: cases) func withoutAnIdentifierDecodingFails(_ item: Case) async throws {
        let bad: [JSONValue] = item.isNumber ? ["7", -1, 1.5, [:]] : ["", 7, [:]]
        for value in [nil, .null] + bad.map(Optional.some) {
            let data = Self.data(item.data, replacing: item.path[...], with: value)
            let error = try await failure { try await withStub(.success(data)) { try await item.call($0) } }
            #expect(error.code == .decoding, "\(String(describing: value))")
            #expect(error.operation?.rawValue == item.testDescription)
            let member = try #require(item.path.last)
            #expect(error.localizedDescription.contains(member), "\(error.localizedDescription)")
        }
    }

    @Test func theErrorSaysWhichMemberAndWhatIsWrongWithIt() async throws {
        let wrong: [(JSONValue, String)] = [
            (["name": "n"], "\"data.bots\" has no \"uuid\""),
            (["uuid": 5], "\"uuid\" of \"data.bots\" is not a text"),
            (["uuid": ""], "\"uuid\" of \"data.bots\" is empty"),
        ]
        for (bot, sentence) in wrong {
            let error = try await failure {
                try await withStub(.success(["bots": [["uuid": "1"], bot]])) { try await $0.bots.list() }
            }
            #expect(error.localizedDescription.contains(sentence), "\(error.localizedDescription)")
        }
        let replies: JSONValue = ["replies": [["id": 1, "content": "a"], ["id": "x"]]]
        let error = try await failure {
            try await withStub(.success(replies)) { try await $0.pipelines.run("p", message: "m") }
        }
        #expect(error.localizedDescription.contains("\"replies[1].id\" of \"data\" is not a whole number"))
    }

    @Test func changingTheMemberDoesNotMakeItAnotherObject() async throws {
        let (_, requests) = try await withStub(.success(["bot": ["uuid": "1"]]), .success(nil)) { client in
            var bot = try await client.bots.get("1")
            bot.fields["uuid"] = "2"
            bot.name = "new"
            #expect(bot.id == "1")
            try await client.bots.update(bot)
        }
        #expect(requests.last?.url.path == "/api/v1/platform/bots/1")
        #expect(requests.last?.json == ["name": "new"])
    }

    @Test func identifiersAreStoredAsTheirTextOrNumber() throws {
        struct Stored: Codable, Equatable {
            var bot: Bot.ID = "b-1"
            var key: APIKeyRecord.ID = 7
            var engine: PluginID = "author/name"
        }
        let data = try JSONEncoder().encode(Stored())
        #expect(try JSONValue(json: data) == ["bot": "b-1", "key": 7, "engine": "author/name"])
        #expect(try JSONDecoder().decode(Stored.self, from: data) == Stored())
        #expect("\(Stored().bot) \(Stored().key)" == "b-1 7")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([PluginID].self, from: Data("[\"x\"]".utf8)) }
    }

    @Test func pluginsAreNamedByTheirIdentifiers() async throws {
        let engines: JSONValue = ["engines": [["plugin_id": "author/name"]]]
        let (read, _) = try await withStub(.success(engines)) { try await $0.knowledge.engines.list() }
        #expect(read.map(\.id) == ["author/name"])
        for name in ["name", "a/", "/", "a/b/c"] {
            let wrong: JSONValue = ["engines": [["plugin_id": .string(name)]]]
            let error = try await failure {
                try await withStub(.success(wrong)) { try await $0.knowledge.engines.list() }
            }
            #expect(error.code == .decoding)
            #expect(error.localizedDescription.contains("is not of the form author/name"))
        }
        let received: JSONValue = ["bound_plugins": [["author": "a", "name": "b"]], "bound_mcp_servers": []]
        let (_, requests) = try await withStub(.success(received), .success(nil)) { client in
            var extensions = try await client.pipelines.extensions.get("p")
            #expect(extensions.boundPlugins == ["a/b"])
            extensions.boundPlugins.append("c/d")
            try await client.pipelines.extensions.update("p", extensions.choice)
        }
        let sent: JSONValue = [["author": "a", "name": "b"], ["author": "c", "name": "d"]]
        #expect(requests.last?.json?["bound_plugins"] == sent)
    }

    @Test func theContextsKeyIsFoundInTheList() async throws {
        let keys: JSONValue = ["keys": [["id": 1, "uuid": "k-1"], ["id": 2, "uuid": "k-2"], ["id": 3]]]
        let (found, _) = try await withStub(.success(keys), .success(["api_key_id": "k-2"])) { client in
            let list = try await client.apiKeys.list()
            let own = try await client.system.context().apiKeyID
            return list.first { $0.uuid == own }?.id
        }
        #expect(found == 2)
    }

    private static func data(_ value: JSONValue, replacing path: ArraySlice<String>, with new: JSONValue?) -> JSONValue
    {
        guard let name = path.first else { return new ?? .null }
        var members = value.objectValue ?? [:]
        if path.count == 1 {
            members[name] = new
        } else {
            members[name] = data(members[name] ?? .null, replacing: path.dropFirst(), with: new)
        }
        return .object(members)
    }
}
