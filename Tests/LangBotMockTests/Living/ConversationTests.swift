import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// A message runs through its pipeline: to a model, to tools and back.
struct ConversationTests {
    private static let pipelines = "/api/v1/pipelines"

    /// Makes a pipeline whose runner has this configuration.
    private func pipeline(_ client: MockClient, _ agent: JSONObject) async throws -> String {
        let created = try await client.send("POST", Self.pipelines, ["name": "p", "description": "d"])
        let uuid = try #require(created.data?["uuid"]?.stringValue)
        let shown = try await client.send("GET", "\(Self.pipelines)/\(uuid)")
        var configuration = try #require(shown.data?["pipeline"]?["config"]?.objectValue)
        var intelligence = try #require(configuration["ai"]?.objectValue)
        intelligence["local-agent"] = .object(agent)
        intelligence["runner"] = ["runner": "local-agent"]
        configuration["ai"] = .object(intelligence)
        let members: JSONValue = ["name": "p", "config": .object(configuration)]
        #expect(try await client.send("PUT", "\(Self.pipelines)/\(uuid)", members).status == 200)
        return uuid
    }

    private func send(_ client: MockClient, _ pipeline: String, _ json: JSONValue) async throws -> MockClient.Answer {
        let token = ("Authorization", "Bearer \(try await client.signIn())")
        let path = "\(Self.pipelines)/\(pipeline)/chat/send"
        return try await client.send("POST", path, [token], body: json.description)
    }

    private static func saying(_ text: String) -> JSONObject {
        ["session_type": "person", "message": [["type": "Plain", "text": .string(text)]]]
    }

    private func standalone(_ client: MockClient, _ address: String) async throws -> String {
        let model = try await client.send(
            "POST",
            LivingModel.path,
            [
                "name": "m", "description": "", "requester": "openai-chat-completions", "api_keys": ["sk"],
                "abilities": ["func_call"], "requester_config": ["base_url": .string(address), "timeout": 30],
            ]
        )
        return try #require(model.data?["uuid"]?.stringValue)
    }

    @Test func anAnswerIsRepeatedToTheModelInTheNextQuestion() async throws {
        try await withMock(try LivingModel.options("4.5.4")) { client in
            try await ModelPeer.with(.pieces(["It is ", "sunny."])) { peer, address in
                let model = try await standalone(client, address)
                let pipeline = try await pipeline(client, ["model": .string(model), "max-round": 10, "prompt": []])
                let first = try await send(client, pipeline, .object(Self.saying("weather?")))
                #expect(first.data?["message"]?["content"] == "It is sunny.")
                _ = try await send(client, pipeline, .object(Self.saying("and tomorrow?")))
                let told = peer.requests.last?["messages"]?.arrayValue?.compactMap { $0["content"]?.stringValue }
                #expect(told == ["weather?", "It is sunny.", "and tomorrow?"])
            }
        }
    }

