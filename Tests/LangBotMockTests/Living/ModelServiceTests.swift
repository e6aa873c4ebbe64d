import JSONCore
import LangBotMock
import Testing

/// Models are called where their address is on this machine; a script answers for the others.
struct ModelServiceTests {
    @Test(arguments: ["4.8.7", "4.9.7", "4.10.11", "4.11.2"])
    func aTestCallsTheModel(release: String) async throws {
        try await withMock(try LivingModel.options(release)) { client in
            try await ModelPeer.with(.pieces(["Hello"])) { peer, address in
                let model = try await LivingModel.make(client, address)
                #expect(try await model.test().status == 200)
                #expect(peer.requests.map { $0["model"] } == ["m"])
            }
        }
    }

    @Test(arguments: [
        (401, "Invalid API key"), (429, "Rate limit exceeded or insufficient balance"), (500, "Unknown error"),
        (404, "Invalid model or endpoint"),
    ])
    func aTestSaysWhyTheModelDoesNotAnswer(status: Int, reason: String) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            try await ModelPeer.with(.status(status)) { _, address in
                let answer = try await LivingModel.make(client, address).test()
                #expect(answer.status == 400)
                #expect(answer.json?["code"] == "model_test_failed")
                #expect(answer.message == "Model request failed: \(reason)")
            }
        }
    }

    @Test(arguments: [("4.9.7", -2), ("4.10.11", "internal_error")] as [(String, JSONValue)])
    func olderReleasesFail(release: String, code: JSONValue) async throws {
        try await withMock(try LivingModel.options(release)) { client in
            try await ModelPeer.with(.status(500)) { _, address in
                let answer = try await LivingModel.make(client, address).test()
                #expect(answer.status == 500)
                #expect(answer.json?["code"] == code)
            }
        }
    }

    @Test func aRerankModelFailsInTheWordsOfItsService() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            try await ModelPeer.with(.status(401)) { _, address in
                let provider = try await client.send(
                    "POST",
                    "/api/v1/provider/providers",
                    ["name": "p", "requester": "jina-rerank", "base_url": .string(address), "api_keys": ["k"]]
                )
                let path = "/api/v1/provider/models/rerank"
                let members: JSONValue = ["name": "m", "provider_uuid": provider.data?["uuid"] ?? .null]
                let uuid = try #require(try await client.send("POST", path, members).data?["uuid"]?.stringValue)
                let answer = try await client.send("POST", "\(path)/\(uuid)/test", [:])
                let words = #"{"error":{"code":null,"message":"no"}}"#
                #expect(answer.message == "Model request failed: API error (HTTP 401): \(words)")
            }
        }
    }

    @Test(arguments: ["4.9.7", "4.10.11", "4.11.2"])
    func withoutAKeyTheLibraryOfOpenAIFails(release: String) async throws {
        try await withMock(try LivingModel.options(release)) { client in
            let provider: JSONValue = [
                "requester": "openai-chat-completions", "base_url": "https://models.example.com/v1", "api_keys": [],
            ]
            let draft: JSONValue = ["name": "m", "provider": provider, "extra_args": [:]]
            let answer = try await client.send("POST", "\(LivingModel.path)/_/test", draft)
            #expect(answer.status == 500)
        }
    }

    @Test func aServiceThatBreaksOffOrSpeaksNonsenseFailsTheTestAlone() async throws {
        for manner in [ModelPeer.Manner.breaksOff, .nonsense] {
            try await withMock(try LivingModel.options("4.11.2")) { client in
                try await ModelPeer.with(manner) { _, address in
                    let model = try await LivingModel.make(client, address)
                    #expect(try await model.test().status == 400)
                    #expect(try await client.send("GET", "/healthz").status == 200)
                }
            }
        }
    }

    @Test func aServiceThatHangsHoldsUpNobodyElse() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            try await ModelPeer.with(.hangs) { _, address in
                let model = try await LivingModel.make(client, address)
                let test = Task { try await model.test() }
                #expect(try await client.send("GET", LivingModel.path).status == 200)
                test.cancel()
                _ = await test.result
            }
        }
    }

    @Test func aScanTellsTheKindsOfModels() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let model = try await LivingModel.make(client, "https://models.example.com/v1", name: "echo")
            let path = "/api/v1/provider/providers/\(model.provider)/scan-models"
            let scanned = try await client.send("GET", path).data?["models"]?.arrayValue ?? []
            let known = scanned.first { $0["name"] == "echo" }
            #expect(known?["already_added"] == true)
            #expect(scanned.first { $0["name"] == "embed" }?["type"] == "embedding")
            #expect(scanned.first { $0["name"] == "rerank" }?["type"] == "rerank")
            let embeddings = try await client.send("GET", path + "?type=embedding").data?["models"]?.arrayValue ?? []
            #expect(embeddings.map { $0["name"] } == ["embed"])
            client.mock.script { When(.scan).value(#"["gpt-x"]"#) }
            #expect(try await client.send("GET", path).data?["models"]?[0]?["name"] == "gpt-x")
        }
    }

    @Test func aScriptSpeaksInFrontOfAModel() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let model = try await LivingModel.make(client, "https://models.example.com/v1")
            client.mock.script { When(.modelTest, "m", times: 1).fail(401) }
            #expect(try await model.test().message == "Model request failed: Invalid API key")
            #expect(try await model.test().status == 200)
        }
    }

    @Test func modelsAreListedByProviderAndGoWithIt() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let first = try await LivingModel.make(client, "http://127.0.0.1:9/v1")
            _ = try await LivingModel.make(client, "http://127.0.0.1:9/v1")
            let listed = try await client.send("GET", LivingModel.path + "?provider_uuid=\(first.provider)")
            #expect(listed.data?["models"]?.arrayValue?.map { $0["uuid"] } == [.string(first.uuid)])
            #expect(listed.data?["models"]?[0]?["provider"] == nil)
            let all = try await client.send("GET", LivingModel.path)
            #expect(all.data?["models"]?[0]?["provider"]?["uuid"] == .string(first.provider))
            let path = "/api/v1/provider/providers/\(first.provider)"
            #expect(try await client.send("DELETE", path).status == 400)
            #expect(try await client.send("DELETE", path + "?cascade=maybe").status == 400)
            #expect(try await client.send("DELETE", path + "?cascade=true").status == 200)
            #expect(try await client.send("GET", "\(LivingModel.path)/\(first.uuid)").status == 404)
        }
    }
}
