public import Foundation
package import HTTPCore

extension MockLangBot {
    /// The options of a mock.
    public struct Options: Sendable {
        /// The LangBot to imitate; ``MockProfile/documented`` follows the documentation to the letter.
        public var profile = MockProfile.documented
        /// The name or address to listen on.
        public var host = "127.0.0.1"
        /// The port to listen on; 0 means a free one.
        public var port = 0
        /// The number of threads; nil means a number that fits this machine.
        public var threads: Int?
        /// An API key that is valid from the start.
        public var apiKey = "lbk_local_mock_key"
        /// The key of LangBot's configuration file, which is valid besides those in the list of keys; nil for none, which
        /// is all that releases before 4.10 have.
        public var globalKey: String?
        /// Whether to start like a new installation, without an account or a key.
        public var isFresh = false
        /// The email address of an account that exists from the start.
        public var user = "admin@example.com"
        /// The password of that account.
        public var password = "mock-password"
        /// The initial resources: a JSON object of lists, such as `{"bots": [{"name": "…", "adapter": "…"}]}`.
        public var resources: Data?
        /// Whether each API key has its own resources, so that users of different keys never interfere.
        public var hasWorldPerKey = false
        /// The directory to keep the state in across restarts and crashes; nil keeps it in memory only.
        public var stateDirectory: String?
        /// The seed of identifiers, keys and times, which makes them the same in every run; nil makes them random.
        public var seed: UInt64?
        /// The runtimes that LangBot has started; without any, it answers as a plain installation does.
        public var runtimes = Set(MockRuntime.allCases)
        /// Whether models, MCP servers and webhooks beyond this machine are called; by default, a script speaks for
        /// them, and only loopback addresses are called.
        public var callsOut = false
        /// The directory of LangBot's web interface, or of an unpacked wheel of LangBot, to serve at `/`; only releases
        /// serve it, not ``MockProfile/documented``.
        public var webInterface: String?
        /// The token for the control interface under `/__mock/`; nil lets anyone use it who can reach the port.
        public var adminToken: String?
        /// Receives a line for each request: method, path, status, operation and milliseconds, without any credential.
        public var onRequest: (@Sendable (String) -> Void)?
        /// The clock to use instead of the system's, in microseconds since 1970.
        package var clock: (@Sendable () -> Int64)?
        /// How many bytes of uploads an installation has room for.
        package var fileLimit = 256 << 20
        package var poller = PollerKind.fastest

        /// Creates options with default values.
        public init() {}
    }
}

extension MockLangBot.Options: CustomStringConvertible, CustomReflectable {
    /// The profile and the address; key, password, token and resources are left out.
    public var description: String { "MockLangBot.Options(\(profile), \(host), port \(port))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["options": description]) }
}

/// A program that LangBot starts beside itself.
public enum MockRuntime: String, Hashable, Sendable, CaseIterable {
    /// The runtime of plugins.
    case plugins
    /// The sandbox ("Box") of releases since 4.10.
    case sandbox
}
