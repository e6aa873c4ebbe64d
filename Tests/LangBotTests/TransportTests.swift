import Foundation
import Testing

@testable import LangBot

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What carries the requests in a test.
enum Carrier: CaseIterable {
    #if os(Linux)
    case sockets
    #endif
    case urlSession

    func make() -> any Transport {
        switch self {
        #if os(Linux)
        case .sockets: SocketTransport()
        #endif
        case .urlSession: URLSessionTransport()
        }
    }
}

/// What every transport does, against real sockets.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TransportTests {
    /// More than a client takes.
    private static let endless =
        "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + String(repeating: "x", count: 4096)
    private static let bots = #"{"code":0,"msg":"ok","data":{"bots":[]}}"#

    private func withClient<Value>(
        _ server: ScriptedServer,
        _ carrier: Carrier,
        configuration: ClientConfiguration = .with { $0.retry = .never },
        _ body: (LangBotClient) async throws -> Value
    ) async throws -> Value {
        let client = try LangBotClient(
            baseURL: server.url,
            credential: .apiKey("lbk_t"),
            configuration: configuration,
            transport: carrier.make()
        )
        defer { client.close() }
        return try await body(client)
    }

    private func failure(
        _ server: ScriptedServer,
        _ carrier: Carrier,
        configuration: ClientConfiguration = .with { $0.retry = .never }
    ) async throws -> LangBotError {
        try await withClient(server, carrier, configuration: configuration) { client in
            try await LangBotTests.failure { try await client.bots.list() }
        }
    }

    @Test(arguments: Carrier.allCases) func redirectToAnotherServerNeverGetsTheKey(_ carrier: Carrier) async throws {
        let other = try ScriptedServer(answering: Self.bots)
        let target = "Location: \(other.url)/api/v1/platform/bots\r\n"
        for policy in [RedirectPolicy.refuse, .sameOrigin] {
            let server = try ScriptedServer(answering: "", status: "302 Found", headers: target)
            let error = try await failure(server, carrier, configuration: .with { $0.redirects = policy })
            #expect(error.code == .redirectRefused)
            #expect(error.location == "\(other.url)/api/v1/platform/bots")
            #expect(server.requests.first?.headers["x-api-key"] == "lbk_t")
        }
        #expect(other.requests.isEmpty)
    }

    @Test(arguments: Carrier.allCases) func redirectWithinTheServerIsFollowedWhenAllowed(_ carrier: Carrier)
        async throws
    {
        let server = try ScriptedServer { request, connection in
            if request.line.contains("/moved") {
                connection.answer(Self.bots)
            } else {
                connection.answer("", status: "307 Temporary Redirect", headers: "Location: /moved\r\n")
            }
            return .keepOpen
        }
        let bots = try await withClient(server, carrier, configuration: .with { $0.redirects = .sameOrigin }) {
            try await $0.bots.list()
        }
        #expect(bots.isEmpty)
        #expect(server.requests.map(\.line) == ["GET /api/v1/platform/bots HTTP/1.1", "GET /moved HTTP/1.1"])
        #expect(server.requests.allSatisfy { $0.headers["x-api-key"] == "lbk_t" })
    }

    @Test(arguments: Carrier.allCases) func redirectLoopsEnd(_ carrier: Carrier) async throws {
        let server = try ScriptedServer { request, connection in
            let next = request.line.contains("/ping") ? "/pong" : "/ping"
            connection.answer("", status: "302 Found", headers: "Location: \(next)\r\n")
            return .keepOpen
        }
        let error = try await failure(server, carrier, configuration: .with { $0.redirects = .sameOrigin })
        #expect(error.code == .redirectRefused)
        #expect(error.detail == "gave up after 5 redirects")
        #expect(server.requests.count == 6)
    }

    @Test(arguments: Carrier.allCases) func aRedirectToItselfIsNotFollowed(_ carrier: Carrier) async throws {
        let moved = "Location: /api/v1/platform/bots\r\n"
        let server = try ScriptedServer(answering: "", status: "307 Temporary Redirect", headers: moved)
        for policy in [RedirectPolicy.refuse, .sameOrigin] {
            let error = try await failure(server, carrier, configuration: .with { $0.redirects = policy })
            #expect(error.code == .redirectRefused)
            #expect(error.description.hasSuffix("it redirects to itself"))
        }
        #expect(server.requests.count == 2)
    }

    @Test(arguments: Carrier.allCases) func redirectedPostIsNeverSentAgainWithoutItsBody(_ carrier: Carrier)
        async throws
    {
        let moved = "Location: /moved\r\n"
        let server = try ScriptedServer(answering: "", status: "307 Temporary Redirect", headers: moved)
        let error = try await withClient(server, carrier, configuration: .with { $0.redirects = .sameOrigin }) {
            client in
            try await LangBotTests.failure {
                try await client.bots.create(.init(name: "n", adapter: .telegram, configuration: [:]))
            }
        }
        #expect(error.code == .redirectRefused)
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.body.contains(#""adapter":"telegram""#) == true)
    }

    @Test(arguments: Carrier.allCases) func deadlineCountsFractionsOfASecondAndTheServerSeesTheEnd(_ carrier: Carrier)
        async throws
    {
        let disconnected = Event()
        let server = try ScriptedServer(left: disconnected)
        try await withClient(server, carrier) { client in
            var limit = Duration.milliseconds(150)
            // On a busy machine a deadline may pass before the request has reached the server.
            while server.requests.isEmpty {
                let begin = ContinuousClock.now
                let bots = client.bots.with(.deadline(limit))
                let error = try await LangBotTests.failure { try await bots.list() }
                #expect(error.code == .timeout)
                #expect(error.operation == "bot.list")
                #expect(error.detail == "the deadline of \(limit.inSeconds) seconds passed")
                #expect(ContinuousClock.now - begin >= limit)
                limit *= 2
            }
            await disconnected.wait()
        }
    }

    /// Foundation gives up on a quiet server after a minute, unless it is told otherwise.
    @Test(arguments: [(Duration?.none, 1e6), (.milliseconds(20), 1), (.seconds(90), 90), (.seconds(1e9), 1e6)])
    func theTimerOfTheSessionIsBehindTheDeadline(_ limit: Duration?, _ seconds: Double) throws {
        let url = try #require(URL(string: "http://langbot.test"))
        let request = TransportRequest(operation: "test.get", method: .get, url: url, timeout: limit)
        #expect(request.urlRequest.timeoutInterval == seconds)
    }

    @Test(arguments: Carrier.allCases) func serverSeesTheDisconnectOfACancelledCall(_ carrier: Carrier) async throws {
        let (arrived, disconnected) = (Event(), Event())
        let server = try ScriptedServer(arrived: arrived, left: disconnected)
        try await withClient(server, carrier) { client in
            let call = Task { try await client.bots.list() }
            await arrived.wait()
            call.cancel()
            await #expect(throws: CancellationError.self) { _ = try await call.value }
            await disconnected.wait()
        }
    }

    @Test(arguments: Carrier.allCases) func callOfACancelledTaskSendsNothing(_ carrier: Carrier) async throws {
        let server = try ScriptedServer(answering: Self.bots)
        try await withClient(server, carrier) { client in
            let call = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await client.bots.list()
            }
            await #expect(throws: CancellationError.self) { _ = try await call.value }
        }
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: Carrier.allCases) func closingEndsCallsAndRefusesNewOnes(_ carrier: Carrier) async throws {
        let arrived = Event()
        let server = try ScriptedServer(arrived: arrived)
        try await withClient(server, carrier) { client in
            let call = Task { try await client.bots.list() }
            await arrived.wait()
            client.close()
            let pending = try await LangBotTests.failure { try await call.value }
            let late = try await LangBotTests.failure { try await client.bots.list() }
            #expect(pending.code == .cancelled)
            #expect(late.code == .cancelled)
        }
    }

    @Test(arguments: Carrier.allCases) func answersBeyondTheLimitEndWhileTheyArrive(_ carrier: Carrier) async throws {
        let disconnected = Event()
        let server = try ScriptedServer(writing: Self.endless, left: disconnected)
        let error = try await failure(server, carrier, configuration: .with { $0.maximumResponseSize = 1000 })
        #expect(error.code == .responseTooLarge)
        await disconnected.wait()
    }

    @Test(
        arguments: [
            "", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\":0",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n",
        ],
        Carrier.allCases
    )
    func brokenAnswersAreErrors(_ bytes: String, _ carrier: Carrier) async throws {
        let server = try ScriptedServer { _, connection in
            connection.write(bytes)
            return .close
        }
        let error = try await failure(server, carrier)
        #expect([.transport, .unexpectedResponse, .connectionFailed].contains(error.code), "\(error)")
    }

    @Test(arguments: Carrier.allCases) func nobodyListeningIsAConnectionThatFailed(_ carrier: Carrier) async throws {
        let url = try #require(URL(string: "http://127.0.0.1:1"))
        let client = try LangBotClient(baseURL: url, credential: .none, transport: carrier.make()).configured {
            $0.retry = .never
        }
        defer { client.close() }
        let error = try await LangBotTests.failure { try await client.system.health() }
        #expect(error.code == .connectionFailed)
        #expect(error.status == nil)
        // What follows is the system's own reason.
        let beginning = "system.health: http://127.0.0.1:1 cannot be reached, "
        #expect(error.description.hasPrefix(beginning) && error.description.contains("connect"), "\(error)")
    }

    @Test(arguments: Carrier.allCases) func status401DoesNotHang(_ carrier: Carrier) async throws {
        let challenge = "WWW-Authenticate: Basic realm=\"x\"\r\n"
        let refusal = #"{"code":-1,"msg":"no"}"#
        let server = try ScriptedServer(answering: refusal, status: "401 Unauthorized", headers: challenge)
        let error = try await failure(server, carrier)
        #expect(error.code == .unauthorized)
        #expect(error.serverMessage == "no")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: Carrier.allCases) func webPageWithStatus200IsAnError(_ carrier: Carrier) async throws {
        let server = try ScriptedServer(answering: "<!DOCTYPE html><html><title>LangBot</title></html>")
        #expect(try await failure(server, carrier).code == .unsupportedByServer)
    }

    @Test(arguments: Carrier.allCases) func callsShareAConnection(_ carrier: Carrier) async throws {
        let server = try ScriptedServer(answering: Self.bots)
        try await withClient(server, carrier) { client in
            for _ in 0..<5 { _ = try await client.bots.list() }
        }
        #expect(Set(server.requests.map(\.connection)).count == 1)
    }

    @Test(arguments: Carrier.allCases) func callsRunAtTheSameTime(_ carrier: Carrier) async throws {
        let server = try ScriptedServer { request, connection in
            connection.answer(#"{"code":0,"data":{"uuid":"\#(request.body.utf8.count)"}}"#)
            return .keepOpen
        }
        try await withClient(server, carrier) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for size in 0..<40 {
                    group.addTask {
                        let draft = Pipeline.Draft(name: String(repeating: "x", count: size))
                        let expected = try JSONValue.object(draft.fields).json().count
                        #expect(try await client.pipelines.create(draft).rawValue == String(expected))
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(server.requests.count == 40)
    }

    @Test(arguments: Carrier.allCases) func streamedPartsArriveAsTheyComeAndDroppingThemDisconnects(_ carrier: Carrier)
        async throws
    {
        let disconnected = Event()
        let gate = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for part in ["one", "two"] {
                gate.wait()
                connection.write("3\r\n\(part)\r\n")
            }
            connection.waitForDisconnect()
            disconnected.happen()
            return .close
        }
        try await withClient(server, carrier) { client in
            let operation = APIOperation("test.stream", .get, path: ["stream"])
            var stream: TransportStream? = try await client.stream(operation)
            var parts = stream?.body.makeAsyncIterator()
            for expected in ["one", "two"] {
                gate.signal()
                let part = try await parts?.next()
                #expect(part.map { String(decoding: $0, as: UTF8.self) } == expected)
            }
            (stream, parts) = (nil, nil)
            await disconnected.wait()
        }
    }

    /// Foundation cannot stop a server that sends more than is read.
    @Test func unreadPartsOfASessionsStreamAreLimited() async throws {
        let carrier = Carrier.urlSession
        let disconnected = Event()
        let server = try ScriptedServer(writing: Self.endless, left: disconnected)
        try await withClient(server, carrier, configuration: .with { $0.maximumResponseSize = 1000 }) { client in
            let stream = try await client.stream(APIOperation("test.stream", .get, path: ["stream"]))
            await disconnected.wait()
            let error = try await LangBotTests.failure { for try await _ in stream.body {} }
            #expect(error.code == .responseTooLarge)
            #expect(error.operation == "test.stream")
        }
    }

    @Test(arguments: Carrier.allCases) func streamsOutliveTheirClient(_ carrier: Carrier) async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
            gate.wait()
            connection.write("abc")
            return .keepOpen
        }
        var client: LangBotClient? = try LangBotClient(
            baseURL: server.url,
            credential: .none,
            transport: carrier.make()
        )
        let stream = try #require(try await client?.stream(APIOperation("test.stream", .get, path: ["s"])))
        client = nil
        gate.signal()
        var received = Data()
        for try await part in stream.body { received += part }
        #expect(received == Data("abc".utf8))
    }

    @Test(arguments: Carrier.allCases) func streamsEndAndRefuseLikeAnyCall(_ carrier: Carrier) async throws {
        let server = try ScriptedServer { request, connection in
            if request.line.contains("/good") {
                connection.answer("abc")
            } else {
                connection.answer(#"{"code":-1,"msg":"none"}"#, status: "404 NOT FOUND")
            }
            return .keepOpen
        }
        try await withClient(server, carrier) { client in
            let good = try await client.stream(APIOperation("test.stream", .get, path: ["good"]))
            var text = ""
            for try await part in good.body { text += String(decoding: part, as: UTF8.self) }
            #expect(text == "abc")
            let error = try await LangBotTests.failure {
                try await client.stream(APIOperation("test.stream", .get, path: ["bad"]))
            }
            #expect(error.code == .notFound)
            #expect(error.serverMessage == "none")
        }
    }
}
