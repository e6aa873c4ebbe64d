import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What is made can be listed, read, changed and deleted.
@Suite(.serialized) struct StateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let plural: String
        let singular: String
        let content: JSONValue
        let change: JSONValue
        let member: String

        var testDescription: String { path }
    }

    private static let model: JSONValue = [
        "name": "m", "requester": "openai-chat-completions", "requester_config": ["model": "gpt"], "api_keys": [],
    ]

    static let cases = [
        Case(
            path: "/api/v1/provider/models/llm",
            plural: "models",
            singular: "model",
            content: model,
            change: ["description": "new"],
            member: "description"
        ),
        Case(
            path: "/api/v1/provider/models/embedding",
            plural: "models",
            singular: "model",
            content: model,
            change: ["extra_args": ["a": 1]],
            member: "extra_args"
        ),
        Case(
            path: "/api/v1/platform/bots",
            plural: "bots",
            singular: "bot",
            content: ["name": "b", "adapter": "telegram", "config": ["token": "t"]],
            change: ["enable": false],
            member: "enable"
        ),
        Case(
            path: "/api/v1/pipelines",
            plural: "pipelines",
            singular: "pipeline",
            content: ["name": "p"],
            change: ["name": "q"],
            member: "name"
        ),
        Case(
            path: "/api/v1/knowledge/bases",
            plural: "bases",
            singular: "base",
            content: ["name": "k", "embedding_model_uuid": "e"],
            change: ["top_k": 9],
            member: "top_k"
        ),
        Case(
            path: "/api/v1/mcp/servers",
            plural: "servers",
            singular: "server",
            content: ["name": "s", "mode": "sse"],
            change: ["extra_args": ["url": "http://127.0.0.1/"]],
            member: "extra_args"
        ),
    ]

    @Test(arguments: cases)
    func lives(_ kind: Case) async throws {
        try await withMock { client throws in
            let before = try await client.send("GET", kind.path).data?[kind.plural]?.arrayValue?.count ?? -1
            let created = try await client.send("POST", kind.path, kind.content)
            #expect(created.status == 200 && created.code == 0 && created.message == "ok")
            let identifier = kind.singular == "server" ? "s" : created.data?["uuid"]?.stringValue ?? ""
            let member = "\(kind.path)/\(identifier)"

            let listed = try await client.send("GET", kind.path).data?[kind.plural]?.arrayValue ?? []
            #expect(listed.count == before + 1)
            let read = try await client.send("GET", member).data?[kind.singular]
            #expect(read?["name"] == kind.content["name"])

            #expect(try await client.send("PUT", member, kind.change).status == 200)
            let changed = try await client.send("GET", member).data?[kind.singular]
            #expect(changed?[kind.member] == kind.change[kind.member])
            #expect(changed?["updated_at"] != nil)

            #expect(try await client.send("DELETE", member).status == 200)
            for method in ["GET", "DELETE"] { #expect(try await client.send(method, member).status == 404) }
            #expect(try await client.send("PUT", member, kind.change).status == 404)
            #expect(try await client.send("GET", kind.path).data?[kind.plural]?.arrayValue?.count == before)
        }
    }

    @Test func takesAndShowsBothFieldsOfABot() async throws {
        try await withMock { client throws in
            for member in ["config", "adapter_config"] {
                let content: JSONValue = ["name": "b", "adapter": "telegram", member: ["token": "t"]]
                let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue
                let path = "/api/v1/platform/bots/\(uuid ?? "")"
                var bot = try await client.send("GET", path).data?["bot"]
                #expect(bot?["config"] == ["token": "t"] && bot?["adapter_config"] == ["token": "t"])
                _ = try await client.send("PUT", path, [member: ["token": "u"]])
                bot = try await client.send("GET", path).data?["bot"]
                #expect(bot?["config"] == ["token": "u"] && bot?["adapter_config"] == ["token": "u"])
            }
        }
    }

    /// Lists are kept as text, and shown again after everything that changes what stands in them.
    @Test func showsAListAsItIsNow() async throws {
        try await withMock { client throws in
            let path = "/api/v1/platform/bots"
            func names(_ member: String) async throws -> [String?] {
                // Twice, since what is kept is shown at the second time, and must be what was written at the first.
                let first = try await client.send("GET", path)
                let second = try await client.send("GET", path)
                #expect(first.response.body == second.response.body)
                #expect(first.field("content-type") == second.field("content-type"))
                return second.data?["bots"]?.arrayValue?.map { $0[member]?.stringValue } ?? []
            }
            #expect(try await names("name") == [])
            let snapshot = client.mock.snapshot()
            let content: JSONValue = ["name": "a", "adapter": "telegram", "config": [:]]
            let uuid = try await client.send("POST", path, content).data?["uuid"]?.stringValue ?? ""
            #expect(try await names("name") == ["a"])
            _ = try await client.send("PUT", "\(path)/\(uuid)", ["name": "b"])
            #expect(try await names("name") == ["b"])

            let pipelines = try await client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue ?? []
            let pipeline = pipelines.first { $0["is_default"] == true }?["uuid"]?.stringValue ?? ""
            let renaming = try await client.send("PUT", "/api/v1/pipelines/\(pipeline)", ["name": "renamed"])
            #expect(renaming.status == 200)
            #expect(try await names("use_pipeline_name") == ["renamed"])

            let later = client.mock.snapshot()
            try client.mock.restore(snapshot)
            #expect(try await names("name") == [])
            try client.mock.restore(later)
            #expect(try await names("name") == ["b"])
            #expect(try await client.send("DELETE", "\(path)/\(uuid)").status == 200)
            #expect(try await names("name") == [])
        }
    }

    /// The text that is kept is written in another place than the envelopes of everything else.
    @Test func showsAListInTheEnvelopeOfARecord() async throws {
        try await withMock { client throws in
            let path = "/api/v1/platform/bots"
            let content: JSONValue = ["name": "a", "adapter": "telegram", "config": [:]]
            let uuid = try await client.send("POST", path, content).data?["uuid"]?.stringValue ?? ""
            let list = try await client.send("GET", path)
            let record = try await client.send("GET", "\(path)/\(uuid)")
            let text = String(decoding: record.response.body, as: UTF8.self)
            let expected = text.replacing(#"{"bot":{"#, with: #"{"bots":[{"#).replacing(
                #"}},"msg""#,
                with: #"}]},"msg""#
            )
            #expect(expected != text)
            #expect(String(decoding: list.response.body, as: UTF8.self) == expected)
            let names = Set(record.response.fields.map { $0.name.lowercased() })
            #expect(Set(list.response.fields.map { $0.name.lowercased() }) == names)
        }
    }

    /// More members than are compared one by one, among them those that the server alone decides.
    @Test func takesManyMembersButNotItsOwn() async throws {
        try await withMock { client throws in
            let path = "/api/v1/platform/bots"
            var content: JSONObject = ["uuid": "mine", "name": "a", "created_at": "then", "adapter": "telegram"]
            content["config"] = ["token": "t"]
            for number in 0..<20 { content["extra\(number)"] = .integer(Int64(number)) }
            let uuid = try await client.send("POST", path, .object(content)).data?["uuid"]?.stringValue ?? ""
            let bot = try await client.send("GET", "\(path)/\(uuid)").data?["bot"]?.objectValue ?? [:]
            #expect(uuid != "mine" && bot["uuid"]?.stringValue == uuid && bot["created_at"] != "then")
            let extras = (0..<20).map { "extra\($0)" }
            #expect(bot.names.filter { $0.hasPrefix("extra") } == extras)
            #expect(bot.names.prefix(5) == ["name", "description", "adapter", "config", "enable"])
        }
    }

    /// Up to a thousand records are kept as text, and further ones are not.
    @Test func showsRecordsAlikeWhereverTheyStand() async throws {
        let identifiers = (0..<1003).map { "bot-\($0)" }
        let bots = identifiers.map { identifier -> JSONValue in
            ["uuid": .string(identifier), "name": "b", "adapter": "telegram", "config": ["k": ["é"]]]
        }
        var options = MockLangBot.Options()
        options.resources = Data(JSONValue.object(["bots": .array(bots)]).description.utf8)
        try await withMock(options) { client throws in
            let path = "/api/v1/platform/bots"
            let changed = [0, 999, 1000, 1002]
            for number in changed {
                let change: JSONValue = ["name": .string("changed \(number)"), "extra": .integer(Int64(number))]
                #expect(try await client.send("PUT", "\(path)/\(identifiers[number])", change).status == 200)
            }
            let list = try await client.send("GET", path).data?["bots"]?.arrayValue ?? []
            try #require(list.map { $0["uuid"]?.stringValue } == identifiers)
            for number in [0, 1, 998, 999, 1000, 1001, 1002] {
                let bot = try await client.send("GET", "\(path)/\(identifiers[number])").data?["bot"]
                #expect(list[number] == bot)
                #expect(list[number].objectValue?.names == bot?.objectValue?.names)
                let name = changed.contains(number) ? "changed \(number)" : "b"
                #expect(bot?["name"]?.stringValue == name)
            }
        }
    }

    @Test func findsANameWithASpace() async throws {
        try await withMock { client throws in
            let path = "/api/v1/mcp/servers"
            for name in ["a b", "a%20b", "c"] {
                #expect(try await client.send("POST", path, ["name": .string(name)]).status == 200)
            }
            #expect(try await client.send("GET", "\(path)/a%20b").data?["server"]?["name"] == "a b")
            #expect(try await client.send("DELETE", "\(path)/a%20b").status == 200)
            #expect(try await client.send("GET", "\(path)/a%20b").status == 404)
            let servers = try await client.send("GET", path).data?["servers"]?.arrayValue ?? []
            #expect(servers.compactMap { $0["name"]?.stringValue } == ["a%20b", "c"])
            #expect(Set(servers.compactMap { $0["uuid"]?.stringValue }).count == 2)
        }
    }

    @Test func sortsPipelines() async throws {
        try await withMock { client throws in
            for name in ["b", "a", "c"] {
                _ = try await client.send("POST", "/api/v1/pipelines", ["name": .string(name)])
            }
            let orders = [("?sort_by=name&sort_order=ASC", ["a", "b", "c"]), ("?sort_by=name", ["c", "b", "a"])]
            for (query, expected) in orders {
                let rows =
                    try await client.send("GET", "/api/v1/pipelines\(query)").data?["pipelines"]?.arrayValue ?? []
                let names = rows.compactMap { $0["name"]?.stringValue }
                #expect(names.filter { expected.contains($0) } == expected)
            }
            #expect(try await client.send("GET", "/api/v1/pipelines?sort_by=uuid").status == 400)
        }
    }

    @Test func bindsExtensions() async throws {
        try await withMock { client throws in
            let uuid =
                try await client.send("POST", "/api/v1/pipelines", ["name": "p"]).data?["uuid"]?.stringValue ?? ""
            let path = "/api/v1/pipelines/\(uuid)/extensions"
            _ = try await client.send("POST", "/api/v1/mcp/servers", ["name": "s"])
            let change: JSONValue = ["bound_mcp_servers": ["s"], "enable_all_mcp_servers": false]
            #expect(try await client.send("PUT", path, change).status == 200)
            let data = try await client.send("GET", path).data
            #expect(data?["bound_mcp_servers"] == ["s"] && data?["enable_all_mcp_servers"] == false)
            #expect(data?["available_mcp_servers"]?.arrayValue?.count == 1)
            #expect(try await client.send("PUT", path, ["bound_plugins": "x"]).status == 400)
        }
    }
}
