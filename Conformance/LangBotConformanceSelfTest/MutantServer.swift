import HTTPCore
import LangBotMock

/// Serves a mock with a mutation in front of it, on its own port.
struct MutantServer: HTTPHandler {
    private let original: Original
    private let mutation: Mutation

    private init(_ original: Original, _ mutation: Mutation) {
        self.original = original
        self.mutation = mutation
    }

    func admit(_ head: HTTPRequest) -> HTTPResponse? {
        // Mutations act on complete requests, except for those that wait for 100-continue.
        guard mutation.refusesUnread, head.fields.contains("expect") else { return nil }
        return original.mock.application.refusalUnread(head)?.response
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        mutation.send(request, mutation.answer(request, original), exchange)
    }

    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse {
        mutation.refuse(refusal, original.mock.application.response(to: refusal))
    }

    /// The key of the mock's configuration file, where its profile takes one.
    static let globalKey = "A-global-key-of-the-self-test"

    /// Runs `body` with a mutated mock of a profile.
    static func run<Result: Sendable>(
        _ mutation: Mutation,
        on profile: MockProfile,
        _ body: (MockLangBot, _ port: Int) async throws -> Result
    ) async throws -> Result {
        var options = MockLangBot.Options()
        options.profile = profile
        options.globalKey = profile.takesGlobalKey ? globalKey : nil
        let mock = try await MockLangBot.start(options)
        var configuration = HTTPServer.Configuration()
        configuration.loops = 1
        configuration.limits = mock.limits
        mutation.configure(&configuration)
        let server: HTTPServer
        do {
            server = try HTTPServer.start(configuration, handler: MutantServer(Original(mock), mutation))
        } catch {
            await mock.stop(drain: .zero)
            throw error
        }
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(mock, server.port))
        } catch {
            result = .failure(error)
        }
        await server.shutdown(drain: .zero)
        await mock.stop(drain: .zero)
        return try result.get()
    }
}
