public import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// A LangBot that runs inside the calling process and answers on loopback.
///
/// Every mock has its own state and its own port, so that dozens can run at once:
///
/// ```swift
/// let mock = try await MockLangBot.start()
/// // … call mock.baseURL with mock.apiKey …
/// await mock.stop()
/// ```
public struct MockLangBot: Sendable {
    /// What a mock is started with.
    public struct Options: Sendable {
        /// Which LangBot it is; ``MockProfile/documented`` follows the document to the letter.
        public var profile = MockProfile.documented
        /// The name or address to listen at.
        public var host = "127.0.0.1"
        /// The port to listen at; 0 takes a free one.
        public var port = 0
        /// The API key that is valid from the start.
        public var apiKey = "lbk_local_mock_key"
        /// Whether it starts as a new installation does: without account and key, until somebody makes them.
        public var isFresh = false
        /// The account that exists from the start.
        public var user = "admin@example.com"
        /// That account's password.
        public var password = "mock-password"
        /// Receives a line for each request: method, path, status, operation and milliseconds, without any credential.
        public var onRequest: (@Sendable (String) -> Void)?

        /// The options that hold where nothing is set.
        public init() {}
    }

    /// Where the mock answers, such as `http://127.0.0.1:49152`.
    public let baseURL: URL
    /// The port that it listens at.
    public let port: Int
    /// The API key that is valid from the start.
    public let apiKey: String
    /// The account that exists from the start.
    public let user: String
    /// That account's password.
    public let password: String
    /// The same LangBot, to be asked without a socket.
    package let application: Application
    private let server: HTTPServer

    /// Starts a mock.
    ///
    /// - Throws: ``MockStartError`` where its address cannot be listened at.
    public static func start(_ options: Options = Options()) async throws -> MockLangBot {
        let application = Application(
            profile: options.profile.profile,
            world: .initial(options, .system),
            surroundings: .system
        )
        do throws(HTTPServerError) {
            let handler = MockHandler(application: application, onRequest: options.onRequest)
            let server = try HTTPServer.start(.init(host: options.host, port: options.port), handler: handler)
            return try MockLangBot(options, application, server)
        } catch {
            throw MockStartError(description: error.description)
        }
    }

    private init(_ options: Options, _ application: Application, _ server: HTTPServer) throws(HTTPServerError) {
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        var components = URLComponents()
        components.scheme = "http"
        components.host = host
        components.port = server.port
        // A host that was listened at can be written in a URL.
        baseURL = components.url ?? URL(fileURLWithPath: "/")
        port = server.port
        apiKey = options.apiKey
        user = options.user
        password = options.password
        self.application = application
        self.server = server
    }

    /// Finishes the requests under way and stops.
    ///
    /// - Parameter drain: how long they may take before they are broken off.
    public func stop(drain: Duration = .seconds(5)) async {
        await server.shutdown(drain: drain)
    }
}

/// Why a mock cannot start, as a sentence.
public struct MockStartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}

/// Which LangBot a mock is.
public struct MockProfile: Sendable, CustomStringConvertible {
    let profile: Profile

    /// The name by which it is chosen.
    public var description: String { profile.name }

    /// The documented API, followed to the letter, with HTTP's own rules where the document is silent.
    public static let documented = MockProfile(profile: .documented)

    /// Every profile there is.
    public static let all = Profile.all.map(MockProfile.init(profile:))

    /// The names by which profiles are chosen: a series such as `4.11` means the newest release in it.
    public static let names = Profile.names

    /// The profile of that name; a series such as `4.11` names its newest release.
    public init?(_ name: String) {
        guard let profile = Profile.named(name) else { return nil }
        self.init(profile: profile)
    }

    private init(profile: Profile) {
        self.profile = profile
    }
}
