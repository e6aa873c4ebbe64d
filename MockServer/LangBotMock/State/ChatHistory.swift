import JSONCore

/// What was said in the conversations of an installation, as far as models are told of it.
struct ChatHistory: Sendable {
    /// Sessions that are not used any more leave first.
    private static let (sessionLimit, messageLimit) = (1000, 200)

    private var sessions: [String: [JSONValue]] = [:]
    /// The names of the sessions, longest unused first.
    private var order: [String] = []

    /// The messages of a session, oldest first, as models read them.
    func messages(_ session: String) -> [JSONValue] { sessions[session] ?? [] }

    mutating func append(_ role: String, _ text: String, to session: String) {
        append(["content": .string(text), "role": .string(role)], to: session)
    }

    mutating func append(_ message: JSONValue, to session: String) {
        order.removeAll { $0 == session }
        order.append(session)
        sessions[session, default: []].append(message)
        if messages(session).count > Self.messageLimit { sessions[session]?.removeFirst() }
        if order.count > Self.sessionLimit { sessions[order.removeFirst()] = nil }
    }

    mutating func remove(_ session: String) {
        order.removeAll { $0 == session }
        sessions[session] = nil
    }

    /// Removes all sessions whose name meets a condition.
    mutating func removeAll(where condition: (String) -> Bool) {
        for session in order where condition(session) { sessions[session] = nil }
        order.removeAll { sessions[$0] == nil }
    }

    var snapshot: JSONValue {
        .array(order.map { ["messages": .array(messages($0)), "session": .string($0)] })
    }

    init() {}

    init(snapshot: [JSONValue]) throws(MockInputError) {
        for row in snapshot {
            let reader = SnapshotReader(row, "chats")
            let session = try reader.text("session")
            sessions[session] = try reader.array("messages")
            order.append(session)
        }
    }
}
