import JSONCore

/// What was said in the chats of the web interface and of web pages.
struct WebChats: Sendable {
    /// A conversation that any number of sockets look at.
    struct Room: Hashable, Sendable {
        let pipeline: String
        /// `person` or `group`.
        let kind: String
        /// The browser that a page's chat belongs to, where chats are kept apart.
        var visitor: String?

        var name: String { [kind, pipeline, visitor].compactMap { $0 }.joined(separator: "/") }
    }

    struct Message: Sendable {
        let id: Int64
        let role: String
        let content: String
        let chain: JSONValue
        let time: Timestamp
        let isFinal: Bool
        var connection = ""

        /// In the order of the members in frames.
        var json: JSONObject {
            [
                "id": .integer(id), "role": .string(role), "content": .string(content), "message_chain": chain,
                "timestamp": .string(time.shortestText), "is_final": .bool(isFinal),
                "connection_id": .string(connection),
            ]
        }
    }

    private struct Log: Sendable {
        private(set) var messages: [Message] = []
        /// The sizes of the messages, in bytes.
        private var sizes: [Int] = []
        var last: Int64 = 0

        private(set) var size = 0

        mutating func put(_ message: Message) {
            let size = message.content.utf8.count + message.chain.serialized().count
            if let place = messages.lastIndex(where: { $0.id == message.id }) {
                self.size -= sizes[place]
                (messages[place], sizes[place]) = (message, size)
            } else {
                messages.append(message)
                sizes.append(size)
            }
            self.size += size
        }

        /// Forgets the oldest messages beyond a number, or beyond the room's size, but for the newest.
        mutating func trim(to limit: Int) {
            while messages.count > limit || (size > WebChats.sizeLimit && messages.count > 1) {
                messages.removeFirst()
                size -= sizes.removeFirst()
            }
        }
    }

    private static let roomLimit = 200
    /// How many bytes the messages of all rooms may have; a room may have all of them.
    private static let sizeLimit = 8 << 20
    private var logs: [String: Log] = [:]
    /// The names of the rooms, longest unused first.
    private var order: [String] = []

    func messages(_ room: Room) -> [Message] { logs[room.name]?.messages ?? [] }

    /// The number of the next message.
    func next(_ room: Room) -> Int64 { (logs[room.name]?.last ?? 0) + 1 }

    /// Adds a message, or replaces the one with its number.
    ///
    /// - Parameter limit: how many messages a room keeps.
    mutating func put(_ message: Message, in room: Room, limit: Int) {
        use(room.name)
        var log = logs[room.name] ?? Log()
        log.put(message)
        log.trim(to: limit)
        log.last = max(log.last, message.id)
        logs[room.name] = log
        var size = logs.values.reduce(0) { $0 + $1.size }
        while order.count > Self.roomLimit || (size > Self.sizeLimit && order.count > 1) {
            size -= logs.removeValue(forKey: order.removeFirst())?.size ?? 0
        }
    }

    private mutating func use(_ name: String) {
        order.removeAll { $0 == name }
        order.append(name)
    }

    mutating func reset(_ room: Room) {
        logs[room.name] = nil
        order.removeAll { $0 == room.name }
    }
}

extension WebChats {
    var snapshot: JSONValue {
        .array(
            order.map { name in
                let log = logs[name] ?? Log()
                return [
                    "room": .string(name), "last": .integer(log.last),
                    "messages": .array(log.messages.map { .object($0.json) }),
                ]
            }
        )
    }

    init(snapshot: [JSONValue]) throws(MockInputError) {
        for row in snapshot {
            let reader = SnapshotReader(row, "rooms")
            var log = Log()
            log.last = try reader.integer("last")
            for message in try reader.array("messages") {
                log.put(try Message(SnapshotReader(message, "rooms")))
            }
            let name = try reader.text("room")
            logs[name] = log
            order.append(name)
        }
    }
}

extension WebChats.Message {
    init(_ reader: SnapshotReader) throws(MockInputError) {
        self.init(
            id: try reader.integer("id"),
            role: try reader.text("role"),
            content: try reader.text("content"),
            chain: .array(try reader.array("message_chain")),
            time: Timestamp(iso8601: try reader.text("timestamp")) ?? Timestamp(microseconds: 0),
            isFinal: reader.value["is_final"] == true,
            connection: try reader.text("connection_id")
        )
    }
}
