#if os(Linux)
import Foundation
import HTTPCore
import LangBot
import TestCertificates
import Testing

/// What only the transport over sockets can do.
@Suite(.serialized, .timeLimit(.minutes(15))) struct SocketTransportTests {
    private static let bots = #"{"code":0,"msg":"ok","data":{"bots":[]}}"#

    private func client(
        _ url: String,
        _ environment: [String: String] = [:],
        tls: SocketTransport.TLS = .init()
    ) throws -> LangBotClient {
        try LangBotClient(
            baseURL: try #require(URL(string: url)),
            credential: .apiKey("lbk_t"),
            configuration: .with { $0.retry = .never },
            transport: SocketTransport(tls: tls, environment: environment)
        )
    }

    @Test(arguments: ["127.0.0.1", "::1"], ["http", "Http", "HTTP"])
    func addressesAndSchemesOfEveryKindAreReached(_ host: String, _ scheme: String) async throws {
        let answer = HTTPResponse(status: 200, body: Array(Self.bots.utf8))
        guard let server = try? HTTPServer.start(.init(host: host), handler: Fixed(response: answer)) else {
            // Not every machine has both kinds of address.
            return
        }
        let name = host.contains(":") ? "[\(host)]" : host
        let client = try client("\(scheme)://\(name):\(server.port)")
        #expect(try await client.bots.list().isEmpty)
        client.close()
        await server.shutdown(drain: .zero)
    }

    @Test func aConnectionThatTheServerHasEndedIsNotUsedAgain() async throws {
        let server = try ScriptedServer { _, connection in
            connection.answer(Self.bots)
            return .close
        }
        let client = try client("\(server.url)")
        for _ in 0..<50 { _ = try await client.bots.list() }
        #expect(Set(server.requests.map(\.connection)).count == 50)
        client.close()
    }

    @Test func compressionIsNotAskedFor() async throws {
        let server = try ScriptedServer(answering: Self.bots)
        _ = try await client("\(server.url)").bots.list()
        #expect(server.requests.first?.headers["accept-encoding"] == "identity")
    }

    @Test func otherHostsAreReachedThroughTheProxy() async throws {
        let proxy = try ScriptedServer(answering: Self.bots)
        let environment = ["http_proxy": "http://user:pass@127.0.0.1:\(try #require(proxy.url.port))"]
        _ = try await client("http://langbot.test:5300", environment).bots.list()
        let request = try #require(proxy.requests.first)
        #expect(request.line == "GET http://langbot.test:5300/api/v1/platform/bots HTTP/1.1")
        #expect(request.headers["host"] == "langbot.test:5300")
        #expect(request.headers["proxy-authorization"] == "Basic dXNlcjpwYXNz")
    }

    @Test(arguments: [
        ["http_proxy": "http://127.0.0.1:1"], ["ALL_PROXY": "127.0.0.1:1"],
        ["http_proxy": "http://127.0.0.1:1", "no_proxy": ""],
    ])
    func thisMachineIsReachedWithoutAProxy(_ environment: [String: String]) async throws {
        let server = try ScriptedServer(answering: Self.bots)
        let port = try #require(server.url.port)
        for host in ["127.0.0.1", "localhost"] {
            _ = try await client("http://\(host):\(port)", environment).bots.list()
        }
        #expect(server.requests.count == 2)
    }

    @Test(arguments: [
        ("langbot.test", false), (".test", false), ("*", false), ("other.test, langbot.test:5300", false),
        ("langbot.test:80", true), ("bot.test", true), ("", true),
    ])
    func exceptionsAreReachedWithoutAProxy(_ exceptions: String, _ isProxied: Bool) async throws {
        let proxy = try ScriptedServer(answering: Self.bots)
        let environment = ["http_proxy": "\(proxy.url)", "no_proxy": exceptions]
        // Nothing else is called that: without the proxy, there is no answer.
        _ = try? await client("http://langbot.test:5300", environment).bots.list()
        #expect(proxy.requests.isEmpty == !isProxied)
    }

    @Test(arguments: [
        ("socks5://127.0.0.1:1080", "http_proxy in the environment names a proxy that speaks socks5"),
        ("http://127.0.0.1:1", "the proxy 127.0.0.1:1 is of no use"),
        ("http://", "http_proxy in the environment is not the URL of a proxy"),
    ])
    func proxiesThatAreOfNoUseAreNamed(_ proxy: String, _ sentence: String) async throws {
        let error = try await failure {
            try await client("http://langbot.test", ["http_proxy": proxy]).bots.list()
        }
        #expect(error.code == .connectionFailed)
        #expect(error.description.contains(sentence), "\(error)")
    }

    @Test func aProxyThatAsksForAUserIsNamed() async throws {
        let proxy = try ScriptedServer(answering: "", status: "407 Proxy Authentication Required")
        let error = try await failure {
            try await client("https://langbot.test", ["https_proxy": "\(proxy.url)"]).bots.list()
        }
        #expect(error.code == .connectionFailed)
        #expect(error.description.contains("asks for a user name and a password (status 407)"), "\(error)")
        #expect(proxy.requests.first?.line == "CONNECT langbot.test:443 HTTP/1.1")
    }

    @Test(.enabled(if: TLSContext.isAvailable && Certificates.shared != nil, "needs OpenSSL 3 and its program"))
    func tlsGoesThroughATunnel() async throws {
        let identity = try #require(Certificates.shared).identity("self-signed")
        let way = HostileWay(
            name: "tunnel",
            steps: [.answer(Self.bots)],
            keepsConnection: true,
            isProxy: true,
            codes: []
        )
        let context = try TLSContext.server(TLSConfiguration(certificate: identity))
        let proxy = try HostileServer(way, tls: context)
        let client = try client(
            "https://langbot.test",
            ["https_proxy": "http://127.0.0.1:\(proxy.port)"],
            tls: .init(authorities: URL(fileURLWithPath: identity))
        )
        for _ in 0..<3 { #expect(try await client.bots.list().isEmpty) }
        client.close()
        await proxy.waitForEnd()
    }

    @Test(
        .enabled(if: TLSContext.isAvailable && Certificates.shared != nil, "needs OpenSSL 3 and its program"),
        arguments: ["http", "https"]
    )
    func chatsGoThroughATunnel(_ scheme: String) async throws {
        let identity = try #require(Certificates.shared).identity("self-signed")
        let configuration = TLSConfiguration(certificate: identity)
        let context = scheme == "https" ? try TLSContext.server(configuration) : nil
        let proxy = try HostileServer(.proxy, tls: context)
        let client = try client(
            "\(scheme)://langbot.test",
            ["all_proxy": "http://127.0.0.1:\(proxy.port)"],
            tls: .init(authorities: URL(fileURLWithPath: identity))
        ).configured { $0.release = .known(HostileWay.proxy.call.release) }
        let chat = try await client.pipelines.chat(with: "p")
        #expect(try await chat.ask("q").content == "a")
        chat.close()
        await proxy.waitForEnd()
        client.close()
    }

    @Test(.enabled(if: TLSContext.isAvailable && Certificates.shared != nil, "needs OpenSSL 3 and its program"))
    func aCertificateThatIsNotAcceptedIsNotTriedAgain() async throws {
        let identity = try #require(Certificates.shared).identity("self-signed")
        let way = HostileWay(name: "tls", steps: [.answer(Self.bots)], codes: [])
        let context = try TLSContext.server(TLSConfiguration(certificate: identity))
        let server = try HostileServer(way, tls: context)
        let client = try client("https://127.0.0.1:\(server.port)").configured { $0.retry = .standard }
        let error = try await failure { try await client.bots.list() }
        #expect(error.code == .insecureConnection)
        #expect(error.attempt == 1)
        #expect(
            error.description
                == "bot.list: https://127.0.0.1:\(server.port) cannot be reached securely, the server's certificate is "
                + "self-signed, and not among the trusted ones; check the server's certificate and whom the transport "
                + "trusts"
        )
    }

    /// A server may be silent for longer than a stream has been open, unless a middleware says otherwise.
    @Test func aStreamMayBeLongerThanTheLimitOfAnAnswer() async throws {
        let piece = String(repeating: "x", count: 65_536)
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(100 * piece.utf8.count)\r\n\r\n")
            for _ in 0..<100 { connection.write(piece) }
            return .keepOpen
        }
        let client = try client("\(server.url)").configured { $0.maximumResponseSize = 100_000 }
        let stream = try await client.stream(APIOperation("test.stream", .get, path: ["s"]))
        var count = 0
        for try await chunk in stream.body { count += chunk.count }
        #expect(count == 100 * piece.utf8.count)
    }
}

private struct Fixed: HTTPHandler {
    let response: HTTPResponse

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) { exchange.respond(response) }
}
#endif
