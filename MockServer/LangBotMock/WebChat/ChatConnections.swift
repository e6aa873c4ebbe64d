import HTTPCore
import JSONCore

/// The sockets that look at chats.
final class ChatConnections: Sendable {
    struct Connection: Sendable {
        let id: String
        let room: WebChats.Room
        let socket: ServerWebSocket
        let createdAt: Timestamp
        fileprivate(set) var lastActive: Timestamp
    }

    /// In the order in which they were opened.
    private let open = Locked<[Connection]>([])

    /// Adds a connection.
    ///
    /// - Returns: nil if there are as many as there may be.
    func add(_ room: WebChats.Room, _ socket: ServerWebSocket, _ surroundings: Surroundings, limit: Int) -> Connection?
    {
        let now = surroundings.now()
        let connection = Connection(
            id: surroundings.uuid(),
            room: room,
            socket: socket,
            createdAt: now,
            lastActive: now
        )
        return open.withLock { open in
            guard open.count < limit else { return nil }
            open.append(connection)
            return connection
        }
    }

    func remove(_ id: String) { open.withLock { $0.removeAll { $0.id == id } } }

    func touch(_ id: String, at time: Timestamp) {
        open.withLock { open in
            if let place = open.firstIndex(where: { $0.id == id }) { open[place].lastActive = time }
        }
    }

    var all: [Connection] { open.withLock { $0 } }

    /// The connection with an identifier.
    func connection(_ id: String) -> Connection? { open.withLock { $0.first { $0.id == id } } }

    /// Sends a frame to all connections that meet a condition.
    func send(_ frame: JSONObject, where condition: (Connection) -> Bool) {
        let text = JSONValue.object(frame).description
        for connection in all where condition(connection) {
            connection.socket.send(text)
        }
    }
}

extension ServerWebSocket {
    /// Sends an object as a text message.
    func send(_ frame: JSONObject) { send(JSONValue.object(frame).description) }
}
