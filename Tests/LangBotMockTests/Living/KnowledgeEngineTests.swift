import JSONCore
import LangBotContract
import LangBotMock
import Testing

@Suite(.serialized) struct KnowledgeEngineTests {
    private static let bases = "/api/v1/knowledge/bases"
    private typealias Fields = [(String, String)]

    private func run(_ release: Release, _ body: (MockClient, [(String, String)]) async throws -> Void) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release.rawValue))
        try await withMock(options) { client throws in
            try await body(client, [("Authorization", "Bearer \(try await client.signIn())")])
        }
    }

    private func upload(_ client: MockClient, _ fields: Fields, _ name: String, _ text: String) async throws
        -> JSONValue
    {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\""
        let form = "--b\r\n\(head)\r\n\r\n\(text)\r\n--b--\r\n"
        let type = "multipart/form-data; boundary=b"
        let answer = try await client.send("POST", "/api/v1/files/documents", fields, body: form, type: type)
        return answer.data?["file_id"] ?? .null
    }

    /// Stores a document and returns its row and the end of the task, once it is done.
    private func store(_ client: MockClient, _ fields: Fields, _ base: String, _ file: JSONValue) async throws
        -> (file: JSONValue, task: JSONValue)
    {
        let path = Self.bases + "/\(base)/files"
        let body: JSONValue = ["file_id": file]
        let answer = try await client.send("POST", path, fields, body: body.description)
        let task = answer.data?["task_id"]?.integerValue ?? -1
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let data = try await client.send("GET", "/api/v1/system/tasks/\(task)", fields).data
            guard data?["runtime"]?["done"] == true else { continue }
            let files = try await client.send("GET", path, fields).data?["files"]?.arrayValue ?? []
            return (files.first { $0["file_name"] == file } ?? .null, data ?? .null)
        }
        return (.null, .null)
    }

    private func model(_ client: MockClient, _ fields: Fields, _ name: String) async throws -> JSONValue {
        let provider: JSONValue = [
            "name": "p", "requester": "openai-chat-completions", "base_url": "https://models.example/v1",
            "api_keys": ["k"],
        ]
        let path = "/api/v1/provider/providers"
        let made = try await client.send("POST", path, fields, body: provider.description).data?["uuid"] ?? .null
        let model: JSONValue = ["name": .string(name), "provider_uuid": made, "extra_args": [:]]
        let models = "/api/v1/provider/models/embedding"
        return try await client.send("POST", models, fields, body: model.description).data?["uuid"] ?? .null
    }

    private func search(_ client: MockClient, _ fields: Fields, _ base: String, _ body: JSONValue) async throws
        -> MockClient.Answer
    {
        try await client.send("POST", Self.bases + "/\(base)/retrieve", fields, body: body.description)
    }

    @Test(arguments: [Release.v4_9_7, .v4_10_11, .v4_11_2])
    func theEngineThatIsListedWorks(release: Release) async throws {
        try await run(release) { client, fields throws in
            let engine = try await client.send("GET", "/api/v1/knowledge/engines", fields).data?["engines"]?[0]
            let body: JSONValue = [
                "name": "k", "knowledge_engine_plugin_id": engine?["plugin_id"] ?? .null,
                "retrieval_settings": ["top_k": 1],
            ]
            let made = try await client.send("POST", Self.bases, fields, body: body.description)
            let base = made.data?["uuid"]?.stringValue ?? ""
            let shown = try await client.send("GET", Self.bases + "/\(base)", fields).data?["base"]
            #expect(shown?["knowledge_engine"]?["name"] == engine?["name"])
            let text = try await upload(client, fields, "a.txt", "Red fox.\n\nBlue whale.\n\nRed sea.")
            #expect(try await store(client, fields, base, text).file["status"] == "completed")
            let one = try await search(client, fields, base, ["query": "red sea"])
            #expect(one.data?["results"]?.arrayValue?.count == 1)
            let all = try await search(client, fields, base, ["query": "red", "retrieval_settings": ["top_k": 9]])
            #expect(all.data?["results"]?.arrayValue?.count == 2)
            let none = try await upload(client, fields, "b.pdf", "%PDF-1.4 nothing")
            let failed = try await store(client, fields, base, none)
            #expect(failed.file["status"] == "failed" && failed.task["runtime"]?["exception"] != .null)
            #expect(try await search(client, fields, base, ["query": "nothing"]).data?["results"] == [])
            #expect(try await client.send("DELETE", Self.bases + "/\(base)", fields).status == 200)
        }
    }

    @Test(arguments: [
        ("{}", "knowledge_engine_plugin_id is required"),
        ("{\"knowledge_engine_plugin_id\":\"x\"}", "Invalid plugin_id format"),
        ("{\"knowledge_engine_plugin_id\":\"a/b\"}", "Plugin a/b is not installed in this Workspace"),
        (
            "{\"knowledge_engine_plugin_id\":\"a/b\",\"defer_initialization\":true}",
            "Knowledge Engine plugin a/b not found"
        ),
    ])
    func refusesAnEngineThatIsNone(body: String, reason: String) async throws {
        try await run(.v4_11_2) { client, fields throws in
            let answer = try await client.send("POST", Self.bases, fields, body: body)
            #expect(answer.status == 400 && answer.message?.hasPrefix(reason) == true)
        }
    }

    @Test(arguments: ["-1", "true", "2.5"])
    func looksForAnEngineWhoseNameIsNoText(name: String) async throws {
        try await run(.v4_9_7) { client, fields throws in
            let answer = try await client.send(
                "POST",
                Self.bases,
                fields,
                body: "{\"knowledge_engine_plugin_id\":\(name)}"
            )
            let shown = name == "true" ? "True" : name
            #expect(answer.status == 400 && answer.message == "Knowledge Engine plugin \(shown) not found")
        }
    }

    @Test func documentsAreCutAndEmbedded() async throws {
        try await run(.v4_8_7) { client, fields throws in
            let body: JSONValue = [
                "name": "k", "embedding_model_uuid": try await model(client, fields, "e"), "top_k": 9,
            ]
            let made = try await client.send("POST", Self.bases, fields, body: body.description)
            let base = made.data?["uuid"]?.stringValue ?? ""
            let words = (0..<300).map { "word\($0)" }.joined(separator: " ")
            let stored = try await store(client, fields, base, try await upload(client, fields, "long.txt", words))
            #expect(stored.file["status"] == "completed")
            #expect(stored.task["task_context"]?["current_action"] == "Embedding chunks")
            let found = try await search(client, fields, base, ["query": "word0"]).data?["results"]?.arrayValue ?? []
            let texts = found.compactMap { $0["content"]?[0]?["text"]?.stringValue }
            #expect(texts.count == 5 && texts.allSatisfy { $0.count <= 500 })
            #expect(texts.reduce(0) { $0 + $1.count } > words.count + 100, "pieces overlap")
            for (name, text) in [("empty.txt", ""), ("a.csv", "a,b"), ("noext", "text")] {
                let failed = try await store(client, fields, base, try await upload(client, fields, name, text))
                #expect(failed.file["status"] == "failed", "\(name)")
            }
            let page = "<html><body><h1>Top</h1><script>x</script><p>one <b>two</b></p></body></html>"
            _ = try await store(client, fields, base, try await upload(client, fields, "a.html", page))
            let html = try await search(client, fields, base, ["query": "# Top one two"]).data?["results"]
            #expect(html?[0]?["content"]?[0]?["text"] == "# Top\none two")
        }
    }

    @Test func aModelThatFailsIsNamed() async throws {
        try await run(.v4_8_7) { client, fields throws in
            let body: JSONValue = ["name": "k", "embedding_model_uuid": try await model(client, fields, "err-401")]
            let made = try await client.send("POST", Self.bases, fields, body: body.description)
            let base = made.data?["uuid"]?.stringValue ?? ""
            let failed = try await store(client, fields, base, try await upload(client, fields, "a.txt", "text"))
            let text = failed.task["runtime"]?["exception"]?.stringValue ?? ""
            #expect(failed.file["status"] == "failed" && text.hasPrefix("Error code: 401 - {'error'"))
            #expect(try await search(client, fields, base, ["query": "x"]).status == 500)
        }
    }

    @Test(arguments: [Release.v4_9_7, .v4_11_2])
    func readsFormsAsTheReleasesDo(release: Release) async throws {
        try await run(release) { client, fields throws in
            for form in [
                "--b\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\nhi\n--b--\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename*=utf-8''%E4%BE%A1.txt\r\n\r\nhi\r\n--b--\r\n",
            ] {
                let type = "multipart/form-data; boundary=b"
                let answer = try await client.send("POST", "/api/v1/files/documents", fields, body: form, type: type)
                let id = answer.data?["file_id"]?.stringValue ?? ""
                #expect(answer.status == 200 && id.hasSuffix(".txt"))
                if release < .v4_10_11, form.contains("*") { #expect(id.hasPrefix("価_")) }
            }
        }
    }
}
