import LangBotContract

/// An API key of a world.
struct APIKey: Sendable {
    let id: Int64
    let uuid: String
    var name: String
    var description: String
    let secret: String
    /// What the key may do; nil allows everything.
    var scopes: [Permission]?
    var expiresAt: Timestamp?
    var lastUsedAt: Timestamp?
    /// Whether it was deleted, but is still shown, as releases since 4.10 do.
    var isRevoked = false
    let createdAt: Timestamp
    var updatedAt: Timestamp

    init(id: Int64, name: String, description: String, secret: String, _ surroundings: Surroundings) {
        self.id = id
        uuid = surroundings.uuid()
        self.name = name
        self.description = description
        self.secret = secret
        createdAt = surroundings.now()
        updatedAt = createdAt
    }

    func isValid(at now: Timestamp) -> Bool {
        !isRevoked && (expiresAt.map { now < $0 } ?? true)
    }
}
