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
    /// Where the mock answers, such as `http://127.0.0.1:49152`.
    public let baseURL: URL
    /// The port that it listens at; 0 for a mock without a server.
    public let port: Int
    /// The API key that is valid from the start, unless the mock is fresh.
    public let apiKey: String
    /// The account that exists from the start, unless the mock is fresh.
    public let user: String
    /// That account's password.
    public let password: String
    /// The same LangBot, to be asked without a socket.
    package var application: Application { handler.application }
    var control: Control { handler.control }
    let handler: MockHandler
    private let server: HTTPServer?

    /// How much of a message the server reads, for another one that is put before it.
    package var limits: HTTPLimits { application.profile.limits }

    /// Starts a mock of a profile, with everything else as it is by default.
    ///
    /// - Throws: ``MockStartError`` where loopback cannot be listened at.
    public static func start(profile: MockProfile) async throws -> MockLangBot {
        var options = Options()
        options.profile = profile
        return try await start(options)
    }

    /// Starts a mock.
    ///
    /// - Throws: ``MockInputError`` where the resources to begin with cannot be made, ``MockStartError`` where the address
    ///   cannot be listened at or the state cannot be used.
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
            throw MockStartError(description: "'\(options.host)' cannot be written in a URL")
        }
        return MockLangBot(options, url, handler, server)
    }

    /// How the engine is to serve a mock with these options.
    package static func configuration(_ options: Options) -> HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration(host: options.host, port: options.port)
        configuration.limits = options.profile.profile.limits
        if let threads = options.threads { configuration.loops = threads }
        // Only a fault keeps an answer back, and it decides for how long.
        configuration.timeouts.handler = .seconds(1_000_000_000)
        return configuration
    }

    static func handler(_ options: Options) throws -> MockHandler {
        let profile = options.profile.profile
        var surroundings = options.seed.map(Surroundings.deterministic) ?? .system
        if let clock = options.clock { surroundings.now = { Timestamp(microseconds: clock()) } }
        var initial = World.initial(options, surroundings)
        if let resources = options.resources {
            try Seed(try parse(resources)).sow(in: &initial, profile, surroundings)
        }
        do throws(MockInputError) {
            let file = try options.stateDirectory.map { directory throws(MockInputError) in
                try StateFile(directory: directory)
            }
            let worlds = try WorldStore(initial, hasWorldPerKey: options.hasWorldPerKey, file: file)
            let control = Control(profile, worlds, surroundings, options)
            let application = Application(profile: profile, worlds: worlds, surroundings: surroundings)
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

    /// Finishes the requests under way and stops; a mock without a server has nothing to stop.
    ///
    /// - Parameter drain: how long they may take before they are broken off.
    public func stop(drain: Duration = .seconds(5)) async {
        await server?.shutdown(drain: drain)
    }
}

/// Why a mock cannot start, as a sentence.
public struct MockStartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}
