import JSONCore

/// The answer to a message of a chat, as it grows.
struct ChatReply: Sendable {
    let session: ChatSession
    /// The message that grows.
    private var current: WebChats.Message?

    init(session: ChatSession) {
        self.session = session
    }

    func run(_ query: Query) async {
        var reply = self
        for await event in session.behaviour.converse(query, session.live) {
            switch event {
            case .text(let text, let isFinal): reply.show(text, isFinal)
            // What is said about a failure is a message of its own.
            case .failed: reply.current = nil
            case .toolCalled, .end: break
            }
        }
    }

    private mutating func show(_ text: String, _ isFinal: Bool) {
        let keepsUnfinished = session.behaviour.traits.chatsKeepUnfinished
        let before = current
        let message = try? session.live.change { world throws(DomainError) in
            let message = WebChats.Message(
                id: before?.id ?? world.rooms.next(session.room),
                role: "assistant",
                content: text,
                chain: ConversationEvent.chain(text),
                time: before?.time ?? session.live.surroundings.now(),
                isFinal: isFinal
            )
            if isFinal || keepsUnfinished { session.put(message, &world) }
            return message
        }
        guard let message else { return }
        current = isFinal ? nil : message
        session.show(message, as: "response")
    }
}
