import JSONCore
import LangBotContract

/// The state of one LangBot.
package struct World: Sendable {
    struct Account: Sendable {
        let uuid: String
        var password: String
        let joinedAt: Timestamp
        var role = Role.owner
        /// Whether the account still belongs to the workspace.
        var isMember = true
    }

    struct Session: Sendable {
        let user: String
        let expiresAt: Timestamp
    }

    struct DebugKey: Sendable {
        let text: String
        let expiresAt: Timestamp
    }

    struct Document: Sendable {
        let name: String
        let content: [UInt8]

        var text: String { String(decoding: content, as: UTF8.self) }

        /// Whether the content is not text.
        var isBinary: Bool { content.contains(0) || text.contains("\u{FFFD}") || text.hasPrefix("%PDF-") }
    }

    struct Image: Sendable {
        let type: String
        let content: [UInt8]
    }

    /// The identifier of the only workspace, which releases since 4.10 show.
    let workspace: String
    var tables: [Resource: RecordTable] = [:]
    var documents: [String: Document] = [:]
    var images: [String: Image] = [:]
    /// The files of each knowledge base.
    var knowledgeFiles: [String: RecordTable] = [:]
    /// The pieces of the documents of each knowledge base.
    var chunks: [String: [KnowledgeChunk]] = [:]
    var botLogs: [String: BotLog] = [:]
    /// What HTTP bots remember; it is lost when LangBot stops, so that no snapshot has it.
    var httpBots: [String: HTTPBotState] = [:]
    /// The bot that each session sets up on Slack; they, too, are lost when LangBot stops.
    var slackSetups: [String: String] = [:]
    /// The key with which plugins under development connect; the runtime of plugins forgets it, too.
    var debugKey: DebugKey?
    /// The providers whose loaded form differs from the stored one; nil for those that could not be loaded.
    var staleProviders: [String: JSONObject?] = [:]
    /// The pipelines that run in another form than the stored one, which is over when LangBot stops; nil for those that
    /// could not be loaded.
    var stalePipelines: [String: JSONObject?] = [:]
    /// The bots that are enabled and have never been started, which is also over when LangBot stops.
    var idleBots: Set<String> = []
    /// The language models that run under a name that is no text, which is over then, too.
    var oddlyNamedModels: Set<String> = []
    var tasks: [Int64: TaskRecord] = [:]
    var nextTask: Int64 = 0
    var plugins = PluginTable()
    /// The skills by name.
    var skills: [String: Skill] = [:]
    var sandbox = Sandbox()
    /// The keys of the files that configurations of plugins name.
    var configurationFiles: Set<String> = []
    /// What happened: messages, calls of models and tools, errors.
    var monitoring = MonitoringLog()
    var servers: [String: MCPServerState] = [:]
    /// What was said, by session.
    var chats = ChatHistory()
    /// The messages that the web interface shows, by pipeline and kind of session.
    var webChats = ChatHistory()
    /// The model for new pipelines and agents; empty if none is chosen.
    var starredModel = ""
    /// What agents did.
    var runs = RunLedger()
    /// What the chats of the web interface and of web pages show.
    var rooms = WebChats()
    /// Who did what.
    var operations = OperationLog()
    /// What people talked about with the assistant, by identifier.
    var assistant: [String: AssistantConversation] = [:]
    /// The keys by identifier.
    private(set) var keys: [Int64: APIKey] = [:]
    /// The key of the configuration file, which no list has; no snapshot has it either.
    var globalKey: String?
    private var keyIDs: [String: Int64] = [:]
    var accounts: [String: Account] = [:]
    /// What accounts show besides their passwords, by the identifier of the account; also what they do not yet.
    var secondFactors: [String: SecondFactor] = [:]
    var signInChallenges = TokenBook<SignInChallenge>(limit: 4096, seconds: 300)
    var passkeyChallenges = TokenBook<PasskeyChallenge>(limit: 4096, seconds: 300)
    var spaceStates = TokenBook<SpaceState>(limit: 4096, seconds: 600)
    /// How often forgotten passwords were replaced lately, which is over when LangBot stops.
    var passwordResets = PasswordResets()
    /// The invitations to the workspace, oldest first.
    var invitations: [Invitation] = []
    /// Where the wizard of the first sign-in stands.
    var wizard = Wizard()
    private(set) var sessions: [String: Session] = [:]
    private(set) var lastNumber: Int64 = 0

    init(workspace: String) {
        self.workspace = workspace
    }

    /// An unused number.
    mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }

    /// Marks all numbers up to this one as used.
    mutating func advance(to number: Int64) {
        lastNumber = max(lastNumber, number)
    }
}

extension World {
    /// What stands for the global key, which has no number and every permission.
    static let globalKeyNumber: Int64 = 0

    /// The number of the valid key with exactly this secret.
    mutating func key(secret: String, at now: Timestamp) -> Int64? {
        if secret == globalKey { return Self.globalKeyNumber }
        guard let id = keyIDs[secret], let place = keys.index(forKey: id), keys.values[place].isValid(at: now) else {
            return nil
        }
        keys.values[place].lastUsedAt = now
        return id
    }

    /// Whether the caller has a permission: a user by role, and a key by its scopes if it has any.
    func permits(_ permission: Permission, _ principal: Principal) -> Bool {
        switch principal {
        case .nobody: true
        case .apiKey(let id): keys[id]?.scopes?.contains(permission) ?? true
        case .user(let email, _): accounts[email]?.role.has(permission) ?? true
        }
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

    /// Removes a key, which is refused from now on.
    mutating func removeKey(_ id: Int64) {
        guard let key = keys.removeValue(forKey: id) else { return }
        keyIDs[key.secret] = nil
    }

    /// The user with this token, unless the session has expired.
    func user(token: String, at now: Timestamp) -> String? {
        guard let session = sessions[token], now < session.expiresAt else { return nil }
        return session.user
    }

    /// Restores a session from a snapshot.
    mutating func restore(_ session: Session, token: String) {
        sessions[token] = session
    }

    mutating func open(_ session: Session, token: String, at now: Timestamp) {
        sessions = sessions.filter { $0.value.expiresAt > now }
        sessions[token] = session
    }
}
