import Foundation
import LangBot
import LangBotTesting
import Testing

/// Answers that arrive piece by piece, cut wherever the network cuts them.
@Suite(.serialized) struct StreamTests {
    private static let debug: OperationName = "agent.debug_stream"

    @Test func linesOfARunArriveHoweverTheyAreCut() async throws {
        let lines = [
            #"{"kind":"result","data":{"type":"message.delta","data":{"chunk":{"content":"Grüße 🙂"}}}}"#, "",
            #"{"kind":"heartbeat"}"#, #"{"kind":"completed","data":{"final_text":"Grüße"}}"#,
        ]
        for ending in ["\n", "\r\n"] {
            let whole = Array((lines.joined(separator: ending) + ending).utf8)
            let expected = try await frames([whole])
            #expect(expected.count == 2)
            #expect(expected.first?.textDelta == "Grüße 🙂")
            var random = SeededGenerator(seed: 3)
            for _ in 0..<200 {
                let found = try await frames(whole.cut(using: &random))
                #expect(found == expected)
            }
        }
    }

    @Test func aLineThatIsNoJSONIsAnErrorOfTheOperation() async throws {
        let error = try await failure { try await frames([Array("{\"kind\":\n".utf8)]) }
        #expect(error.code == .decoding)
        #expect(error.operation == Self.debug)
    }

