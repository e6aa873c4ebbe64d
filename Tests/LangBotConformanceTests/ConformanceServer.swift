import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock

/// How long a test waits for what must come: only a fault ever uses it up, however busy the machine is.
let patience = Duration.seconds(600)

/// Whether `LANGBOT_TESTS=all` asks for every operation and release where one or a few stand for all.
let isThorough = ProcessInfo.processInfo.environment["LANGBOT_TESTS"] == "all"

/// What happens to requests on their way to a mock, and to its answers on their way back.
struct Mutation: Sendable {
    var request: @Sendable (inout HTTPRequest) -> Void = { _ in }
    var response: @Sendable (HTTPRequest, inout HTTPResponse) -> Void = { _, _ in }

    static let none = Mutation()
}

/// A mock with one behaviour changed, which remembers every request and the status it was answered with.
struct ConformanceServer: HTTPHandler {
    struct Record: Sendable {
        let request: HTTPRequest
        let status: Int
    }

    let mock: MockLangBot
    let mutation: Mutation
    let records = Locked<[Record]>([])

    func admit(_ head: HTTPRequest) -> HTTPResponse? {
        // Who waits to be asked for content is told before it what is wrong.
        head.fields.contains("expect") ? mock.application.refusalUnread(head)?.response : nil
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        var changed = request
        mutation.request(&changed)
        var response = mock.application.blockingAnswer(changed).response
        mutation.response(request, &response)
        records.withLock { $0.append(Record(request: request, status: response.status)) }
        exchange.respond(response)
    }

    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse { mock.application.response(to: refusal) }
}

/// Options that reach a mock behind `port`, with everything allowed.
func options(_ mock: MockLangBot, port: Int) -> ConformanceOptions {
    var options = ConformanceOptions(baseURL: "http://127.0.0.1:\(port)", apiKey: mock.apiKey)
    options.account = .password(user: mock.user, password: mock.password)
    options.allowsWrites = true
    options.isAggressive = true
    options.timeout = patience
    options.failOn = .harden
    return options
}

extension ConformanceOptions {
    /// Leaves every check in, but of its operations only those of one kind of resource.
    mutating func useFewOperations() {
        if !isThorough { skip += ["@model.*", "@bot.*", "@knowledge_base.*", "@mcp_server.*"] }
    }
}

/// Runs the suite against a mock with a mutation.
func report(
    _ mutation: Mutation = .none,
    _ configure: (inout ConformanceOptions) -> Void = { _ in }
) async throws -> (report: ConformanceReport, records: [ConformanceServer.Record]) {
    let mock = try await MockLangBot.start()
    let handler = ConformanceServer(mock: mock, mutation: mutation)
    let server = try HTTPServer.start(HTTPServer.Configuration(), handler: handler)
    var options = options(mock, port: server.port)
    configure(&options)
    let result: Result<ConformanceReport, ConformanceError>
    do throws(ConformanceError) {
        result = .success(try await ConformanceRun(options).start())
    } catch {
        result = .failure(error)
    }
    await server.shutdown(drain: .zero)
    await mock.stop(drain: .zero)
    return (try result.get(), handler.records.withLock { $0 })
}

/// Runs `body` with a server of closures.
func withServer(
    _ handle: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void,
    _ body: (Int) async throws -> Void
) async throws {
    struct Handler: HTTPHandler {
        let body: @Sendable (HTTPRequest, HTTPExchange) -> Void

        func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) { body(request, exchange) }
    }
    let server = try HTTPServer.start(HTTPServer.Configuration(), handler: Handler(body: handle))
    do {
        try await body(server.port)
    } catch {
        await server.shutdown(drain: .zero)
        throw error
    }
    await server.shutdown(drain: .zero)
}

extension ConformanceReport {
    /// The checks that came to that verdict, by slug and operation.
    func keys(_ verdict: Verdict) -> [String] {
        results.filter { $0.verdict == verdict }.map(\.key)
    }

    /// The same, each with what it saw.
    func findings(_ verdict: Verdict) -> [String] {
        results.filter { $0.verdict == verdict }.map { "\($0.key): \($0.actual)" }
    }

    /// The slugs of the checks that deviate.
    var deviating: Set<String> { Set(results.filter { $0.verdict == .deviates }.map(\.id)) }
}
