import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// What releases do beside what was recorded.
@Suite(.serialized) struct ReleaseTests {
    private func withRelease(
        _ name: String,
        isFresh: Bool = false,
        _ body: (MockClient) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(name))
        options.isFresh = isFresh
        try await withMock(options, body)
    }

    @Test(arguments: Release.allCases)
    func everyOperationIsDoneByAHandler(release: Release) throws {
        let profile = try #require(Profile.named(release.rawValue))
        #expect(profile.endpoints.count == Contract.operations(of: release).count)
        #expect(Set(profile.endpoints.map(\.id)).subtracting(profile.operationsDone).isEmpty)
    }

    @Test(arguments: Release.allCases)
    func everyOperationAnswersAndLeavesTheServerAlive(release: Release) async throws {
        try await withRelease(release.rawValue) { client in
            let token = try await client.signIn()
            // Deleting the key of the others comes last.
            let routes = try #require(MockProfile(release.rawValue)).routes.sorted {
                ($0.operation == "api_key.delete" ? 1 : 0) < ($1.operation == "api_key.delete" ? 1 : 0)
            }
            let bodies = ["{}", "[]", "null", "{", "\u{0}"]
            // What goes on for a minute has tests of its own.
            for (index, route) in routes.enumerated() where route.operation != "monitoring.in_flight_stream" {
                let path = route.path.replacing(/\{\w+\}/, with: "1")
                let credential =
                    route.credential == "user-token" ? ("Authorization", "Bearer \(token)") : MockClient.key
                for body in Set([bodies[0], bodies[1 + index % 4]]) {
                    let answer = try await client.send(route.method, path, [credential], body: body)
                    #expect(answer.status != 401 && answer.status != 405, "\(route.operation)")
                    // The server's own failures are the release's, with an envelope; anything else would be the mock's.
                    if answer.status == 500 { #expect(answer.json?["code"] != nil, "\(route.operation)") }
                }
            }
            #expect(try await client.send("GET", "/healthz", []).status == 200)
        }
    }

    @Test(arguments: ["4.5", "4.11"])
    func decodesAPathBeforeItLooksForItsParts(release: String) async throws {
        try await withRelease(release) { client throws in
            #expect(try await client.send("GET", "/api/v1/platform/%62ots").status == 200)
            #expect(try await client.send("GET", "/api/v1/platform/bots/%2562").status == 404)
        }
    }

    @Test(arguments: ["4.5", "4.11"])
    func takesContentThatIsTooLargeForAFailureOfItsOwn(release: String) async throws {
        try await withRelease(release) { client throws in
            let body = String(repeating: " ", count: 11 << 20)
            #expect(try await client.send("POST", "/api/v1/platform/bots", body: body).status == 500)
        }
    }

    @Test(arguments: Release.allCases.filter { $0 < .v4_11_2 })
    func botsRepeatTheStoredNameOfTheirPipeline(release: Release) async throws {
        try await withRelease(release.rawValue) { client throws in
            let pipelines = "/api/v1/pipelines"
            let bots = "/api/v1/platform/bots"
            func create(_ path: String, _ content: JSONValue) async throws -> String {
                try #require(try await client.send("POST", path, content).data?["uuid"]?.stringValue)
            }
            let pipeline = try await create(pipelines, ["name": "p", "description": "", "config": [:]])
            let settings: JSONValue = ["token": "1:t"]
            let bot = try await create(
                bots,
                ["name": "b", "description": "", "adapter": "telegram", "adapter_config": settings]
            )
            let bound = try await client.send("PUT", "\(bots)/\(bot)", ["use_pipeline_uuid": .string(pipeline)])
            #expect(bound.status == 200)
            for (sent, stored) in [(0, "0"), (1.5, "1.5"), (true, "1"), ("x", "x")] as [(JSONValue, JSONValue)] {
                #expect(try await client.send("PUT", "\(pipelines)/\(pipeline)", ["name": sent]).status == 200)
                #expect(try await client.send("GET", "\(bots)/\(bot)").data?["bot"]?["use_pipeline_name"] == stored)
            }
        }
    }

    /// The statement is compiled before its values are bound.
    @Test func namesAnUnknownColumnBeforeAWrongValue() async throws {
        try await withRelease("4.9.7") { client throws in
            let answer = try await client.send("POST", "/api/v1/pipelines", ["name": [], "description": "", "nope": 1])
            #expect(answer.status == 500)
            #expect(answer.message == "Unconsumed column names: nope")
        }
    }

    @Test func failsToChangeAKnowledgeBaseThatIsNot() async throws {
        try await withRelease("4.9.7") { client throws in
            let answer = try await client.send("PUT", "/api/v1/knowledge/bases/x", ["name": "k"])
            #expect(answer.status == 500)
            #expect(answer.message == "Knowledge base not found after update")
        }
    }

    @Test(arguments: [
        ("a.txt", "Invalid image format. Allowed formats: png, jpg, jpeg, gif, webp"),
        ("a.svg", "Invalid image format. Allowed formats: png, jpg, jpeg, gif, webp"),
        ("a", "Invalid image file: no file extension"), ("A.PNG", "ok"), ("a.b.jpeg", "ok"),
    ])
    func takesImagesByTheirExtension(name: String, message: String) async throws {
        try await withRelease("4.11") { client in
            let answer = try await client.upload("/api/v1/files/images", name, "1")
            #expect(answer.status == 200)
            #expect(answer.message == message)
            #expect(answer.code == (message == "ok" ? 0 : 400))
        }
    }

    @Test(arguments: [
        ("2100-01-01T00:00:00.25Z", "2100-01-01T00:00:00.250000"), ("2100-01-01T00:00:00Z", "2100-01-01T00:00:00"),
    ])
    func keepsTheFractionOfAKeysEnd(given: String, shown: String) async throws {
        try await withRelease("4.11") { client in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let body = "{\"name\":\"n\",\"expires_at\":\"\(given)\"}"
            let made = try await client.send("POST", "/api/v1/apikeys", user, body: body)
            #expect(made.data?["key"]?["expires_at"]?.stringValue == shown)
        }
    }

    @Test func failsToChangeTheLanguageAsTheReleaseDoes() async throws {
        try await withRelease("4.11") { client in
            let path = "/api/v1/workspaces/current/language"
            let known = try await client.send("PUT", path, ["language": "ja_JP"])
            #expect(known.status == 500)
            #expect(known.json?["code"] == "internal_error")
            let unknown = try await client.send("PUT", path, ["language": "tlh"])
            #expect(unknown.json?["code"] == "invalid_language")
            #expect(try await client.send("GET", path).data?["language"] == "en_US")
        }
    }

    @Test(arguments: ["4.6", "4.9", "4.11"])
    func givesAnImageBack(release: String) async throws {
        try await withRelease(release) { client in
            let stored = try await client.upload("/api/v1/files/images", "a.png", "PNG\u{1}")
            let key = try #require(stored.data?["file_key"]?.stringValue)
            let image = try await client.send("GET", "/api/v1/files/image/\(key)")
            #expect(image.response.body == Array("PNG\u{1}".utf8))
            #expect(image.field("content-type") == "image/png")
            #expect(try await client.send("GET", "/api/v1/files/image/other").status == 404)
        }
    }

    @Test(arguments: ["4.6", "4.8", "4.9", "4.11"])
    func aKnowledgeBaseFindsWhatWasPutIntoIt(release: String) async throws {
        try await withRelease(release) { client in
            let base = try await makeBase(client, release)
            let text = "Cats sleep most of the day.\n\nDogs bark at night."
            let stored = try await client.upload("/api/v1/files/documents", "n.txt", text)
            let file = try #require(stored.data?["file_id"])
            let added = try await client.send("POST", "/api/v1/knowledge/bases/\(base)/files", ["file_id": file])
            #expect(added.data?["task_id"] != nil)
            let question: JSONValue = ["query": "bark dogs"]
            var results: [JSONValue] = []
            let deadline = ContinuousClock.now + patience
            while results.isEmpty, ContinuousClock.now < deadline {
                let found = try await client.send("POST", "/api/v1/knowledge/bases/\(base)/retrieve", question)
                results = try #require(found.data?["results"]?.arrayValue)
            }
            // Without an engine, a short text is one piece.
            let isOnePiece = ["4.6", "4.8"].contains(release)
            #expect(results.first?["content"]?[0]?["text"] == .string(isOnePiece ? text : "Dogs bark at night."))
            #expect(results.count == 1)
        }
    }

    private func makeBase(_ client: MockClient, _ release: String) async throws -> String {
        var body: JSONObject = ["name": "k", "description": "d"]
        if ["4.6", "4.8"].contains(release) {
            let provider: JSONValue = [
                "requester": "openai-chat-completions", "base_url": "http://h/v1", "api_keys": ["k"],
            ]
            let model: JSONValue =
                release == "4.6"
                ? [
                    "name": "e", "description": "", "requester": "openai-chat-completions", "api_keys": ["k"],
                    "requester_config": ["base_url": "http://h/v1"],
                ] : ["name": "e", "provider": provider]
            let made = try await client.send("POST", "/api/v1/provider/models/embedding", model)
            body["embedding_model_uuid"] = try #require(made.data?["uuid"])
        } else {
            body["knowledge_engine_plugin_id"] = "langbot-mock/plain-text"
        }
        let made = try await client.send("POST", "/api/v1/knowledge/bases", .object(body))
        return try #require(made.data?["uuid"]?.stringValue)
    }

    @Test func aPipelineWithoutARunnerFails() async throws {
        try await withRelease("4.11") { client in
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            let uuid = try #require(made.data?["uuid"]?.stringValue)
            let answer = try await client.send("POST", "/api/v1/pipelines/\(uuid)/run", ["message": "hello"])
            #expect(answer.data?["status"] == "failed")
            #expect(answer.data?["reply"]?.stringValue?.hasPrefix("Agent runner not found: no runner") == true)
        }
    }

    @Test func dozensRunAtOnceAndNeverMeet() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<36 {
                group.addTask {
                    let profile = MockProfile.all[number % MockProfile.all.count]
                    let mock = try await MockLangBot.start(profile: profile)
                    let client = MockClient(mock: mock)
                    let body: JSONValue = ["name": .string("p\(number)"), "description": "d"]
                    let made = try await client.send("POST", "/api/v1/pipelines", body)
                    let list = try await client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue
                    let names = (list ?? []).compactMap { $0["name"]?.stringValue }.filter { $0 != "ChatPipeline" }
                    #expect(made.status == 200)
                    #expect(names == ["p\(number)"])
                    await mock.stop(drain: .zero)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aFreshOneHasNothing() async throws {
        try await withRelease("4.9", isFresh: true) { client in
            let state = try await client.send("GET", "/api/v1/user/init", [])
            #expect(state.data?["initialized"] == false)
            #expect(try await client.send("GET", "/api/v1/platform/bots").status == 401)
            let account: JSONValue = ["user": "a@example.com", "password": "p"]
            #expect(try await client.send("POST", "/api/v1/user/init", [], body: account.description).code == 0)
            #expect(try await client.send("GET", "/api/v1/user/init", []).data?["initialized"] == true)
        }
    }
}