    @Test func aStreamTellsTheWholeTextSoFar() async throws {
        try await withMock(try LivingModel.options("4.5.4")) { client in
            try await ModelPeer.with(.pieces((1...10).map { "\($0) " })) { _, address in
                let model = try await standalone(client, address)
                let pipeline = try await pipeline(client, ["model": .string(model), "max-round": 10, "prompt": []])
                let members = Self.saying("count").merging(["is_stream": true])
                let answer = try await send(client, pipeline, .object(members))
                let events = String(decoding: answer.response.body, as: UTF8.self).split(separator: "\n\n")
                let parsed = events.compactMap { try? JSONValue(parsing: String($0.dropFirst(6))) }
                #expect(
                    parsed.compactMap { $0["message"]?["content"]?.stringValue } == [
                        "1 2 3 4 5 6 7 8 ", "1 2 3 4 5 6 7 8 9 10 ",
                    ]
                )
                #expect(parsed.compactMap { $0["message"]?["is_final"] } == [false, true])
                #expect(parsed.first?["type"] == "start")
                #expect(parsed.last?["type"] == "end")
            }
        }
    }

    @Test func whatIsNotAllowedIsRefusedWithItsPath() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let created = try await client.send("POST", Self.pipelines, ["name": "p"])
            let path = "\(Self.pipelines)/\(try #require(created.data?["uuid"]?.stringValue))"
            let cases: [(JSONValue, String)] = [
                (["ai": ["runner": 1]], "Pipeline config field 'ai.runner' must be an object"),
                (["ai": ["runner": ["id": 1]]], "Pipeline config field 'ai.runner.id' must be a string"),
                (["ai": ["runner": ["id": "x"]]], "Pipeline config field 'ai.runner_config' must be an object"),
                (
                    ["ai": ["runner": ["id": "x"], "runner_config": [:]]],
                    "Pipeline runner_config is missing selected runner 'x'"
                ),
                (
                    ["ai": ["runner": ["id": "x"], "runner_config": ["x": ["enable-all-tools": 1]]]],
                    "Pipeline runner_config['x'] field 'enable-all-tools' must be a boolean"
                ),
            ]
            for (configuration, reason) in cases {
                let answer = try await client.send("PUT", path, ["config": configuration])
                #expect(answer.status == 400)
                #expect(answer.message == reason)
            }
        }
    }

    @Test func aPipelineWithoutARunnerFailsAndSaysSo() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let created = try await client.send("POST", Self.pipelines, ["name": "p"])
            let path = "\(Self.pipelines)/\(try #require(created.data?["uuid"]?.stringValue))/run"
            let data = try await client.send("POST", path, ["message": "hi"]).data
            #expect(data?["status"] == "failed")
            #expect(data?["replies"]?.arrayValue?.count == 1)
        }
    }

    @Test func aPipelineThatCouldNotBeLoadedAnswersNobody() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let created = try await client.send("POST", Self.pipelines, ["name": "p"])
            let path = "\(Self.pipelines)/\(try #require(created.data?["uuid"]?.stringValue))"
            #expect(try await client.send("PUT", path, ["config": [:]]).status == 500)
            let data = try await client.send("POST", path + "/run", ["message": "hi"]).data
            #expect(data?["status"] == "failed")
            #expect(data?["replies"] == [])
        }
    }

    @Test func aMessageThatARuleStopsHasGoneThroughItsPipeline() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let created = try await client.send("POST", Self.pipelines, ["name": "p"])
            let uuid = try #require(created.data?["uuid"]?.stringValue)
            let path = "\(Self.pipelines)/\(uuid)"
            let shown = try await client.send("GET", path).data?["pipeline"]?["config"]?.objectValue
            var configuration = try #require(shown)
            let trigger = try #require(configuration["trigger"]?.objectValue)
            configuration["trigger"] = .object(trigger.merging(["ignore-rules": ["prefix": ["hi"], "regexp": []]]))
            #expect(try await client.send("PUT", path, ["config": .object(configuration)]).status == 200)
            let data = try await client.send("POST", path + "/run", ["message": "hi there"]).data
            #expect(data?["status"] == "completed")
            #expect(data?["replies"] == [])
            let messages = try await client.send("GET", "/api/v1/monitoring/messages?pipelineId=\(uuid)").data?[
                "messages"
            ]
            #expect(messages?.arrayValue?.map { $0["status"] } == ["success"])
        }
    }

    /// What failed is recorded as one message of the user's; variables and an answer come with success only.
    @Test(arguments: ["hi", "!nothing"]) func onlyASuccessIsRecordedWithItsAnswer(text: String) async throws {
        let isCommand = text.hasPrefix("!")
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let created = try await client.send("POST", Self.pipelines, ["name": "p"])
            let pipeline = try #require(created.data?["uuid"]?.stringValue)
            let path = "\(Self.pipelines)/\(pipeline)"
            let shown = try await client.send("GET", path).data?["pipeline"]?["config"]?.objectValue
            var configuration = try #require(shown)
            configuration["ai"] = [
                "runner": ["id": "plugin:a/b/c", "expire-time": 0], "runner_config": ["plugin:a/b/c": [:]],
            ]
            #expect(try await client.send("PUT", path, ["config": .object(configuration)]).status == 200)
            _ = try await client.send("POST", path + "/run", ["message": .string(text)])

            let monitored = "/api/v1/monitoring/messages?pipelineId=\(pipeline)"
            let messages = try await client.send("GET", monitored).data?["messages"]?.arrayValue ?? []
            #expect(messages.map { $0["role"] } == (isCommand ? ["assistant", "user"] : ["user"]))
            let asked = try #require(messages.last)
            #expect(asked["message_content"]?.stringValue == "[{\"type\": \"Plain\", \"text\": \"\(text)\"}]")
            #expect(asked["status"] == (isCommand ? "success" : "error"))
            #expect(asked["variables"]?.isNull == !isCommand)
            if isCommand { #expect(asked["run_id"]?.isNull == true) }
            #expect(try await client.send("GET", monitored + "&botId=").data?["total"] == 0)
        }
    }
}
