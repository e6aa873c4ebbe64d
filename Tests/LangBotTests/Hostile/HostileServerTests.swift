#if os(Linux)
import Foundation
import HTTPCore
import LangBot
import TestCertificates
import Testing

/// Whatever a server does, a call ends with an error that says why, in time, and takes nothing from others.
@Suite(.serialized, .timeLimit(.minutes(15))) struct HostileServerTests {
    /// What a client of these tests takes at most.
    private static let limit = 1 << 20

    private func client(
        _ server: HostileServer,
        overTLS: Bool = false,
        deadline: Duration? = nil,
        release: ServerRelease = .newestKnown
    ) throws -> LangBotClient {
        let identity = Certificates.shared.map { URL(fileURLWithPath: $0.identity("self-signed")) }
        let url = try #require(URL(string: "\(overTLS ? "https" : "http")://localhost:\(server.port)"))
        return try LangBotClient(
            baseURL: url,
            credential: .apiKey("lbk_t"),
            configuration: .with { configuration in
                configuration.retry = .never
                configuration.deadline = deadline
                configuration.maximumResponseSize = Self.limit
                configuration.release = .known(release)
            },
            transport: SocketTransport(tls: .init(authorities: overTLS ? identity : nil))
        )
    }

    private func context() throws -> TLSContext {
        try TLSContext.server(TLSConfiguration(certificate: try #require(Certificates.shared).identity("self-signed")))
    }

    private func perform(_ call: HostileWay.Call, _ client: LangBotClient) async throws {
        switch call {
        case .list: _ = try await client.bots.list()
        case .events:
            let events = try await client.events(APIOperation("test.events", .get, path: ["events"]))
            for try await _ in events {}
        case .upload: _ = try await client.files.upload(Data(count: 16 << 20), filename: "a.bin")
        case .chat: _ = try await client.pipelines.chat(with: "p").ask("q")
        }
    }

    @Test(arguments: (HostileWay.all + HostileWay.chats).filter { !$0.endsTLSEarly })
    func everyWayEndsWithAReason(_ way: HostileWay) async throws {
        try await expect(way, HostileServer(way), overTLS: false)
    }

    @Test(
        .enabled(if: TLSContext.isAvailable && Certificates.shared != nil, "needs OpenSSL 3 and its program"),
        arguments: HostileWay.all + HostileWay.chats
    )
    func everyWayEndsWithAReasonOverTLS(_ way: HostileWay) async throws {
        try await expect(way, HostileServer(way, tls: context()), overTLS: true)
    }

    private func expect(_ way: HostileWay, _ server: HostileServer, overTLS: Bool) async throws {
        let client = try client(
            server,
            overTLS: overTLS,
            deadline: way.codes == [.timeout] ? .milliseconds(500) : nil,
            release: way.call.release
        )
        if way.codes.isEmpty {
            try await perform(way.call, client)
        } else {
            let error = try await failure { try await perform(way.call, client) }
            #expect(way.codes.contains(error.code), "\(error)")
            #expect(way.says.isEmpty || error.description.contains(way.says), "\(error)")
        }
        // What the client does not take, the server cannot send, but for what the system keeps on the way.
        #expect(server.written < 32 << 20)
        client.close()
        await server.waitForEnd()
    }

    private static let flood = HostileWay(
        name: "flood",
        steps: [
            .text("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
            .forever(": " + String(repeating: "x", count: 4000) + "\n\ndata: {}\n\n", times: 20),
        ],
        codes: []
    )

    @Test func whatNobodyReadsIsNotReceived() async throws {
        let server = try HostileServer(Self.flood)
        let client = try client(server)
        let stream = try await client.stream(APIOperation("test.stream", .get, path: ["stream"]))
        var body = stream.body.makeAsyncIterator()
        #expect(try await body.next()?.isEmpty == false)
        let other = try ScriptedServer(answering: #"{"code":0,"data":{"bots":[]}}"#)
        let friendly = try LangBotClient(baseURL: other.url, credential: .none)
        for _ in 0..<200 { _ = try await friendly.bots.list() }
        #expect(server.written < 32 << 20)
        client.close()
        await server.waitForEnd()
    }

    /// Floods that are read as fast as they come leave room for the calls of others, and end when they are cancelled.
    @Test func othersGoOnMeanwhile() async throws {
        let server = try HostileServer(Self.flood)
        let client = try client(server)
        let (readers, counts) = ((0..<6), Guarded([Int](repeating: 0, count: 6)))
        let tasks = readers.map { reader in
            Task {
                let events = try await client.events(APIOperation("test.events", .get, path: ["events"]))
                for try await _ in events { counts.withLock { $0[reader] += 1 } }
            }
        }
        let other = try ScriptedServer(answering: #"{"code":0,"data":{"bots":[]}}"#)
        let friendly = try LangBotClient(baseURL: other.url, credential: .none)
        while !counts.value.allSatisfy({ $0 > 1000 }) { _ = try await friendly.bots.list() }
        for task in tasks { task.cancel() }
        for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
        await server.waitForEnd()
        client.close()
    }
}
#endif
