import JSONCore
import LangBotContract

/// Messages that the bot of a web page sends without being asked.
extension Behaviour {
    /// Shows a message to the visitors that a receiver stands for: a socket, a visitor, or all who see a pipeline.
    func showOnPage(_ message: MessageChain, to receiver: String, isGroup: Bool, of bot: PageBot, _ live: LiveWorld) {
        let room = pageRoom(of: receiver, isGroup: isGroup, bot, live)
        let shown = try? live.change { world throws(DomainError) in
            let shown = WebChats.Message(
                id: world.rooms.next(room),
                role: "assistant",
                content: message.text,
                chain: message.json,
                time: live.surroundings.now(),
                isFinal: true
            )
            world.rooms.put(shown, in: room, limit: traits.chatMessageLimit)
            return shown
        }
        if let shown { live.outside.chats.show(shown, as: "response", in: room) }
    }

    private func pageRoom(
        of receiver: String,
        isGroup: Bool,
        _ bot: PageBot,
        _ live: LiveWorld
    ) -> WebChats.Room {
        let kind = isGroup ? "group" : "person"
        // Pages that share one chat have one receiver.
        guard !traits.pagesShareDebugChat else { return WebChats.Room(pipeline: bot.pipeline, kind: kind) }
        guard let prefix = ["websocket_", "websocketgroup_"].first(where: receiver.hasPrefix) else {
            return WebChats.Room(pipeline: trimmed(receiver), kind: kind)
        }
        let name = String(receiver.dropFirst(prefix.count))
        if let connection = live.outside.chats.connection(name) {
            return WebChats.Room(pipeline: connection.room.pipeline, kind: kind, visitor: connection.room.visitor)
        }
        if let colon = name.lastIndex(of: ":"), Self.isVisitor(String(name[name.index(after: colon)...])) {
            let visitor = String(name[name.index(after: colon)...])
            return WebChats.Room(pipeline: String(name[..<colon]), kind: kind, visitor: visitor)
        }
        if let room = live.outside.chats.all.first(where: { $0.room.visitor == name })?.room {
            return WebChats.Room(pipeline: room.pipeline, kind: kind, visitor: room.visitor)
        }
        return WebChats.Room(pipeline: trimmed(receiver), kind: kind)
    }
}
