import JSONCore

/// An invitation to become a member of the workspace.
struct Invitation: Sendable {
    enum State: String, Sendable {
        case pending
        case accepted
        case revoked
        case expired
    }

    let uuid: String
    let email: String
    let role: Role
    /// The secret that the invited person shows.
    let token: String
    let createdAt: Timestamp
    var state = State.pending

    var expiresAt: Timestamp { createdAt.adding(seconds: 7 * 24 * 60 * 60) }

    init(email: String, role: Role, _ surroundings: Surroundings) {
        uuid = surroundings.uuid()
        self.email = email
        self.role = role
        token = "lbi_" + Base64URL.encode(surroundings.randomBytes(32))
        createdAt = surroundings.now()
    }

    /// The state, as of now.
    func state(at now: Timestamp) -> State { state == .pending && expiresAt <= now ? .expired : state }

    var snapshot: JSONValue {
        [
            "uuid": .string(uuid), "email": .string(email), "role": .string(role.rawValue), "token": .string(token),
            "created_at": .integer(createdAt.microseconds), "state": .string(state.rawValue),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        uuid = try reader.text("uuid")
        email = try reader.text("email")
        role = try Role(reader)
        token = try reader.text("token")
        createdAt = Timestamp(microseconds: try reader.integer("created_at"))
        let name = try reader.text("state")
        guard let state = State(rawValue: name) else {
            throw MockInputError("'\(name)' is not a state of an invitation")
        }
        self.state = state
    }
}
