import Foundation
import LangBot
import LangBotMock
import Testing

/// Chats with pipelines of the mock, over real sockets.
@Suite(.serialized) struct PipelineChatTests {
    /// A mock whose pipeline repeats what it is told, and a user of it.
    private func withPipeline(
        _ profile: MockProfile,
        _ body: (LangBotClient, Pipeline.ID) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = profile
        let mock = try await MockLangBot.start(options)
        let person = try await ServerUnderTest(mock, profile).signedIn()
        let provider = ModelProviderReference.inline(
            "openai-chat-completions",
            baseURL: "https://models.invalid/v1",
            apiKeys: ["k"]
        )
        let model = try await person.models.llm.create(ModelDraft(name: "echo", provider: provider))
        let pipeline = try await person.pipelines.create(Pipeline.Draft(name: "p", model: model, prompt: "Repeat."))
        try await body(person, pipeline)
        person.close()
        await mock.stop(drain: .zero)
    }

    @Test(arguments: [MockProfile.v4_6, .v4_7, .v4_8, .v4_9, .v4_10])
    func aReplyGrowsAndIsComplete(profile: MockProfile) async throws {
        try await withPipeline(profile) { person, pipeline in
            let chat = try await person.pipelines.chat(with: pipeline)
            let words = (0..<30).map { "word\($0)" }.joined(separator: " ")
            var replies: [ChatMessage] = []
            for try await reply in try await chat.replies(to: words) { replies.append(reply) }
            #expect(replies.count > 2 && Set(replies.map(\.id)).count == 1)
            #expect(replies.dropLast().allSatisfy { !$0.isFinal } && replies.last?.isFinal == true)
            #expect(zip(replies, replies.dropFirst()).allSatisfy { $1.content.hasPrefix($0.content) })
            #expect(replies.last?.content == "Echo: \(words)")
            #expect(try await chat.ask("again").content == "Echo: again")
            let kept = try await person.pipelines.webChat.messages(.person, of: pipeline)
            #expect(kept.map(\.content) == [words, "Echo: \(words)", "again", "Echo: again"])
            chat.close()
        }
    }

    @Test func aSequenceHasWhatOthersSayToo() async throws {
        try await withPipeline(.v4_10) { person, pipeline in
            let chat = try await person.pipelines.chat(with: pipeline)
            let other = try await person.pipelines.chat(with: pipeline)
            #expect(try await other.ask("from another").content == "Echo: from another")
            try await person.pipelines.webChat.broadcast(["a": 1], of: pipeline)
            var events: [PipelineChat.Event] = []
            for try await event in chat {
                events.append(event)
                if case .broadcast = event { break }
            }
            guard events.count == 3, case .message(let message) = events[0], case .reply(let reply) = events[1] else {
                Issue.record("\(events)")
                return
            }
            #expect(message.connectionID == other.connectionID && message.content == "from another")
            #expect(reply.content == "Echo: from another" && events[2] == .broadcast(["a": 1]))
            other.close()
            // What the other one says now is nobody's.
            #expect(try await chat.ask("still here").content == "Echo: still here")
            chat.close()
        }
    }

    @Test(arguments: [MockProfile.v4_6, .v4_10]) func partsOfAMessageArrive(profile: MockProfile) async throws {
        try await withPipeline(profile) { person, pipeline in
            let chat = try await person.pipelines.chat(with: pipeline, as: .group)
            let pixel = Data([0x89, 0x50, 0x4E, 0x47])
            let parts: [BotMessage.Component] = [
                .mention("websocketbot"), .text("see"), .image(pixel, contentType: "image/png"),
                .file(pixel, name: "a.png", contentType: "image/png"),
            ]
            #expect(try await chat.ask(parts).content.contains("Echo: see"))
            let kept = try await person.pipelines.webChat.messages(.group, of: pipeline)
            #expect(kept.first?.components.map { $0["type"] } == ["At", "Plain", "Image", "File"])
            chat.close()
        }
    }

    @Test func aChatThatIsClosedOrForgottenLeavesTheServer() async throws {
        try await withPipeline(.v4_10) { person, pipeline in
            func isEmpty() async throws -> Bool {
                try await person.pipelines.webChat.connections(of: pipeline).connections.isEmpty
            }
            let chat = try await person.pipelines.chat(with: pipeline)
            #expect(try await !isEmpty())
            chat.close()
            while try await !isEmpty() {}
            let error = await #expect(throws: LangBotError.self) { try await chat.send("too late") }
            #expect(error?.code == .cancelled)
            _ = try await person.pipelines.chat(with: pipeline)
            while try await !isEmpty() {}
            let reader = Task {
                for try await _ in try await person.pipelines.chat(with: pipeline) {}
            }
            while try await isEmpty() {}
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            while try await !isEmpty() {}
        }
    }

    @Test func aClientThatIsClosedEndsItsChats() async throws {
        try await withPipeline(.v4_9) { person, pipeline in
            let chat = try await person.pipelines.chat(with: pipeline)
            person.close()
            let error = await #expect(throws: LangBotError.self) { for try await _ in chat {} }
            #expect(error?.code == .cancelled)
        }
    }

    @Test func newestReleaseRepliesToo() async throws {
        var options = MockLangBot.Options()
        options.profile = .v4_11
        let mock = try await MockLangBot.start(options)
        let person = try await ServerUnderTest(mock, .v4_11).signedIn()
        let pipeline = try await person.pipelines.create(Pipeline.Draft(name: "p"))
        let chat = try await person.pipelines.chat(with: pipeline)
        #expect(try await chat.ask("hello").isFinal)
        chat.close()
        await mock.stop(drain: .zero)
    }
}
