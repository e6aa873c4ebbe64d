import LangBotContract

/// An API key of a world.
struct APIKey: Sendable {
    let id: Int64
    let uuid: String
    var name: String
    var description: String
    let secret: String
    /// The permissions of the key; nil allows everything.
    var scopes: [Permission]?
    var expiresAt: Timestamp?
    var lastUsedAt: Timestamp?
    /// Whether it was deleted but is still shown, as in releases since 4.10.
    var isRevoked = false
    let createdAt: Timestamp
    var updatedAt: Timestamp

    init(id: Int64, uuid: String, name: String, description: String, secret: String, createdAt: Timestamp) {
        self.id = id
        self.uuid = uuid
        self.name = name
        self.description = description
        self.secret = secret
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    /// Creates a new key.
    init(id: Int64, name: String, description: String, secret: String, _ surroundings: Surroundings) {
        self.init(
            id: id,
            uuid: surroundings.uuid(),
            name: name,
            description: description,
            secret: secret,
            createdAt: surroundings.now()
        )
    }

    func isValid(at now: Timestamp) -> Bool {
        !isRevoked && (expiresAt.map { now < $0 } ?? true)
    }
}
