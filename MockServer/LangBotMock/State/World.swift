import JSONCore
import LangBotContract

/// Everything that one LangBot knows.
package struct World: Sendable {
    struct Account: Sendable {
        let uuid: String
        var password: String
    }

    struct Session: Sendable {
        let user: String
        let expiresAt: Timestamp
    }

    struct Document: Sendable {
        let name: String
        let text: String
    }

    struct Image: Sendable {
        let type: String
        let content: [UInt8]
    }

    /// The identifier of the installation's one workspace, which releases since 4.10 show.
    let workspace: String
    var tables = ByResource<RecordTable>()
    /// The lists that were shown last.
    var shownLists = ByResource<ShownList>()
    var documents: [String: Document] = [:]
    var images: [String: Image] = [:]
    /// The files of each knowledge base.
    var knowledgeFiles: [String: RecordTable] = [:]
    var botLogs = SpreadDictionary<BotLog>()
    var tasks: [Int64: JSONObject] = [:]
    /// The names of the MCP servers that a release runs.
    var hostedServers: Set<String> = []
    /// The keys by their identifiers.
    private(set) var keys: [Int64: APIKey] = [:]
    private var keyIDs: [String: Int64] = [:]
    var accounts: [String: Account] = [:]
    private(set) var sessions: [String: Session] = [:]
    private(set) var lastNumber: Int64 = 0

    init(workspace: String) {
        self.workspace = workspace
    }

    /// A number that nothing else in this world has.
    mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }

    /// Gives no number up to this one any more.
    mutating func advance(to number: Int64) {
        lastNumber = max(lastNumber, number)
    }
}

extension World {
    /// The number of the key that this is, letter by letter, if it is valid.
    mutating func key(secret: String, at now: Timestamp) -> Int64? {
        guard let id = keyIDs[secret], let place = keys.index(forKey: id), keys.values[place].isValid(at: now) else {
            return nil
        }
        keys.values[place].lastUsedAt = now
        return id
    }

    mutating func insert(_ key: APIKey) {
        keys[key.id] = key
        keyIDs[key.secret] = key.id
    }

    mutating func update(key id: Int64, _ change: (inout APIKey) -> Void) {
        guard var key = keys[id] else { return }
        change(&key)
        keys[id] = key
    }

    /// Removes the key; it is refused from now on.
    mutating func removeKey(_ id: Int64) {
        guard let key = keys.removeValue(forKey: id) else { return }
        keyIDs[key.secret] = nil
    }

    /// Who is signed in with this token, if anybody still is.
    func user(token: String, at now: Timestamp) -> String? {
        guard let session = sessions[token], now < session.expiresAt else { return nil }
        return session.user
    }

    /// Takes over a session as it was.
    mutating func restore(_ session: Session, token: String) {
        sessions[token] = session
    }

    mutating func open(_ session: Session, token: String, at now: Timestamp) {
        sessions = sessions.filter { $0.value.expiresAt > now }
        sessions[token] = session
    }
}
