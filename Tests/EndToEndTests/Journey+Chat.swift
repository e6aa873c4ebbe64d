import LangBot
import Testing

extension Journey {
    static let chats = [chat]

    private static let chat = Journey("a chat with a pipeline") { server in
        let person = try await server.signedIn()
        let pipeline = try await person.pipelines.create(Pipeline.Draft(name: server.name("chat")))
        try await server.offering(server.has(4, 6)) {
            let chat = try await person.pipelines.chat(with: pipeline)
            let open = try await person.pipelines.webChat.connections(of: pipeline).connections
            #expect(open.contains { $0["connection_id"] == .string(chat.connectionID) })
            try await chat.send("What is told is heard.")
            let heard = try #require(try await chat.message())
            #expect(heard.content == "What is told is heard." && heard.connectionID == chat.connectionID)
            let messages = try await person.pipelines.webChat.messages(.person, of: pipeline)
            #expect(messages.contains { $0.id == heard.id && $0.role == "user" })
            chat.close()
        }
        if server.has(4, 10) {
            await expect(.invalidCredential) { _ = try await server.client().pipelines.chat(with: pipeline) }
            await expect(.notFound) {
                _ = try await person.pipelines.chat(with: "00000000-0000-4000-8000-00000000dead")
            }
        }
        if server.has(4, 6) {
            await expect(.invalidRequest) { _ = try await person.pipelines.chat(with: pipeline, as: "crowd") }
        }
        try await person.pipelines.delete(pipeline)
    }
}

extension PipelineChat {
    /// The next message to the pipeline.
    fileprivate func message() async throws -> ChatMessage? {
        for try await event in self { if case .message(let message) = event { return message } }
        return nil
    }
}
