public import Foundation

extension MockLangBot {
    /// What a mock is started with.
    public struct Options: Sendable {
        /// Which LangBot it is; ``MockProfile/documented`` follows the document to the letter.
        public var profile = MockProfile.documented
        /// The name or address to listen at.
        public var host = "127.0.0.1"
        /// The port to listen at; 0 takes a free one.
        public var port = 0
        /// How many threads answer; nil takes as many as fit this machine.
        public var threads: Int?
        /// The API key that is valid from the start.
        public var apiKey = "lbk_local_mock_key"
        /// Whether it starts as a new installation does: without account and key, until somebody makes them.
        public var isFresh = false
        /// The account that exists from the start.
        public var user = "admin@example.com"
        /// That account's password.
        public var password = "mock-password"
        /// The resources to begin with: a JSON object of lists, such as `{"bots": [{"name": "…", "adapter": "…"}]}`.
        public var resources: Data?
        /// Whether each API key has resources of its own, so that those who use different keys never meet.
        public var hasWorldPerKey = false
        /// The directory in which the state is kept over a restart or a crash; nil keeps it in memory alone.
        public var stateDirectory: String?
        /// Makes identifiers, keys and times the same in every run that begins with this seed.
        public var seed: UInt64?
        /// What the control interface under `/__mock/` asks for; nil lets everybody use it who reaches the port.
        public var adminToken: String?
        /// Receives a line for each request: method, path, status, operation and milliseconds, without any credential.
        public var onRequest: (@Sendable (String) -> Void)?
        /// What time it is, in microseconds since 1970, instead of what the system says.
        package var clock: (@Sendable () -> Int64)?

        /// The options that hold where nothing is set.
        public init() {}
    }
}
