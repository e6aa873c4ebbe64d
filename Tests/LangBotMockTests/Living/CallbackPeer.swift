import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// A program that LangBot posts to: keeps what arrives, and answers as it is told.
final class CallbackPeer: HTTPHandler {
    private let posts = Locked([HTTPRequest]())
    private let waiters = Locked([AsyncStream<HTTPRequest>.Continuation]())
    private let answers: Locked<[HTTPResponse]>

    /// Creates a peer with the answers to its first requests; later ones get `{}`.
    init(_ answers: [HTTPResponse] = []) {
        self.answers = Locked(answers)
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        posts.withLock { $0.append(request) }
        for waiter in waiters.withLock({ $0 }) { waiter.yield(request) }
        let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        exchange.respond(next ?? HTTPResponse(status: 200, body: Array("{}".utf8)))
    }

    /// The first `count` requests, once they have arrived.
    func requests(_ count: Int) async -> [HTTPRequest] {
        let (stream, continuation) = AsyncStream.makeStream(of: HTTPRequest.self)
        waiters.withLock { $0.append(continuation) }
        if posts.withLock({ $0.count }) < count {
            for await _ in stream where posts.withLock({ $0.count }) >= count { break }
        }
        return Array(posts.withLock { $0 }.prefix(count))
    }

    /// Runs `body` with a peer and its address.
    static func with(
        _ answers: [HTTPResponse] = [],
        _ body: (CallbackPeer, String) async throws -> Void
    ) async throws {
        let peer = CallbackPeer(answers)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: peer)
        do {
            try await body(peer, "http://127.0.0.1:\(server.port)")
        } catch {
            await server.shutdown(drain: .zero)
            throw error
        }
        await server.shutdown(drain: .zero)
    }
}

/// What a test needs of a LangBot to send a message to one of its bots.
struct LivingBot {
    /// 2026-01-01, the time of the mocks in these tests.
    static let now: Int64 = 1_767_225_600

    let client: MockClient
    let uuid: String
    var path: String { "/api/v1/platform/bots/\(uuid)" }

    static func options(_ release: String) throws -> MockLangBot.Options {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release))
        options.clock = { now * 1_000_000 }
        return options
    }

    /// An HTTP bot whose pipeline answers with what it was told.
    init(_ client: MockClient, callback: String, _ more: JSONObject = [:]) async throws {
        self.client = client
        let made = try await client.send("POST", "/api/v1/pipelines", ["name": "echo", "description": ""])
        let pipeline = made.data?["uuid"]?.stringValue ?? ""
        let read = try await client.send("GET", "/api/v1/pipelines/\(pipeline)")
        var configuration = read.data?["pipeline"]?["config"]?.objectValue ?? [:]
        var intelligence = configuration["ai"]?.objectValue ?? [:]
        intelligence["runner"] = ["runner": "dify-service-api", "expire-time": 0]
        configuration["ai"] = .object(intelligence)
        _ = try await client.send(
            "PUT",
            "/api/v1/pipelines/\(pipeline)",
            ["name": "echo", "description": "", "config": .object(configuration)]
        )
        let settings: JSONObject = [
            "inbound_secret": "s3cret", "callback_url": .string(callback), "signature_required": true,
            "callback_timeout": 5, "callback_max_retries": 1,
        ]
        let bot = try await client.send(
            "POST",
            "/api/v1/platform/bots",
            [
                "name": "b", "description": "", "adapter": "http_bot", "enable": true,
                "adapter_config": .object(settings.merging(more)),
            ]
        )
        uuid = try #require(bot.data?["uuid"]?.stringValue, "\(bot.message ?? "")")
    }

    /// Posts a message without a signature.
    func post(_ path: String = "", _ body: JSONValue, _ fields: [(String, String)] = []) async throws
        -> MockClient.Answer
    {
        try await client.send("POST", "/bots/\(uuid)\(path)", fields, body: body.description)
    }

    static func message(_ session: String, _ text: String = "hello") -> JSONValue {
        ["session_id": .string(session), "message": [["type": "Plain", "text": .string(text)]]]
    }
}
