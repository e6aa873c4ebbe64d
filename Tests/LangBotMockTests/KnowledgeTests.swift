import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct KnowledgeTests {
    private let documents = "/api/v1/files/documents"

    @Test func findsWhatWasStored() async throws {
        try await withMock { client throws in
            let base = try await client.send("POST", "/api/v1/knowledge/bases", ["name": "k", "top_k": 2])
            let path = "/api/v1/knowledge/bases/\(base.data?["uuid"]?.stringValue ?? "")"
            let text = "The red fox.\n\nA blue whale swims\nin the sea.\n\nThe sea is red."
            let document = try await client.upload(documents, "notes.txt", text).data?["file_id"]?.stringValue ?? ""
            #expect(document.hasPrefix("notes_") && document.hasSuffix(".txt"))

            let stored = try await client.send("POST", "\(path)/files", ["file_id": .string(document)])
            let task = stored.data?["task_id"]?.integerValue ?? -1
            let status = try await client.send("GET", "/api/v1/system/tasks/\(task)")
            #expect(status.data?["runtime"]?["done"] == true)
            let tasks = try await client.send("GET", "/api/v1/system/tasks").data?["tasks"]?.arrayValue
            #expect(tasks?.count == 1)

            let files = try await client.send("GET", "\(path)/files").data?["files"]?.arrayValue ?? []
            #expect(files.first?["file_name"] == "notes.txt" && files.first?["status"] == "completed")

            let results = try await client.send("POST", "\(path)/retrieve", ["query": "red SEA"]).data?["results"]
            let texts = results?.arrayValue?.compactMap { $0["metadata"]?["text"]?.stringValue }
            #expect(texts == ["The sea is red.", "The red fox."])
            let none = try await client.send("POST", "\(path)/retrieve", ["query": "zebra"]).data?["results"]
            #expect(none == [])

            let file = files.first?["uuid"]?.stringValue ?? ""
            #expect(try await client.send("DELETE", "\(path)/files/\(file)").status == 200)
            #expect(try await client.send("DELETE", "\(path)/files/\(file)").status == 404)
            #expect(try await client.send("POST", "\(path)/retrieve", ["query": "red"]).data?["results"] == [])
        }
    }

    /// Like a full disk.
    @Test(arguments: ["documented", "4.8.7", "4.11.2"]) func allUploadsTogetherHaveALimit(profile: String) async throws
    {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        options.fileLimit = 4000
        try await withMock(options) { client throws in
            let text = String(repeating: "Some words. ", count: 100)
            for (name, status) in [("a.txt", 200), ("b.txt", 200), ("c.txt", 200), ("d.txt", 500), ("e.txt", 500)] {
                #expect(try await client.upload(documents, name, text).status == status, "\(name)")
            }
            guard profile != "documented" else { return }
            #expect(try await client.upload("/api/v1/files/images", "f.png", text).status == 500)
            #expect(try await client.send("GET", "/api/v1/system/info").status == 200)
        }
    }

    @Test(arguments: ["../x", "a/b", "..", ""])
    func refusesAFileNameThatLeadsElsewhere(name: String) async throws {
        try await withMock { client throws in
            #expect(try await client.upload(documents, name, "x").status == 400)
        }
    }

    @Test(arguments: [
        ("", "multipart/form-data; boundary=b", 400), ("--b--", "multipart/form-data; boundary=b", 400),
        ("--b\r\n\r\nx", "multipart/form-data; boundary=b", 400),
        ("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b", 400),
        ("x", "multipart/form-data", 415), ("x", "multipart/form-data; boundary=", 415),
        ("{}", "application/json", 415),
    ])
    func refusesAFormThatIsNone(body: String, type: String, status: Int) async throws {
        try await withMock { client throws in
            #expect(try await client.send("POST", documents, body: body, type: type).status == status)
        }
    }

    @Test func storesOnlyWhatWasUploaded() async throws {
        try await withMock { client throws in
            let base = try await client.send("POST", "/api/v1/knowledge/bases", ["name": "k"])
            let path = "/api/v1/knowledge/bases/\(base.data?["uuid"]?.stringValue ?? "")/files"
            #expect(try await client.send("POST", path, ["file_id": "nothing"]).status == 404)
            #expect(try await client.send("POST", path, [:]).status == 400)
        }
    }
}
