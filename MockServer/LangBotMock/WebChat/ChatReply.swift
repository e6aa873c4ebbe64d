import JSONCore
import LangBotContract

/// The answer to a message of a chat, as it grows.
struct ChatReply: Sendable {
    let session: ChatSession
    /// The message that grows.
    private var current: WebChats.Message?

    init(session: ChatSession) {
        self.session = session
    }

    func run(_ message: BotMessage) async {
        var reply = self
        let (behaviour, live) = (session.behaviour, session.live)
        guard let uuid = session.bot else {
            let query = query(message)
            let style = behaviour.replyStyle(query, live)
            for await event in behaviour.converse(query, live) {
                switch event {
                case .text(let text, let isFinal): reply.show(style.reply(text).message, isFinal)
                // What is said about a failure is a message of its own.
                case .failed: reply.current = nil
                case .toolCalled, .end: break
                }
            }
            return
        }
        guard let bot = live.now.tables[.bot]?[uuid] else { return }
        for await (answer, isFinal) in behaviour.replies(to: message, bot, live) { reply.show(answer.message, isFinal) }
    }

    private func query(_ message: BotMessage) -> Query {
        var query = Query(
            session.room.pipeline,
            message.launcher,
            launcherID: message.launcherID,
            senderID: message.senderID,
            senderName: message.senderName,
            message: message.chain.components.map(JSONValue.object),
            session.live.surroundings
        )
        query.streams = message.streams
        query.source = [
            "type": "Source", "id": .string(message.id), "timestamp": .integer(message.time.secondsSince1970),
        ]
        return query
    }

    private mutating func show(_ answer: MessageChain, _ isFinal: Bool) {
        let keepsUnfinished = session.behaviour.traits.chatsKeepUnfinished
        let before = current
        let message = try? session.live.change { world throws(DomainError) in
            let message = WebChats.Message(
                id: before?.id ?? world.rooms.next(session.room),
                role: "assistant",
                content: answer.text,
                chain: answer.json,
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
