import JSONCore
import LangBotContract

/// Everything that one LangBot knows.
package struct World: Sendable {
    struct Key: Sendable {
        let id: Int64
        var name: String
        var description: String
        let key: String
        let createdAt: Timestamp
        var updatedAt: Timestamp
    }

    struct Session: Sendable {
        let user: String
        let expiresAt: Timestamp
    }

    struct Document: Sendable {
        let name: String
        let text: String
    }

    var tables: [Resource: RecordTable] = [:]
    var documents: [String: Document] = [:]
    /// The files of each knowledge base.
    var knowledgeFiles: [String: RecordTable] = [:]
    var botLogs: [String: [JSONValue]] = [:]
    var tasks: [Int64: JSONObject] = [:]
    /// The keys by their identifiers.
    private(set) var keys: [Int64: Key] = [:]
    private var keyIDs: [String: Int64] = [:]
    /// The password of each account.
    var accounts: [String: String] = [:]
    private(set) var sessions: [String: Session] = [:]
    private var lastNumber: Int64 = 0

    /// A number that nothing else in this world has.
    mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }
}

extension World {
    /// Whether this is a valid key, letter by letter.
    func holds(key: String) -> Bool { keyIDs[key] != nil }

    mutating func insert(_ key: Key) {
        keys[key.id] = key
        keyIDs[key.key] = key.id
    }

    mutating func update(key id: Int64, _ change: (inout Key) -> Void) {
        guard var key = keys[id] else { return }
        change(&key)
        keys[id] = key
    }

    /// Removes the key; it is refused from now on.
    mutating func removeKey(_ id: Int64) {
        guard let key = keys.removeValue(forKey: id) else { return }
        keyIDs[key.key] = nil
    }

    /// Who is signed in with this token, if anybody still is.
    func user(token: String, at now: Timestamp) -> String? {
        guard let session = sessions[token], now < session.expiresAt else { return nil }
        return session.user
    }

    mutating func open(_ session: Session, token: String, at now: Timestamp) {
        sessions = sessions.filter { $0.value.expiresAt > now }
        sessions[token] = session
    }
}
