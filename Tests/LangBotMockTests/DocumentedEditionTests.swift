import JSONCore
import LangBotMock
import Testing

/// What LangBot's guide says of keys since 4.10.3 and 4.10.7.
@Suite(.serialized) struct DocumentedEditionTests {
    private static let bots = "/api/v1/platform/bots"
    private static let globalKey = "the-key-of-the-configuration"
    private static let hello = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
        "clientInfo":{"name":"test","version":"1"}}}
        """

    private func withEdition(
        _ profile: String = "documented-4.10.7",
        _ body: (MockClient) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        options.globalKey = Self.globalKey
        try await withMock(options, body)
    }

    /// Makes a key, and returns the answer.
    private func key(_ client: MockClient, _ content: JSONValue) async throws -> MockClient.Answer {
        let user = [("Authorization", "Bearer \(try await client.signIn())")]
        return try await client.send("POST", "/api/v1/apikeys", user, body: content.description)
    }

    private func mcp(_ client: MockClient, _ field: (String, String)) async throws -> MockClient.Answer {
        var change: [String: String?] = ["X-API-Key": nil]
        change.updateValue(field.1, forKey: field.0)
        return try await MCPEndpointTests.send(client, "POST", "/mcp", Self.hello, change)
    }

    @Test func aKeyIsShownOnce() async throws {
        try await withEdition { client throws in
            let made = try await key(client, ["name": "ci"])
            let secret = try #require(made.data?["key"]?["key"]?.stringValue)
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let number = made.data?["key"]?["id"]?.integerValue ?? 0
            for path in ["/api/v1/apikeys", "/api/v1/apikeys/\(number)"] {
                let answer = try await client.send("GET", path, user)
                #expect(answer.status == 200)
                #expect(answer.json?.description.contains("\"ci\"") == true)
                #expect(answer.json?.description.contains(secret) == false)
            }
        }
    }

    @Test func aKeyNeedsThePermissionOfTheOperation() async throws {
        try await withEdition { client throws in
            let made = try await key(client, ["name": "viewer", "scopes": ["resource.view"]])
            let viewer = [("X-API-Key", made.data?["key"]?["key"]?.stringValue ?? "")]
            _ = try await client.send(
                "POST",
                Self.bots,
                ["name": "b", "adapter": "telegram", "config": ["token": "planted"]]
            )
            let list = try await client.send("GET", Self.bots, viewer)
            #expect(list.data?["bots"]?[0]?["name"] == "b")
            #expect(list.json?.description.contains("planted") == false)
            #expect(try await client.send("GET", Self.bots).json?.description.contains("planted") == true)
            let refused = try await client.send("POST", Self.bots, viewer, body: "{")
            #expect(refused.status == 403 && refused.code == -1)
        }
    }

    @Test(
        arguments: [
            ["name": "k", "scopes": "resource.view"], ["name": "k", "scopes": ["no.such"]],
            ["name": "k", "scopes": [1]],
            ["name": "k", "expires_at": "tomorrow"], ["name": "k", "expires_at": "2001-01-01T00:00:00Z"],
            ["name": "k", "expires_at": 1], [:],
        ] as [JSONValue]
    )
    func aKeyThatCannotBeMeantIsRefused(content: JSONValue) async throws {
        try await withEdition { client throws in
            let answer = try await key(client, content)
            #expect(answer.status == 400 && answer.code == -1)
        }
    }

    @Test(arguments: [
        ("documented", 401), ("4.9.7", 401), ("documented-4.10.7", 200), ("4.10.11", 200), ("4.11.2", 200),
    ])
    func theGlobalKeyIsTakenSinceThen(profile: String, status: Int) async throws {
        try await withEdition(profile) { client throws in
            for field in [("X-API-Key", Self.globalKey), ("Authorization", "Bearer \(Self.globalKey)")] {
                #expect(try await client.send("GET", Self.bots, [field]).status == status)
            }
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let keys = try await client.send("GET", "/api/v1/apikeys", user).data?["keys"]?.arrayValue
            #expect(keys?.count == 1)
            #expect(String(decoding: client.mock.snapshot(), as: UTF8.self).contains(Self.globalKey) == false)
            try client.mock.restore(client.mock.snapshot())
            #expect(try await client.send("GET", Self.bots, [("X-API-Key", Self.globalKey)]).status == status)
        }
    }

    @Test func theMCPServerTakesKeysOnly() async throws {
        try await withEdition { client throws in
            for secret in ["lbk_local_mock_key", Self.globalKey] {
                for field in [("X-API-Key", secret), ("Authorization", "Bearer \(secret)")] {
                    #expect(try await mcp(client, field).json?["result"]?["serverInfo"] != nil)
                }
            }
            #expect(try await mcp(client, ("X-API-Key", "lbk_no")).status == 401)
            #expect(try await mcp(client, ("Authorization", "Bearer \(try await client.signIn())")).status == 401)
        }
        try await withEdition("documented") { client throws in
            #expect(try await mcp(client, MockClient.key).status == 404)
        }
    }

    @Test func theFirstEditionShowsKeysAgain() async throws {
        try await withEdition("documented") { client throws in
            let secret = try await key(client, ["name": "ci", "scopes": ["resource.view"]]).data?["key"]?["key"]
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let keys = try await client.send("GET", "/api/v1/apikeys", user).data?["keys"]?.arrayValue
            #expect(keys?.last?["key"] == secret)
            let field = ("X-API-Key", secret?.stringValue ?? "")
            #expect(try await client.send("POST", Self.bots, [field], body: "{").status == 400)
        }
    }
}
