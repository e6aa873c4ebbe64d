import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct KeyAndAccountTests {
    private let bots = "/api/v1/platform/bots"

    @Test func aKeyLivesFromItsMakingToItsDeletion() async throws {
        try await withMock { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let made = try await client.send("POST", "/api/v1/apikeys", user, body: "{\"name\":\"ci\"}")
            let key = made.data?["key"]?["key"]?.stringValue ?? ""
            let path = "/api/v1/apikeys/\(made.data?["key"]?["id"]?.integerValue ?? -1)"
            #expect(key.hasPrefix("lbk_") && key.count == 47)
            #expect(try await client.send("GET", bots, [("X-API-Key", key)]).status == 200)
            #expect(try await client.send("GET", bots, [("Authorization", "Bearer \(key)")]).status == 200)

            #expect(try await client.send("PUT", path, user, body: "{\"name\":\"cd\"}").status == 200)
            #expect(try await client.send("GET", path, user).data?["key"]?["name"] == "cd")
            #expect(try await client.send("GET", bots, [("X-API-Key", key)]).status == 200)

            #expect(try await client.send("DELETE", path, user).status == 200)
            #expect(try await client.send("GET", bots, [("X-API-Key", key)]).message == "Invalid API key")
            #expect(try await client.send("GET", bots).status == 200)
            #expect(try await client.send("GET", path, user).status == 404)
        }
    }

    @Test(arguments: [
        ("{\"current_password\":\"s\",\"new_password\":-1}", 400),
        ("{\"current_password\":1,\"new_password\":\"n\"}", 500),
        ("{\"current_password\":\"s\"}", 500), ("{\"current_password\":\"s\",\"new_password\":\"n\"}", 400),
    ])
    func readsTheNewPasswordOnceTheCurrentOneIsRight(body: String, status: Int) async throws {
        var options = MockLangBot.Options()
        options.profile = .v4_9
        try await withMock(options) { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            #expect(try await client.send("POST", "/api/v1/user/change-password", user, body: body).status == status)
        }
    }

    @Test func theFirstKeyCanBeDeletedToo() async throws {
        try await withMock { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            let list = try await client.send("GET", "/api/v1/apikeys", user).data?["keys"]?.arrayValue ?? []
            #expect(list.count == 1)
            let id = list.first?["id"]?.integerValue ?? -1
            #expect(try await client.send("DELETE", "/api/v1/apikeys/\(id)", user).status == 200)
            #expect(try await client.send("GET", bots).status == 401)
        }
    }

    @Test(arguments: ["01", "+1", "1.0", "0x1", "9223372036854775808"])
    func onlyTheDigitsAddressAKey(identifier: String) async throws {
        try await withMock { client throws in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            #expect(try await client.send("GET", "/api/v1/apikeys/\(identifier)", user).status == 404)
        }
    }

    @Test func signsItsAccountIn() async throws {
        try await withMock { client throws in
            let token = try await client.signIn()
            #expect(token.split(separator: ".").count == 3)
            let user = [("Authorization", "Bearer \(token)")]
            let renewed = try await client.send("GET", "/api/v1/user/check-token", user).data?["token"]?.stringValue
            #expect(try await client.send("GET", bots, [("Authorization", "Bearer \(renewed ?? "")")]).status == 200)
            #expect(try await client.send("GET", "/api/v1/user/check-token").status == 401)

            let wrong = try await client.send(
                "POST",
                "/api/v1/user/auth",
                [],
                body: "{\"user\":\"admin@example.com\",\"password\":\"x\"}"
            )
            #expect(wrong.status == 401 && wrong.code == -1)
        }
    }

    @Test(arguments: [".", "x", "a.b.c"])
    func refusesATokenThatItDidNotMake(ending: String) async throws {
        try await withMock { client throws in
            let token = try await client.signIn()
            for forged in [token + ending, String(token.dropLast()), ending] {
                #expect(try await client.send("GET", bots, [("Authorization", "Bearer \(forged)")]).status == 401)
            }
        }
    }

    @Test func isInitializedOnce() async throws {
        try await withMock { client throws in
            #expect(try await client.send("GET", "/api/v1/user/init", []).data?["initialized"] == true)
            let again = try await client.send("POST", "/api/v1/user/init", ["user": "x", "password": "y"])
            #expect(again.status == 409)
        }
    }
}
