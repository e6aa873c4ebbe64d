import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// A job of GitHub's that prints a report carries out none of the server's commands.
@Suite struct ForgedCommandTests {
    @Test func noLineOfAReportIsACommandOfTheServer() async throws {
        let count = Locked(20)
        let mutation = Mutation(response: { _, response in
            guard response.status == 404 else { return }
            // Lines break inside such a word, at one of these lengths before the command.
            let length = count.withLock { count in
                count += 1
                return count
            }
            let word = String(repeating: "a", count: length) + "::error::forged"
            response.status = 500
            response.body = Array("{\"code\": -2, \"msg\": \"\(word) x##[error]forged ::add-mask::x\"}".utf8)
        })
        let mock = try await MockLangBot.start()
        let handler = ConformanceServer(mock: mock, mutation: mutation)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: handler)
        var options = options(mock, port: server.port)
        options.account = nil
        options.allowsWrites = false
        options.only = ["errors.not-found"]
        let printed = Locked("")
        let terminal = Locked(TerminalReport(.init(isColored: false, isQuiet: false, showsProgress: false)))
        let report = try await ConformanceRun(options).start { event in
            let addition = terminal.withLock { $0.text(for: event) }
            printed.withLock { $0 += addition }
        }
        await server.shutdown(drain: .zero)
        await mock.stop(drain: .zero)
        #expect(count.withLock(\.self) > 60)
        var texts = [printed.withLock(\.self)]
        texts += [ReportFormat.text, .markdown, .github].map { format in
            String(decoding: report.rendered(as: format), as: UTF8.self)
        }
        for text in texts {
            #expect(text.contains("forged") && !text.contains("##["))
            for line in text.split(separator: "\n") where line.drop(while: \.isWhitespace).hasPrefix("::") {
                #expect(line.contains(/^::(error|warning|notice) title=/), "\(line)")
            }
        }
    }
}