    @Test func aRunThatFailsOrBreaksOffIsAnError() async throws {
        let failed = try await failure {
            try await frames([Array(#"{"kind":"error","code":-1,"msg":"no model"}"#.utf8)])
        }
        #expect(failed.code == .runFailed)
        #expect(failed.serverMessage == "no model")
        let broken = try await failure { try await frames([Array(#"{"kind":"result","data":{}}"#.utf8)]) }
        #expect(broken.code == .transport)
        #expect(broken.operation == Self.debug)
    }

    @Test func aLineHasALimit() async throws {
        let error = try await failure {
            try await frames([[UInt8](repeating: 0x20, count: 5000)]) { $0.maximumResponseSize = 1000 }
        }
        #expect(error.code == .responseTooLarge)
    }

    /// The deadline ends with the head, and so must the transport's timer, which would count each pause of a stream.
    @Test func aStreamMayBeQuietForAsLongAsItLikes() async throws {
        let noter = TimeoutNoter()
        let client = try client([Array("data: a\n\n".utf8)]) {
            ($0.deadline, $0.middlewares) = (.seconds(600), [noter])
        }
        _ = try await client.events(Self.events)
        _ = try? await client.bots.list()
        #expect(noter.timeouts.value == [nil, .seconds(600)])
    }

    @Test func aBrokenStreamIsAnErrorAfterWhatHadArrived() async throws {
        let stream = try await client([Array("data: a\n\n".utf8)], failure: .connectionLost).events(Self.events)
        var iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next()?.data == "a")
        let error = try await failure { _ = try await iterator.next() }
        #expect(error.code == .transport)
        #expect(error.operation == "test.events")
    }

    @Test(arguments: [
        ("data: a\n\n", [ServerSentEvent(data: "a")]),
        ("data:a\ndata:b\n\n", [ServerSentEvent(data: "a\nb")]),
        ("data:  a\n\n", [ServerSentEvent(data: " a")]),
        (
            "event: tick\ndata: 1\nid: 7\n\ndata: 2\n\n",
            [
                ServerSentEvent(type: "tick", data: "1", id: "7"), ServerSentEvent(data: "2", id: "7"),
            ]
        ),
        (": comment\n\ndata: x\r\n\r\ndata: y\r\r", [ServerSentEvent(data: "x"), ServerSentEvent(data: "y")]),
        ("data\n\n", [ServerSentEvent(data: "")]),
        ("event: only\n\n", []), ("data: unfinished", []), ("data: unfinished\n", []), ("", []),
        ("retry: 5\nfoo: bar\ndata: z\n\n", [ServerSentEvent(data: "z")]),
        ("id: a\u{0}b\ndata: n\n\n", [ServerSentEvent(data: "n")]),
        ("\u{FEFF}data: bom\n\n", [ServerSentEvent(data: "bom")]),
    ])
    func eventsAreReadAsTheStandardSays(_ text: String, _ expected: [ServerSentEvent]) async throws {
        let bytes = Array(text.utf8)
        var random = SeededGenerator(seed: 5)
        #expect(try await events([bytes]) == expected)
        for _ in 0..<50 {
            let found = try await events(bytes.cut(using: &random))
            #expect(found == expected)
        }
    }

    @Test func anyBytesEndInEventsOrAnError() async throws {
        var random = SeededGenerator(seed: 9)
        let alphabet = Array("data:evntidry \r\n{}\"".utf8) + [0, 0xC3, 0xFF]
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<80, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            let found = try await events(bytes.cut(using: &random))
            #expect(found.count <= bytes.count)
            do {
                _ = try await frames(bytes.cut(using: &random))
            } catch let error as LangBotError {
                #expect([.decoding, .transport].contains(error.code))
            }
        }
    }

    @Test func whatRunsAtTheMomentIsTold() async throws {
        let body = """
            data: {"kind":"snapshot","data":{"items":[{"id":"r","status_group":"running"}],"active_total":1}}

            data: {"kind":"heartbeat"}

            data: {"kind":"unavailable"}

            data: {"kind":"snapshot","data":{"items":[],"active_total":0,"truncated":true}}


            """
        var states: [InFlightExecutions] = []
        for try await state in try await client([Array(body.utf8)]).monitoring.inFlight() { states.append(state) }
        #expect(states.map(\.activeCount) == [1, 0])
        #expect(states.first?.executions.map(\.status) == [.running])
        #expect(states.last?.isTruncated == true)
        for wrong in ["data: {\n\n", "data: {\"kind\":\"snapshot\"}\n\n", "data: {\"data\":{\"items\":[{}]}}\n\n"] {
            let error = try await failure {
                for try await _ in try await client([Array(wrong.utf8)]).monitoring.inFlight() {}
            }
            #expect(error.code == .decoding && error.operation == "monitoring.in_flight_stream")
        }
    }

    @Test func aReplyWithoutAWebsocketGrows() async throws {
        let body = """
            data: {"type":"start"}

            data: {"message":{"id":1,"role":"assistant","content":"He","is_final":false}}

            data: {"message":{"id":1,"role":"assistant","content":"Hello","is_final":true}}

            data: {"type":"end"}


            """
        let release = ServerRelease(4, 5, 4)
        let chat = try client([Array(body.utf8)]) { $0.release = .known(release) }.pipelines.httpChat
        var replies: [ChatMessage] = []
        for try await reply in try await chat.stream("Hi", to: "p") { replies.append(reply) }
        #expect(replies.map(\.content) == ["He", "Hello"])
        #expect(replies.map(\.isFinal) == [false, true])
        for (end, code) in [("", LangBotError.Code.transport), ("data: {\n\n", .decoding)] {
            let cut = #"data: {"message":{"id":1,"role":"assistant","content":"He"}}"# + "\n\n" + end
            let error = try await failure {
                let chat = try client([Array(cut.utf8)]) { $0.release = .known(release) }.pipelines.httpChat
                for try await _ in try await chat.stream("Hi", to: "p") {}
            }
            #expect(error.code == code && error.operation == "pipeline.chat.send")
        }
    }

    @Test func aTurnOfTheAssistantIsStreamed() async throws {
        let lines = [
            #"{"kind":"phase","data":{"phase":"thinking","round":1}}"#, #"{"kind":"text","data":{"text":"No"}}"#,
            #"{"kind":"later"}"#, #"{"kind":"completed","data":{"uuid":"c","revision":2,"status":"ready"}}"#,
        ]
        let conversation = AssistantConversation(members: ServerMembers(["uuid": "c", "revision": 1]))
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        let assistant = try client([text], mediaType: "application/x-ndjson").assistant
        var frames: [AssistantFrame] = []
        for try await frame in try await assistant.stream(.text("?"), to: conversation) { frames.append(frame) }
        #expect(frames.count == 3 && frames[1] == .text("No"))
        guard case .completed(let after) = frames[2] else { throw LangBotError(.decoding) }
        #expect(after.revision == 2 && after.status == .ready)
        let line = Array(#"{"kind":"error","code":"stale_turn"}"#.utf8)
        let error = try await failure {
            let stale = try client([line], mediaType: "application/x-ndjson").assistant
            for try await _ in try await stale.stream(.approve, to: conversation) {}
        }
        #expect(error.code == .runFailed && error.serverCode == .text("stale_turn"))
        let broken = try await failure {
            let cut = try client([Array(lines[1].utf8)], mediaType: "application/x-ndjson").assistant
            for try await _ in try await cut.stream(.approve, to: conversation) {}
        }
        #expect(broken.code == .transport && broken.operation == "assistant.conversation.turn_stream")
    }

    @Test func aRefusalIsAnErrorAndNoStream() async throws {
        let refusal = Array(#"{"code":-1,"msg":"Invalid API key"}"#.utf8)
        let client = try client([refusal], status: 401, mediaType: "application/json")
        let error = try await failure { _ = try await client.events(Self.events) }
        #expect(error.code == .unauthorized)
        #expect(error.serverMessage == "Invalid API key")
    }

    @Test func aPageInPlaceOfAStreamIsAnError() async throws {
        let client = try client([Array("<html>".utf8)], mediaType: "text/html")
        let error = try await failure { _ = try await client.events(Self.events) }
        #expect(error.code == .unexpectedResponse)
    }

    private static let events = APIOperation("test.events", .get, path: ["events"])

    /// A client whose one answer arrives in these pieces.
    private func client(
        _ pieces: [[UInt8]],
        status: Int = 200,
        mediaType: String = "text/event-stream",
        failure: TransportFailure.Kind? = nil,
        _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> LangBotClient {
        let headers: HTTPHeaders = ["Content-Type": mediaType]
        let answer = StubAnswer.pieces(pieces.map { Data($0) }, status: status, headers: headers, failure: failure)
        return try StubTransport([.any(answer: answer)]).client(configuration: .with(change))
    }

    private func events(_ pieces: [[UInt8]]) async throws -> [ServerSentEvent] {
        let stream = try await client(pieces).events(Self.events)
        return try await stream.reduce(into: []) { $0.append($1) }
    }

    private func frames(
        _ pieces: [[UInt8]],
        _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) async throws -> [AgentDebugFrame] {
        let client = try client(pieces, mediaType: "application/x-ndjson", change)
        let stream = try await client.agents.debugStream("1", .message("hello"))
        return try await stream.reduce(into: []) { $0.append($1) }
    }
}

/// Notes the limits that requests come with.
private struct TimeoutNoter: Middleware {
    let timeouts = Guarded<[Duration?]>([])

    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        timeouts.withLock { $0.append(request.timeout) }
        return try await next(request)
    }

    func interceptStream(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportStream
    ) async throws -> TransportStream {
        timeouts.withLock { $0.append(request.timeout) }
        return try await next(request)
    }
}

extension AgentDebugFrame {
    fileprivate var textDelta: String? {
        if case .result(let result) = self { result.textDelta } else { nil }
    }
}

extension [UInt8] {
    /// The same bytes in pieces of random lengths, some of them empty.
    fileprivate func cut(using random: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = self[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...Swift.min(9, rest.count), using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
