/// The options of a run.
public struct ConformanceOptions: Sendable {
    /// The base URL of the server, such as `https://langbot.example.com`.
    public var baseURL: String
    /// A valid API key of the server.
    public var apiKey: String
    /// The global key of the server's configuration file; nil makes the checks of it untestable.
    public var globalKey: String?
    /// The account for checks that need a signed-in user; nil makes them untestable.
    public var account: Account?
    /// How to reach the server.
    public var connection = Connection()
    /// Whether the run may create, change and delete resources.
    ///
    /// What it creates is named `lbconf-…` and removed at the end.
    public var allowsWrites = false
    /// Whether to run checks that could bring down a weak server; they only run against this machine.
    public var isAggressive = false
    /// The contract to check against.
    public var contract = ContractChoice.documented
    /// The least binding level whose deviations fail the run; ``Level/info`` counts as ``Level/harden``.
    public var failOn = Level.must
    /// Run only checks that match one of these patterns, in the syntax of `langbot-conformance --only`; empty runs all.
    public var only: [String] = []
    /// Skip checks that match one of these patterns.
    public var skip: [String] = []
    /// The accepted deviations; nil accepts none.
    public var baseline: Baseline?
    /// The seed of names and identifiers, so that two runs send the same requests; nil makes them different in every run.
    ///
    /// Never run two runs with the same seed at once: each would take the resources of the other for its own.
    public var seed: Int?
    /// How many checks run at once.
    public var jobs = 4
    /// The most requests per second; nil sets no limit.
    ///
    /// A run slows down by itself where a rate limit answers with 429.
    public var rate: Int?
    /// How often a request is repeated when a rate limit or a gateway answers (429, 502, 503, 504), or nobody does.
    public var retries = 4
    /// Whether a result that conforms has its exchange and its command; without them, a run takes less time.
    public var recordsConforming = true
    /// The maximum time for one answer.
    public var timeout = Duration.seconds(20)

    /// Creates options with default values for the rest.
    public init(baseURL: String, apiKey: String) {
        self.baseURL = baseURL
        self.apiKey = apiKey
    }

    /// How to get a user token.
    public enum Account: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
        /// The token of a signed-in user.
        case token(String)
        /// A user to sign in at the start of the run.
        case password(user: String, password: String)

        /// The kind of account, without the token or password.
        public var description: String {
            switch self {
            case .token: "a user token"
            case .password(let user, _): "the user \(user)"
            }
        }

        /// The description, which holds no token or password.
        public var debugDescription: String { description }
    }
}

extension ConformanceOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The base URL and the kinds of credentials, without the credentials.
    public var description: String { "\(baseURL) with an API key" + (account.map { " and \($0)" } ?? "") }

    /// The description, which holds no credential.
    public var debugDescription: String { description }

    /// A mirror that hides the credentials from `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension ConformanceOptions.Account: CustomReflectable {
    /// A mirror that hides the credentials from `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
