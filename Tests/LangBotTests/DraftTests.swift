import Foundation
import LangBot
import LangBotTesting
import Testing

/// Drafts that say what is meant, and not what a release calls it.
@Suite struct DraftTests {
    @Test func mcpServersHaveADraftForEveryMode() {
        let process = MCPServer.Draft.stdio(
            name: "files",
            command: "npx",
            arguments: ["-y", "server"],
            environment: ["A": "b"]
        )
        let configuration: JSONObject = ["command": "npx", "args": ["-y", "server"], "env": ["A": "b"]]
        #expect(process.fields["mode"] == "stdio")
        #expect(process.fields["enable"] == true)
        #expect(process.fields["extra_args"] == .object(configuration))
        let events = MCPServer.Draft.sse(name: "e", url: "http://e", headers: ["X": "y"], timeout: .seconds(5))
        #expect(events.fields["mode"] == "sse")
        #expect(events.fields["extra_args"] == ["url": "http://e", "headers": ["X": "y"], "timeout": 5])
        let http = MCPServer.Draft.http(name: "h", url: "http://h", timeout: .milliseconds(1_500), isEnabled: false)
        #expect(http.fields["mode"] == "http")
        #expect(http.fields["enable"] == false)
        #expect(http.fields["extra_args"] == ["url": "http://h", "headers": [:], "timeout": 1.5])
        #expect(MCPServer.Draft.http(name: "h", url: "u").fields["extra_args"] == ["url": "u", "headers": [:]])
    }

    /// Without abilities, a running 4.9.7 fails silently in every pipeline that uses the model.
    @Test func aLanguageModelHasAbilitiesEvenIfThereAreNone() async throws {
        let draft = ModelDraft(name: "m", provider: .stored("p"))
        let created = StubAnswer.success(["uuid": "m"])
        let (_, requests) = try await withStub(created, created, created) { client in
            _ = try await client.models.llm.create(draft)
            _ = try await client.models.llm.create(ModelDraft(name: "m", provider: .stored("p"), abilities: [.vision]))
            return try await client.models.embedding.create(draft)
        }
        #expect(requests.map { $0.json?["abilities"] } == [[], ["vision"], nil])
    }

    @Test func aPipelinesModelIsNamedAsTheReleaseNamesIt() async throws {
        let prompt: JSONValue = [["role": "system", "content": "Be brief."]]
        // Up to 4.8, then 4.9 and 4.10.
        let old = try await settings(of: ["ai": ["local-agent": ["model": "", "max-round": 10]]])
        #expect(old == ["ai": ["local-agent": ["model": "m", "max-round": 10, "prompt": prompt]]])
        let middle = try await settings(
            of: ["ai": ["local-agent": ["model": ["primary": "", "fallbacks": []], "prompt": []]]]
        )
        let chosen: JSONValue = ["primary": "m", "fallbacks": []]
        #expect(middle == ["ai": ["local-agent": ["model": chosen, "prompt": prompt]]])
    }

    @Test func aRunnersFormNamesItsModelAndPrompt() async throws {
        let metadata = Self.metadata(["plugin:a/flow/default": ["key": "string"], "plugin:a/agent/default": Self.form])
        let found = try await settings(of: ["ai": ["runner": ["id": ""], "runner_config": [:]]], metadata)
        #expect(found?["ai"]?["runner"] == ["id": "plugin:a/agent/default"])
        let settings = found?["ai"]?["runner_config"]?["plugin:a/agent/default"]
        #expect(settings?["brain"] == ["primary": "m", "fallbacks": []])
        #expect(settings?["talk"] == [["role": "system", "content": "Be brief."]])
        #expect(settings?["rounds"] == 8)
    }

    @Test func theRunnerOfTheServerIsKept() async throws {
        let metadata = Self.metadata(["plugin:a/agent/default": Self.form, "plugin:b/agent/default": Self.form])
        let runner: JSONValue = ["id": "plugin:b/agent/default", "expire-time": 9]
        let present: JSONValue = [
            "plugin:b/agent/default": ["rounds": 2, "brain": ["primary": "", "reasoning": "low"]]
        ]
        let found = try await settings(of: ["ai": ["runner": runner, "runner_config": present]], metadata)
        #expect(found?["ai"]?["runner"] == runner)
        let settings = found?["ai"]?["runner_config"]?["plugin:b/agent/default"]
        #expect(settings?["rounds"] == 2)
        #expect(settings?["brain"] == ["primary": "m", "fallbacks": [], "reasoning": "low"])
    }

    @Test func withoutARunnerThePipelineIsDeletedAgain() async throws {
        for metadata in [Self.metadata([:]), Self.metadata(["plugin:a/flow/default": ["key": "string"]]), []] {
            let server = Computed { _ in
                [
                    "uuid": "p", "pipeline": ["uuid": "p", "config": ["ai": ["runner": ["id": ""]]]],
                    "configs": metadata,
                ]
            }
            let error = try await failure {
                try await server.client().pipelines.create(.init(name: "n", model: "m", prompt: "Be brief."))
            }
            #expect(error.code == .unsupportedByServer)
            #expect(error.operation == "pipeline.create")
            #expect(error.localizedDescription.contains("no runner is installed that takes a model and a prompt"))
            #expect(server.requests.last?.operation == "pipeline.delete")
        }
    }

    /// What a new pipeline with that configuration is changed to, for a model and a prompt.
    private func settings(of configuration: JSONValue, _ metadata: JSONValue = []) async throws -> JSONValue? {
        let server = Computed { _ in
            ["uuid": "p", "pipeline": ["uuid": "p", "config": configuration], "configs": metadata]
        }
        let id = try await server.client().pipelines.create(.init(name: "n", model: "m", prompt: "Be brief."))
        #expect(id == "p")
        #expect(server.requests.first?.body == ["name": "n", "description": ""])
        return server.requests.last?.body["config"]
    }

    private static let form = ["brain": "model-fallback-selector", "talk": "prompt-editor", "rounds": "integer"]

    /// Forms of runners, by their names: types of fields by their names.
    private static func metadata(_ runners: [String: [String: String]]) -> JSONValue {
        let defaults: [String: JSONValue] = [
            "model-fallback-selector": ["primary": "", "fallbacks": []], "prompt-editor": [], "integer": 8,
        ]
        let stages = runners.sorted { $0.key < $1.key }.map { name, fields -> JSONValue in
            let config = fields.map { field, type -> JSONValue in
                ["name": .string(field), "type": .string(type), "default": defaults[type] ?? .null]
            }
            return ["name": .string(name), "config": .array(config)]
        }
        let first: JSONValue = ["name": "runner", "config": [["name": "id", "type": "select"]]]
        return [["name": "trigger"], ["name": "ai", "stages": .array([first] + stages)]]
    }
}
