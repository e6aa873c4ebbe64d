import HTTPCore
import LangBotMock
import Testing

/// What HTTP demands where the document is silent.
@Suite(.serialized) struct RefusalTests {
    private let bots = "/api/v1/platform/bots"

    @Test(arguments: [
        ("Bearer lbk_local_mock_key", 200), ("bearer lbk_local_mock_key", 200), ("BEARER   lbk_local_mock_key", 200),
        ("lbk_local_mock_key", 401), ("Basic lbk_local_mock_key", 401), ("Bearer", 401), ("Bearer ", 401),
        ("Bearer lbk_local_mock_key x", 401), ("Bearer \"lbk_local_mock_key\"", 401),
        ("xBearer lbk_local_mock_key", 401),
        ("Bearer lbk_local_mock_ke", 401), ("Bearer lbk_local_mock_keyy", 401), ("Bearer LBK_LOCAL_MOCK_KEY", 401),
        ("Bearer ====", 401), ("", 401),
    ])
    func readsAuthorization(value: String, status: Int) async throws {
        try await withMock { client throws in
            #expect(try await client.send("GET", bots, [("Authorization", value)]).status == status)
        }
    }

    @Test func putsTheKeyFieldFirst() async throws {
        try await withMock { client throws in
            let good = client.mock.apiKey
            let cases = [
                ([("X-API-Key", good), ("Authorization", "Bearer x")], 200),
                ([("X-API-Key", "x"), ("Authorization", "Bearer \(good)")], 401),
                ([("X-API-Key", ""), ("Authorization", "Bearer \(good)")], 200),
                ([("X-API-Key", good), ("X-API-Key", good)], 401),
                ([("Authorization", "Bearer \(good)"), ("Authorization", "Bearer \(good)")], 401),
                ([("x-api-key", good)], 200),
            ]
            for (fields, status) in cases {
                #expect(try await client.send("GET", bots, fields).status == status, "\(fields)")
            }
        }
    }

    @Test func knowsItsMethods() async throws {
        try await withMock { client throws in
            let patch = try await client.send("PATCH", bots)
            #expect(patch.status == 405 && patch.code == -1)
            #expect(patch.field("allow") == "GET, HEAD, OPTIONS, POST")
            #expect(try await client.send("PATCH", "\(bots)/x").field("allow") == "DELETE, GET, HEAD, OPTIONS, PUT")
            let head = try await client.send("HEAD", bots)
            #expect(head.status == 200 && head.response.body.isEmpty && head.field("content-length") != "0")
            let preflight = try await client.send("OPTIONS", bots, [("Origin", "https://example.com")])
            #expect(preflight.status == 204)
            #expect(preflight.field("access-control-allow-headers")?.contains("x-api-key") == true)
        }
    }

    @Test(arguments: [
        "/", "/api/v1/nothing", "/api/v1/platform/bots/", "/api/v1//platform/bots", "/api/v1/platform/bots/x/y",
        "/API/v1/platform/bots", "/api/v1/platform/%62ots", "/api/v1/platform/bots;x", "/api/v1/platform/bots/%ff",
        "/api/v1/platform/bots/%00", "/api/v1/user/../platform/bots",
    ])
    func knowsNoOtherPath(path: String) async throws {
        try await withMock { client throws in
            let answer = try await client.send("GET", path)
            #expect(answer.status == 404 && answer.code == -1 && answer.message == "Resource not found")
        }
    }

    @Test(arguments: [
        ("", "application/json", 400), ("{", "application/json", 400), ("[]", "application/json", 400),
        ("1", "application/json; charset=utf-8", 400), ("{\"name\":\"x\"}", "text/plain", 415),
        ("{\"name\":\"x\"}", nil, 415), ("{\"name\":1}", "application/json", 400),
        ("{\"name\":\"  \"}", "application/json", 400), ("{\"description\":\"x\"}", "application/json", 400),
        ("{\"name\":\"x\"}", "application/json", 200), ("{\"name\":\"x\"}", "application/vnd.x+json", 200),
        ("{\"name\":\"x\",\"name\":\"y\"}", "application/json", 200),
    ])
    func judgesContent(body: String, type: String?, status: Int) async throws {
        try await withMock { client throws in
            let answer = try await client.send("POST", "/api/v1/pipelines", body: body, type: type)
            #expect(answer.status == status)
            #expect(answer.code == (status == 200 ? 0 : -1))
            #expect(answer.message?.isEmpty == false)
        }
    }

    @Test func refusesWhatIsTooLargeWithoutReadingIt() async throws {
        try await withMock { client throws in
            let announced = [MockClient.key, ("Content-Length", "99999999999")]
            let answer = try await client.send("POST", bots, announced, body: nil)
            #expect(answer.status == 400 || answer.status == 413)
        }
    }

    @Test func refusesAnEncodedBody() async throws {
        try await withMock { client throws in
            let fields = [MockClient.key, ("Content-Encoding", "gzip")]
            #expect(try await client.send("POST", bots, fields, body: "{}").status == 415)
        }
    }
}
