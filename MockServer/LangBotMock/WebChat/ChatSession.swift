import Foundation
import HTTPCore
import JSONCore

/// One socket that looks at a chat, from its first message to its last.
struct ChatSession: Sendable {
    let behaviour: Behaviour
    let live: LiveWorld
    let socket: ServerWebSocket
    let room: WebChats.Room
    /// The bot that answers in the room; nil for the chat of the web interface.
    let bot: String?
    /// The member of the first frame that says what the socket is connected to.
    let place: JSONObject.Member
    /// Why no more messages are taken; asked for each.
    let refusal: @Sendable () -> String?

    /// How many messages of a socket may wait for their answer.
    private static let waitingLimit = 100

    private enum Next {
        case goOn
        case end
    }

    func run() async {
        let limit = behaviour.traits.chatSocketLimit
        guard let connection = live.outside.chats.add(room, socket, live.surroundings, limit: limit) else {
            return Self.fail(socket, "Internal server error")
        }
        send([
            "type": "connected", "connection_id": .string(connection.id), place.name: place.value,
            "session_type": .string(room.kind), "timestamp": now,
        ])
        let line = ChatLine(limit: Self.waitingLimit)
        while let message = await socket.receive() {
            live.outside.chats.touch(connection.id, at: live.surroundings.now())
            guard case .goOn = take(message, connection.id, line) else { break }
        }
        live.outside.chats.remove(connection.id)
        socket.close()
    }

    /// Says why, and ends.
    static func fail(_ socket: ServerWebSocket, _ reason: String) {
        socket.send(["type": "error", "message": .string(reason)])
        socket.close()
    }

    private var now: JSONValue { .string(live.surroundings.now().text) }

    private func send(_ frame: JSONObject) { socket.send(frame) }

    private func take(_ message: ServerWebSocket.Message, _ connection: String, _ line: ChatLine) -> Next {
        guard let json = try? JSONValue(parsing: message.bytes) else {
            send(["type": "error", "message": "Invalid JSON format"])
            return .goOn
        }
        guard let members = json.objectValue else { return .end }
        switch members["type"] ?? "message" {
        case "ping":
            send(["type": "pong", "timestamp": now])
            return .goOn
        case "message":
            if let refusal = refusal() {
                send(["type": "error", "message": .string(refusal)])
                return .end
            }
            return say(members, connection, line) ? .goOn : .end
        case "disconnect": return .end
        default: return .goOn
        }
    }

    /// Shows a message to everybody in the room, and has it answered.
    ///
    /// - Returns: false if it is not a message.
    private func say(_ members: JSONObject, _ connection: String, _ line: ChatLine) -> Bool {
        guard let (chain, shown) = attached(members["message"] ?? []),
            let message = try? MessageChain(reading: chain, behaviour.traits.inputErrorVersion)
        else { return false }
        let said = try? live.change { world throws(DomainError) in
            let said = WebChats.Message(
                id: world.rooms.next(room),
                role: "user",
                content: message.text,
                chain: shown,
                time: live.surroundings.now(),
                isFinal: true,
                connection: connection
            )
            put(said, &world)
            return said
        }
        guard let said else { return false }
        show(said, as: "user_message")
        let heard = heard(message, said, streams: !behaviour.isBlank(members["stream"] ?? true))
        line.add { await ChatReply(session: self).run(heard) }
        return true
    }

    /// The message as a bot gets it.
    private func heard(_ message: MessageChain, _ said: WebChats.Message, streams: Bool) -> BotMessage {
        let name = room.visitor.map { "\(room.pipeline):\($0)" } ?? said.connection
        let group = room.visitor == nil ? "websocketgroup" : "websocketgroup_\(name)"
        var heard = BotMessage(
            launcher: room.kind == "group" ? .group : .person,
            launcherID: room.kind == "group" ? group : "websocket_\(name)",
            senderID: "websocket_\(name)",
            senderName: "User",
            chain: message,
            id: "\(said.id)",
            time: said.time
        )
        heard.groupName = "Group"
        heard.streams = streams
        return heard
    }

    func put(_ message: WebChats.Message, _ world: inout World) {
        world.rooms.put(message, in: room, limit: behaviour.traits.chatMessageLimit)
    }

    /// Sends a message to all sockets of the room.
    func show(_ message: WebChats.Message, as type: String) {
        live.outside.chats.show(message, as: type, in: room)
    }
}

extension ChatConnections {
    /// Sends a message to all sockets of a room.
    func show(_ message: WebChats.Message, as type: String, in room: WebChats.Room) {
        let frame: JSONObject = [
            "type": .string(type), "session_type": .string(room.kind), "data": .object(message.json),
        ]
        send(frame) { $0.room == room }
    }
}

/// Attachments, which a message names by the key of an upload.
extension ChatSession {
    /// The message with the content of its attachments, and as the room shows it; nil if it is not a message or names what
    /// was not uploaded.
    private func attached(_ message: JSONValue) -> (full: JSONValue, shown: JSONValue)? {
        guard let parts = message.arrayValue else { return nil }
        var (full, shown): ([JSONValue], [JSONValue]) = ([], [])
        for part in parts {
            guard let members = part.objectValue, let loaded = loaded(members) else { return nil }
            full.append(.object(loaded))
            let isHidden = behaviour.traits.chatsHideContent && !behaviour.isBlank(loaded["base64"])
            shown.append(.object(isHidden ? loaded.merging(["base64": ""]) : loaded))
        }
        return (.array(full), .array(shown))
    }

    private func loaded(_ part: JSONObject) -> JSONObject? {
        let strict = behaviour.traits.chatsHideContent
        let kinds: [JSONValue] = strict ? ["Image", "Voice", "File"] : ["Image"]
        guard let type = part["type"], kinds.contains(type), let path = part["path"], !behaviour.isBlank(path) else {
            return part
        }
        guard let key = path.stringValue, let image = live.now.images[key] else { return strict ? nil : part }
        var loaded = part
        loaded["base64"] = .string("data:\(image.type);base64,\(Data(image.content).base64EncodedString())")
        // Images can be shown again, everything else is used up.
        if !strict || type != "Image" {
            loaded["path"] = ""
            _ = try? live.change { world throws(DomainError) in world.images[key] = nil }
        }
        return loaded
    }
}

/// Runs one piece of work after the other.
final class ChatLine: Sendable {
    private struct State {
        var last: Task<Void, Never>?
        var waiting = 0
    }

    private let state = Locked(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds work, unless too much waits already.
    func add(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            guard state.waiting < limit else { return }
            state.waiting += 1
            let before = state.last
            state.last = Task {
                await before?.value
                await work()
                self.state.withLock { $0.waiting -= 1 }
            }
        }
    }
}
