import Foundation
import JSONCore
import LangBotMock
import Testing

/// Pipelines with a runner that was part of LangBot are moved to its plugin.
struct PipelineMigrationTests {
    private static let path = "/api/v1/pipelines/_/migration"
    private static let fields = [
        "advanced-settings", "box-session-id-template", "context-history-fetch-limit", "context-keep-recent-tokens",
        "context-reserve-tokens", "context-summary-tokens", "context-window-tokens", "date-grounding",
        "max-tool-iterations", "max-tool-result-chars", "model", "prompt", "remove-think", "rerank-model",
        "rerank-top-k", "retrieval-top-k", "timeout", "tool-execution-mode",
    ]

    /// A signed-in user of an installation with one pipeline.
    private struct Place {
        let client: MockClient
        let user: (String, String)
        let pipeline: String
        let whole: JSONObject

        init(_ client: MockClient) async throws {
            self.client = client
            user = try await client.signedIn()
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            pipeline = try #require(made.data?["uuid"]?.stringValue)
            let shown = try await client.send("GET", "/api/v1/pipelines/\(pipeline)").data?["pipeline"]
            whole = shown?["config"]?.objectValue ?? [:]
        }

        func choose(_ intelligence: JSONValue) async throws {
            let config = whole.merging(["ai": intelligence])
            _ = try await client.send("PUT", "/api/v1/pipelines/\(pipeline)", ["config": .object(config)])
        }

        func preview() async throws -> JSONValue? {
            try await client.send("GET", "\(PipelineMigrationTests.path)/preview", [user]).data?["items"]?[0]
        }

        func execute(_ json: JSONValue) async throws -> MockClient.Answer {
            let path = "\(PipelineMigrationTests.path)/execute"
            return try await client.send("POST", path, [user], body: json.description)
        }

        func results(of answer: MockClient.Answer) async throws -> JSONValue? {
            try await client.ended(answer, user)["runtime"]?["result"]?["results"]
        }

        func intelligence() async throws -> JSONValue? {
            try await client.send("GET", "/api/v1/pipelines/\(pipeline)").data?["pipeline"]?["config"]?["ai"]
        }
    }

    private static func agent(_ section: JSONValue) -> JSONValue {
        ["runner": ["id": "", "runner": "local-agent"], "runner_config": [:], "local-agent": section]
    }

    private static func withPlace(_ body: @escaping (Place) async throws -> Void) async throws {
        try await withPluginMock(.v4_11) { client throws in try await body(try await Place(client)) }
    }

    @Test(
        arguments: [
            (["runner": ["id": ""]], "not_legacy", []),
            (["runner": ["id": "x"], "runner_config": ["x": [:]]], "blocked", ["invalid_runner_id"]),
            (["runner": ["id": "plugin:a/b/c"], "runner_config": ["plugin:a/b/c": [:]]], "already_current", []),
            (["runner": ["id": "", "runner": "mine"]], "blocked", ["mixed_runner_selection"]),
            (["runner": ["id": "", "runner": "local-agent"]], "blocked", ["missing_field"]),
            (
                ["runner": ["id": "", "runner": "dify-service-api"], "dify-service-api": ["base-url": " "]],
                "blocked", ["missing_field", "invalid_value"]
            ),
            (
                ["runner": ["id": "", "runner": "tbox-app-api"], "tbox-app-api": ["api-key": "k", "app-id": "a"]],
                "needs_plugin", ["plugin_missing"]
            ),
        ] as [(JSONValue, String, [String])]
    )
    func saysWhatWouldBecomeOfAPipeline(intelligence: JSONValue, state: String, blockers: [String]) async throws {
        try await Self.withPlace { place in
            try await place.choose(intelligence)
            let item = try await place.preview()
            #expect(item?["state"] == .string(state))
            #expect(item?["blockers"]?.arrayValue?.compactMap { $0["code"]?.stringValue } == blockers)
            #expect(item?["preview_token"] == .null)
        }
    }

    @Test func movesAPipelineThatSomebodyHasSeen() async throws {
        try await Self.withPlace { place in
            let package = PackageBuilder.runner("LocalAgent", fields: Self.fields).bytes
            let path = "/api/v1/plugins/install/local"
            _ = try await place.client.ended(
                place.client.upload(path, "agent.lbpkg", package, place.user),
                place.user
            )
            try await place.choose(Self.agent(["model": "m", "prompt": "Be brief", "max-round": "5"]))
            let item = try await place.preview()
            #expect(item?["state"] == "ready")
            let token = item?["preview_token"] ?? .null
            func selection(_ token: JSONValue) -> JSONValue {
                let chosen: JSONValue = ["pipeline_uuid": .string(place.pipeline), "preview_token": token]
                return ["confirmed": true, "items": [chosen]]
            }
            #expect(try await place.execute(selection("old")).message == "preview_stale")
            let done = try await place.execute(selection(token))
            let migrated: JSONValue = [
                ["code": nil, "pipeline_uuid": .string(place.pipeline), "state": "migrated"]
            ]
            #expect(try await place.results(of: done) == migrated)
            let intelligence = try await place.intelligence()
            let id = "plugin:langbot-team/LocalAgent/default"
            #expect(intelligence?["runner"]?["id"] == .string(id))
            let runner = intelligence?["runner_config"]?[id]
            #expect(runner?["model"]?["primary"] == "m" && runner?["prompt"]?[0]?["content"] == "Be brief")
            #expect(intelligence?["local-agent"] == nil)
            #expect(try await place.execute(selection(token)).message == "preview_stale")
            #expect(try await place.preview()?["state"] == "already_current")
        }
    }

    @Test func movesEverythingAtOnce() async throws {
        try await Self.withPlace { place in
            let all: JSONObject = ["all": true, "confirmed": true, "install_plugins": true]
            #expect(try await place.execute(.object(all)).message == "nothing_to_migrate")
            try await place.choose(Self.agent(["model": "m"]))
            let failed = try await place.results(of: place.execute(.object(all)))
            #expect(failed?[0]?["state"] == "blocked" && failed?[0]?["code"] == "plugin_download_failed")
            let done = try await place.execute(.object(all.merging(["install_plugins": false])))
            #expect(done.data?["pipeline_uuids"] == [.string(place.pipeline)])
            let moved = try await place.results(of: done)
            #expect(moved?[0]?["state"] == "migrated" && moved?[0]?["code"] == "data_only")
            #expect(try await place.preview()?["state"] == "already_current")
        }
    }
}
