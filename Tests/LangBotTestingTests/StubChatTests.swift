import Foundation
import LangBot
import LangBotTesting
import Testing

/// Stubs that are chats with pipelines.
@Suite struct StubChatTests {
    private static let workspace = Stub(
        operation: "workspace.current",
        answer: .success(["workspace": ["uuid": "w-1"]])
    )
    private static let path = "/api/v1/pipelines/p/ws/connect"

    private func withChat(_ answer: StubAnswer, _ body: (PipelineChat) async throws -> Void) async throws {
        try await withStubbedClient(
            Self.workspace,
            Stub(.get, Self.path, answer: answer),
            credential: .userToken("t")
        ) { try await body($0.pipelines.chat(with: "p")) }
    }

    @Test func repliesInOrderAndThenEnds() async throws {
        try await withChat(.chat("Hello!", "Bye.")) { chat in
            var texts: [String] = []
            for try await reply in try await chat.replies(to: "Hi") { texts.append(reply.content) }
            #expect(texts == ["Hel", "Hello!"])
            #expect(try await chat.ask([.text("a"), .text("b")]).content == "Bye.")
            try await chat.send("more")
            var events: [PipelineChat.Event] = []
            for try await event in chat { events.append(event) }
            guard case .message(let message)? = events.first, events.count == 1 else {
                Issue.record("\(events)")
                return
            }
            #expect(message.content == "more" && message.connectionID == chat.connectionID)
        }
    }

    @Test func whoWaitsForAChatMayLeave() async throws {
        try await withChat(.computed { _ in .chat() }) { chat in
            let reader = Task { for try await _ in chat {} }
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
        }
    }

    @Test(arguments: [StubAnswer.success(), .connectionFailed]) func anotherStubOpensNoChat(_ answer: StubAnswer) async
    {
        let error = await #expect(throws: LangBotError.self) { try await withChat(answer) { _ in } }
        #expect(error.map { [.unexpectedRequest, .connectionFailed].contains($0.code) } == true)
    }

    @Test func aChatAnswersNoRequest() async throws {
        let client = try StubTransport([Stub(operation: "bot.list", answer: .chat("a"))]).client()
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(error?.code == .unexpectedRequest)
    }

    @Test func aRecorderSeesTheHandshake() async throws {
        let stubs = StubTransport([Self.workspace, Stub(.get, Self.path, answer: .chat("a"))])
        let recorder = RequestRecorder()
        let watched = try LangBotClient(
            baseURL: try #require(URL(string: "http://langbot.invalid")),
            credential: .userToken("t"),
            configuration: .testing(),
            transport: recorder.around(stubs)
        )
        #expect(try await watched.pipelines.chat(with: "p").ask("q").content == "a")
        #expect(recorder.requests.map(\.operation) == ["workspace.current", "pipeline.websocket.connect"])
    }
}
