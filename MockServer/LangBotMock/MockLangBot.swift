public import Foundation
package import HTTPCore
import JSONCore
import LangBotContract

/// A LangBot that runs inside the calling process and answers on loopback.
///
/// Every mock has its own state and its own port, so that dozens can run at once:
///
/// ```swift
/// let mock = try await MockLangBot.start(profile: .v4_11)
/// // … call mock.baseURL with mock.apiKey …
/// await mock.stop()
/// ```
public struct MockLangBot: Sendable {
    /// The base URL of the mock, such as `http://127.0.0.1:49152`.
    public let baseURL: URL
    /// The port that it listens on; 0 for a mock without a socket.
    public let port: Int
    /// The API key that is valid from the start, unless the mock starts fresh.
    public let apiKey: String
    /// The account that exists from the start, unless the mock starts fresh.
    public let user: String
    /// The password of that account.
    public let password: String
    /// The same LangBot without a socket.
    package var application: Application { handler.application }
    var control: Control { handler.control }
    let handler: MockHandler
    private let server: HTTPServer?

    /// The server's limits for messages, for a server in front of it.
    package var limits: HTTPLimits { application.profile.limits }

    /// Starts a mock of a profile, with default options.
    ///
    /// - Throws: ``MockStartError`` if it cannot listen on loopback.
    public static func start(profile: MockProfile) async throws -> MockLangBot {
        var options = Options()
        options.profile = profile
        return try await start(options)
    }

    /// Starts a mock.
    ///
    /// - Throws: ``MockInputError`` if the initial resources are refused, ``MockStartError`` if it cannot listen on the
    ///   address or cannot use the state.
    public static func start(_ options: Options = Options()) async throws -> MockLangBot {
        let handler = try handler(options)
        let server: HTTPServer
        do {
            server = try HTTPServer.start(configuration(options), handler: handler)
        } catch {
            throw MockStartError(description: error.description)
        }
        guard let url = url(options.host, port: server.port) else {
            await server.shutdown(drain: .zero)
            throw MockStartError(description: "'\(options.host)' is not a valid host in a URL")
        }
        return MockLangBot(options, url, handler, server)
    }

    /// The configuration of the engine for these options.
    package static func configuration(_ options: Options) -> HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration(host: options.host, port: options.port)
        configuration.poller = options.poller
        configuration.limits = options.profile.profile.limits
        if let threads = options.threads { configuration.loops = threads }
        // Only faults delay answers, and they decide for how long.
        configuration.timeouts.handler = .seconds(1_000_000_000)
        return configuration
    }

    static func handler(_ options: Options) throws -> MockHandler {
        let profile = options.profile.profile
        var surroundings = options.seed.map(Surroundings.deterministic) ?? .system
        surroundings.runtimes = options.runtimes
        surroundings.fileLimit = options.fileLimit
        if let clock = options.clock { surroundings.now = { Timestamp(microseconds: clock()) } }
        var initial = World.initial(options, surroundings)
        if let resources = options.resources {
            try Seed(try parse(resources)).sow(in: &initial, profile, surroundings)
        }
        let webInterface = try options.webInterface.map(WebInterface.init)
        do throws(MockInputError) {
            let file = try options.stateDirectory.map { directory throws(MockInputError) in
                try StateFile(directory: directory)
            }
            let worlds = try WorldStore(initial, hasWorldPerKey: options.hasWorldPerKey, file: file)
            let outside = Outside(callsOut: options.callsOut)
            let control = Control(profile, worlds, surroundings, outside.script, options)
            let application = Application(
                profile: profile,
                worlds: worlds,
                surroundings: surroundings,
                outside: outside,
                webInterface: webInterface
            )
            return MockHandler(application: application, control: control, onRequest: options.onRequest)
        } catch {
            throw MockStartError(description: error.description)
        }
    }

    static func url(_ host: String, port: Int?) -> URL? {
        var components = URLComponents()
        components.scheme = "http"
        components.host = HostText.bracketed(host)
        components.port = port
        return components.url
    }

    init(_ options: Options, _ url: URL, _ handler: MockHandler, _ server: HTTPServer?) {
        baseURL = url
        port = server?.port ?? 0
        apiKey = options.apiKey
        user = options.user
        password = options.password
        self.handler = handler
        self.server = server
    }

    /// Whether the key and the account of the options are valid; a state that was kept has its own.
    package var hasInitialAccess: Bool {
        control.worlds.withBase { world in
            world.keys.values.contains { $0.secret == apiKey } && world.accounts[user]?.password == password
        }
    }

    /// Whether there is no account, as in a new installation.
    package var isUntouched: Bool { control.worlds.withBase { $0.accounts.isEmpty } }

    /// Waits for the requests in progress, then stops, and ends the MCP servers that it started.
    ///
    /// - Parameter drain: how long to wait before requests are aborted.
    public func stop(drain: Duration = .seconds(5)) async {
        await server?.shutdown(drain: drain)
        await application.outside.connections.closeAll()
    }
}

extension MockLangBot: CustomStringConvertible, CustomReflectable {
    /// The address; key, password and state are left out.
    public var description: String { "MockLangBot(\(baseURL))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": "\(baseURL)"]) }
}

/// Why a mock cannot start.
public struct MockStartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line without a period.
    public let description: String
}
