import JSONCore

/// The sandbox of an installation: the sessions in it, and how many there may be.
struct Sandbox: Sendable {
    struct Session: Sendable {
        let name: String
        /// The number that the backend gave it.
        let digits: String
        /// Whether it stays when it is not used, and reaches the network.
        let isShared: Bool
        let createdAt: Timestamp
        var usedAt: Timestamp
    }

    static let limit = 64
    private(set) var sessions: [Session] = []

    /// Uses a session, which is opened unless it is there.
    mutating func open(_ name: String, isShared: Bool, _ surroundings: Surroundings) {
        let now = surroundings.now()
        if let index = sessions.firstIndex(where: { $0.name == name }) {
            sessions[index].usedAt = now
            return
        }
        guard sessions.count < Self.limit else { return }
        sessions.append(
            Session(name: name, digits: surroundings.digits(12), isShared: isShared, createdAt: now, usedAt: now)
        )
    }

    var snapshot: JSONValue {
        .array(
            sessions.map { session in
                [
                    "name": .string(session.name), "digits": .string(session.digits),
                    "is_shared": .bool(session.isShared), "created_at": .integer(session.createdAt.microseconds),
                    "used_at": .integer(session.usedAt.microseconds),
                ]
            }
        )
    }

    init() {}

    init(snapshot: [JSONValue]) throws(MockInputError) {
        for value in snapshot {
            let reader = SnapshotReader(value, "sandbox")
            sessions.append(
                Session(
                    name: try reader.text("name"),
                    digits: try reader.text("digits"),
                    isShared: value["is_shared"] == true,
                    createdAt: Timestamp(microseconds: try reader.integer("created_at")),
                    usedAt: Timestamp(microseconds: try reader.integer("used_at"))
                )
            )
        }
    }
}
