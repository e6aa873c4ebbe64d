import HTTPCore
import LangBotConformance
import LangBotMock

/// A run with something of everything but errors, for the reports; it is made once.
struct SampleRun: Sendable {
    let report: ConformanceReport
    /// What the terminal showed of it.
    let terminal: String
    /// What happened in it.
    let events: [RunEvent]

    private static let task = Task { try await make() }

    static func value() async throws -> SampleRun { try await task.value }

    private static func make() async throws -> SampleRun {
        let mutation = Mutation(response: { request, response in
            response.fields.remove("WWW-Authenticate")
            // Each answer is different, and longer than a line without a space in it.
            let path = String(repeating: "\(request.path)", count: 6)
            if response.status == 404 { response.body = Array("<p>\u{1B}[31m&\"'\u{0}]]></p>\(path)".utf8) }
        })
        let text = Locked("")
        let events = Locked<[RunEvent]>([])
        let terminal = Locked(TerminalReport(.init(isColored: false, isQuiet: false, showsProgress: false)))
        let mock = try await MockLangBot.start()
        let handler = ConformanceServer(mock: mock, mutation: mutation)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: handler)
        var options = options(mock, port: server.port)
        options.account = nil
        options.failOn = .must
        options.only = ["auth.missing", "auth.user-token", "errors", "envelope", "headers", "leak", "life", "provider"]
        let report = try await ConformanceRun(options).start { event in
            let addition = terminal.withLock { $0.text(for: event) }
            text.withLock { $0 += addition }
            events.withLock { $0.append(event) }
        }
        await server.shutdown(drain: .zero)
        await mock.stop(drain: .zero)
        return SampleRun(report: report, terminal: text.withLock { $0 }, events: events.withLock { $0 })
    }
}
