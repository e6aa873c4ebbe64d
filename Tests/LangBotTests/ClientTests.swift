import Foundation
import LangBotTesting
import Testing

@testable import LangBot

@Suite(.serialized) struct ClientTests {
    @Test(arguments: [
        "ftp://host", "host:5300", "/path", "http://", "http://user:pw@host", "http://host?x=1", "http://host#f",
    ])
    func unusableBaseURLsAreRefused(_ text: String) async throws {
        let url = try #require(URL(string: text))
        let error = try await failure { try LangBotClient(baseURL: url, credential: .none) }
        #expect(error.code == .invalidBaseURL)
        #expect(!error.description.contains("pw"))
    }

    @Test(arguments: [
        ("http://host", "http://host/api/v1/pipelines/a"), ("http://host/", "http://host/api/v1/pipelines/a"),
        ("https://host:8443/langbot/", "https://host:8443/langbot/api/v1/pipelines/a"),
        ("http://[::1]:5300", "http://[::1]:5300/api/v1/pipelines/a"),
    ])
    func pathsAreBelowTheBaseURL(_ base: String, _ expected: String) throws {
        let url = try BaseURL(try #require(URL(string: base))).url(["api", "v1", "pipelines", "a"], query: [])
        #expect(url.absoluteString == expected)
    }

    @Test(arguments: [
        ("a/b", "a%2Fb"), ("a b", "a%20b"), ("x?y#z", "x%3Fy%23z"), ("..%2f", "..%252f"), ("名", "%E5%90%8D"),
    ])
    func identifiersStayOneSegment(_ identifier: String, _ encoded: String) async throws {
        let (_, requests) = try await withStub(.success(nil)) { try await $0.mcp.servers.delete(identifier) }
        #expect(requests.first?.url.absoluteString == "http://langbot.test/api/v1/mcp/servers/" + encoded)
    }

    @Test(arguments: ["", ".", ".."])
    func identifiersThatChangeThePathAreRefused(_ identifier: String) async throws {
        let error = try await failure { try await withStub { try await $0.bots.delete(Bot.ID(identifier)) } }
        #expect(error.code == .invalidRequest)
        #expect(error.operation == "bot.delete")
    }

    @Test func queriesAreEncoded() async throws {
        let (_, requests) = try await withStub(.success(["pipelines": []])) {
            try await $0.pipelines.list(sorting: .init(by: "a&b", .ascending))
        }
        #expect(requests.first?.url.query == "sort_by=a%26b&sort_order=ASC")
    }

    @Test func rawOperationsUseCredentialAndEnvelope() async throws {
        let operation = APIOperation("custom.thing", .post, path: ["api", "v2", "x"], body: .json(["a": 1]))
        let (data, requests) = try await withStub(.success(["b": 2])) { try await $0.perform(operation) }
        #expect(data == ["b": 2])
        #expect(requests.first?.headers["X-API-Key"] == "lbk_test")
        #expect(requests.first?.headers["Content-Type"] == "application/json")
        #expect(requests.first?.body == Data(#"{"a":1}"#.utf8))
    }

    @Test func headersCannotSmuggleFields() async throws {
        var operation = APIOperation("custom.thing", .get, path: ["x"])
        operation.headers = ["X-A": "b\r\nX-C: d"]
        let smuggling = operation
        let error = try await failure { try await withStub { try await $0.perform(smuggling) } }
        #expect(error.code == .invalidRequest)
    }

    @Test func middlewaresSeeEachAttemptInOrderAndNoCredential() async throws {
        let log = Guarded<[String]>([])
        let unavailable = StubAnswer.json(["code": -1], status: 503)
        let (_, requests) = try await withStub(
            unavailable,
            .success(["bots": []]),
            configuration: .with {
                $0.middlewares = [Recorder(name: "outer", log: log), Recorder(name: "inner", log: log)]
            }
        ) { try await $0.bots.list() }
        #expect(log.value == ["outer bot.list 1", "inner bot.list 1", "outer bot.list 2", "inner bot.list 2"])
        #expect(requests.allSatisfy { $0.headers["X-API-Key"] == "lbk_test" && $0.headers["X-Seen"] == "inner" })
    }

    @Test func streamsPassMiddlewaresAndRepetitionsToo() async throws {
        let log = Guarded<[String]>([])
        let unavailable = StubAnswer.json(["code": -1], status: 503)
        let (text, _) = try await withStub(
            unavailable,
            .text("abc"),
            configuration: .with { $0.middlewares = [Recorder(name: "m", log: log)] }
        ) { client in
            let stream = try await client.stream(APIOperation("test.stream", .get, path: ["x"]))
            var text = ""
            for try await part in stream.body { text += String(decoding: part, as: UTF8.self) }
            return text
        }
        #expect(text == "abc")
        #expect(log.value == ["m test.stream 1", "m test.stream 2"])
    }

    @Test func middlewaresCannotSendTheCredentialElsewhere() async throws {
        let error = try await failure {
            try await withStub(configuration: .with { $0.middlewares = [Diverter()] }) { try await $0.bots.list() }
        }
        #expect(error.code == .invalidRequest)
    }

    @Test func deadlineHoldsEvenForMiddlewaresThatIgnoreIt() async throws {
        let stuck = Stuck()
        let error = try await failure {
            try await withStub(
                configuration: .with {
                    $0.middlewares = [stuck]
                    $0.deadline = .milliseconds(20)
                }
            ) { try await $0.bots.list() }
        }
        stuck.release()
        #expect(error.code == .timeout)
        #expect(error.operation == "bot.list")
    }

    @Test func configuredCopiesDifferOnlyInConfiguration() async throws {
        try await withStub(.success(["version": "v4.11.2"])) { client in
            let copy = client.configured { $0.deadline = nil }.authenticated(with: .none)
            let info = try await copy.system.info()
            #expect(info.version == "v4.11.2")
        }
    }
}

private struct Recorder: Middleware {
    let name: String
    let log: Guarded<[String]>

    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        #expect(request.headers["X-API-Key"] == nil)
        log.withLock { $0.append("\(name) \(context.operation) \(context.attempt)") }
        var request = request
        request.headers["X-Seen"] = name
        return try await next(request)
    }
}

extension Recorder {
    func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        log.withLock { $0.append("\(name) \(context.operation) \(context.attempt)") }
        return try await next(request)
    }
}

private struct Diverter: Middleware {
    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        var request = request
        request.url = try #require(URL(string: "http://elsewhere.test/x"))
        return try await next(request)
    }
}

/// Waits without regard to cancellation until it is released.
private struct Stuck: Middleware {
    private let waiter = Guarded<CheckedContinuation<Void, Never>?>(nil)

    func release() {
        waiter.withLock { $0.take() }?.resume()
    }

    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        await withCheckedContinuation { continuation in waiter.withLock { $0 = continuation } }
        throw CancellationError()
    }
}
