/// What is judged, with what, and how thoroughly.
public struct ConformanceOptions: Sendable {
    /// The base URL of the server, such as `https://langbot.example.com`.
    public var baseURL: String
    /// A valid API key of the server.
    public var apiKey: String
    /// How the checks that need a signed-in user get one; nil leaves them untestable.
    public var account: Account?
    /// Whether the run may create, change and delete.
    ///
    /// What it makes is named `lbconf-…` and removed at the end.
    public var allowsWrites = false
    /// Whether the run may send what could bring a weak server down; it is sent to this machine only.
    public var isAggressive = false
    /// What the server is held against.
    public var contract = ContractChoice.documented
    /// The least level whose deviations fail the run; ``Level/info`` is taken for ``Level/harden``.
    public var failOn = Level.must
    /// Patterns of which a check must match one, as `langbot-conformance --only` takes them; none lets all pass.
    public var only: [String] = []
    /// Patterns of which a check must match none.
    public var skip: [String] = []
    /// The deviations that are accepted; nil accepts none.
    public var baseline: Baseline?
    /// What the names and identifiers of the run are made from, so that two runs send the same; nil makes them another in
    /// every run.
    ///
    /// Two runs of one seed must not go on at once: each would take what the other makes for its own.
    public var seed: Int?
    /// How many checks are made at once.
    public var jobs = 4
    /// How long the server may take for one answer.
    public var timeout = Duration.seconds(20)

    /// The options that hold where nothing else is set.
    public init(baseURL: String, apiKey: String) {
        self.baseURL = baseURL
        self.apiKey = apiKey
    }

    /// Who is signed in.
    public enum Account: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
        /// The token of a signed-in user.
        case token(String)
        /// A user who is signed in at the beginning of the run.
        case password(user: String, password: String)

        /// Who it is, without the token and the password.
        public var description: String {
            switch self {
            case .token: "a user token"
            case .password(let user, _): "the user \(user)"
            }
        }

        /// The same as the description.
        public var debugDescription: String { description }
    }
}

extension ConformanceOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What is judged, without any credential.
    public var description: String { "\(baseURL) with an API key" + (account.map { " and \($0)" } ?? "") }

    /// The same as the description.
    public var debugDescription: String { description }

    /// Shows no credential to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension ConformanceOptions.Account: CustomReflectable {
    /// Shows no credential to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
