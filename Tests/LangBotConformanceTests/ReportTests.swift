import Foundation
import HTTPCore
import JSONCore
import LangBotConformance
import LangBotMock
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct ReportTests {
    @Test func jsonSaysEverything() async throws {
        let report = try await SampleRun.value().report
        let json = try JSONValue(parsing: Array(report.json))
        for verdict in Verdict.allCases {
            let count = report.results.count { $0.verdict == verdict }
            #expect(json["totals"]?[verdict.rawValue]?.integerValue == Int64(count))
        }
        #expect(json["totals"]?.objectValue?.names.count == Verdict.allCases.count)
        let checks = json["checks"]?.arrayValue ?? []
        #expect(checks.count == report.results.count)
        let members = ["id", "level", "operation", "verdict", "expected", "actual", "source", "curl"]
        for check in checks { #expect(Set(members).isSubset(of: Set(check.objectValue?.names ?? []))) }
        #expect(checks.allSatisfy { $0["verdict"] != "deviates" || $0["curl"]?.stringValue?.isEmpty == false })
        #expect(json["run"]?["contract"] == "documented")
        #expect(json["run"]?["exit_code"] == 1)
    }

    @Test func junitCountsWhatItShows() async throws {
        let report = try await SampleRun.value().report
        let counter = ElementCounter()
        let parser = XMLParser(data: report.junit)
        parser.delegate = counter
        #expect(parser.parse())
        #expect(counter.counts["testcase"] == report.results.count)
        let failures = report.results.count { $0.verdict == .deviates && $0.level == .must }
        #expect(failures > 0)
        #expect(counter.counts["failure"] == failures)
        let totals = report.summary.totals
        #expect(counter.counts["skipped"] == totals[.untestable] + totals[.notApplicable])
        #expect(counter.attributes["testsuites"]?["tests"] == "\(report.results.count)")
        #expect(counter.attributes["testsuites"]?["failures"] == "\(failures)")
    }

    @Test func aPassingRunIsNotSaidToConform() async throws {
        let mock = try await MockLangBot.start(profile: .v4_9)
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.only = ["auth.missing.challenge"]
        options.timeout = patience
        let report = try await ConformanceRun(options).start()
        await mock.stop(drain: .zero)
        let count = report.summary.totals[.deviates]
        #expect(report.summary.exitCode == .conforms && count > 1)
        for format in [ReportFormat.text, .html, .markdown, .github] {
            let text = String(decoding: report.rendered(as: format), as: UTF8.self)
            #expect(text.contains("The run passes: \(count) deviations are below --fail-on must."), "\(format)")
            #expect(!text.contains("The server conforms"), "\(format)")
        }
        let page = String(decoding: report.rendered(as: .html), as: UTF8.self)
        #expect(page.contains("<header class=\"verdict unsure\">"))
        #expect(page.contains("None of the deviations fails this run, so they are outlined below."))
    }

    @Test func theColumnsOfAMatrixAreSortedByNumberThenName() async throws {
        let report = try await SampleRun.value().report
        let names = ["production", "4.10", "after", "4.9", "before"]
        #expect(RunMatrix(names.map { ($0, report) }).names == ["after", "before", "production", "4.9", "4.10"])
    }

    @Test func theTerminalShowsWhatDeviates() async throws {
        let run = try await SampleRun.value()
        let (report, text) = (run.report, run.terminal)
        #expect(text.contains("MUST\n") && text.contains("SHOULD (does not fail this run)\n"))
        #expect(text.contains("\(report.summary.totals[.deviates]) deviate, "))
        let checks = Set(report.results.map(\.id)).count
        #expect(text.contains("\n\(checks) checks, \(report.results.count) cases against the documented contract"))
        #expect(text.contains("\n\(checks) checks, \(report.results.count) cases: "))
        #expect(text.contains("untestable: needs a user token"))
        #expect(text.hasSuffix("The server does not conform.\n"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.ranges(of: "deviates errors.not-found.envelope\n").count == 1)
        #expect(text.contains("answers with other content; see the JSON report"))
        // Commands stay on one line, because they are to be copied.
        let lines = text.split(separator: "\n").filter { !Self.isCommand($0) }
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    private static func isCommand(_ line: Substring) -> Bool {
        ["  curl ", "  printf ", "  langbot-conformance "].contains { line.hasPrefix($0) }
    }

    @Test func pagesSayWhatFailsWhereAndWhatToDo() async throws {
        let report = try await SampleRun.value().report
        let page = String(decoding: report.rendered(as: .html), as: UTF8.self)
        let failures = page.split(separator: "<ul class=\"findings\">")[1].split(separator: "</ul>")[0]
        let titles = failures.split(separator: "<li>").compactMap { $0.firstRange(of: "</a>").map { $0.lowerBound } }
        let failing = Set(report.results.filter { $0.verdict == .deviates && $0.level >= .must }.map(\.id))
        #expect(titles.count == failing.count)
        #expect(failures.ranges(of: "expected:</span>").count == failing.count)
        #expect(failures.contains(/>[a-z_.]+\.[a-z_]+, \+[0-9]+<\/a>: 404/))
        for text in [page, String(decoding: report.rendered(as: .markdown), as: UTF8.self)] {
            #expect(text.contains("Most failures: ") && text.contains("failing answers are not JSON. If a proxy"))
        }
    }

    @Test(arguments: [
        (Verdict.conforms, 1, "conforms"), (.conforms, 2, "conform"), (.deviates, 1, "deviates"),
        (.knownDeviation, 2, "known deviations"), (.error, 1, "error"), (.notApplicable, 3, "not applicable"),
    ])
    func countsAreGrammatical(verdict: Verdict, count: Int, words: String) {
        #expect(verdict.words(for: count) == words)
        #expect(counted(count, "check") == (count == 1 ? "1 check" : "\(count) checks"))
    }

    @Test func noReportHoldsASecret() async throws {
        let mock = try await MockLangBot.start()
        let text = Locked("")
        let terminal = Locked(TerminalReport(.init(isColored: true, isQuiet: false, showsProgress: true)))
        let breaking = Mutation(response: { request, response in
            // A server that repeats everything in a wrong answer, so that all of it gets into the reports.
            let fields = request.fields.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            if response.status >= 400 { response.body = Array("{\"code\":9,\"msg\":\"\(fields)\"}".utf8) }
        })
        let handler = ConformanceServer(mock: mock, mutation: breaking)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: handler)
        var options = options(mock, port: server.port)
        options.useFewOperations()
        let report = try await ConformanceRun(options).start { event in
            let addition = terminal.withLock { $0.text(for: event) }
            text.withLock { $0 += addition }
        }
        await server.shutdown(drain: .zero)
        await mock.stop(drain: .zero)

        let sent = handler.records.withLock { $0 }
        let tokens = sent.compactMap { $0.request.fields["authorization"] }.compactMap { value in
            value.hasPrefix("Bearer eyJ") ? String(value.dropFirst(7)) : nil
        }
        // What is no credential at all is told apart by having been let in once.
        let made = sent.filter { $0.status == 200 }.compactMap { $0.request.fields["x-api-key"] }
        let reports =
            ReportFormat.allCases.map { String(decoding: report.rendered(as: $0), as: UTF8.self) }
            + [text.withLock { $0 }]
        let secrets = Set(tokens.filter { $0.count > 60 } + made + [mock.apiKey, mock.password])
        #expect(secrets.count > 5)
        for (index, text) in reports.enumerated() {
            for secret in secrets { #expect(!text.contains(secret), "report \(index)") }
            let encoded = Data(mock.apiKey.utf8).base64EncodedString().dropLast(4)
            #expect(!text.contains(encoded))
        }
    }

    @Test func optionsDoNotShowCredentials() {
        var options = ConformanceOptions(baseURL: "http://127.0.0.1", apiKey: "lbk_secret")
        for account in [ConformanceOptions.Account.token("tok"), .password(user: "me", password: "pw")] {
            options.account = account
            var dumped = ""
            dump(options, to: &dumped)
            for text in ["\(options)", String(reflecting: options), dumped, "\(account)", String(reflecting: account)] {
                #expect(!text.contains("lbk_secret") && !text.contains("tok\"") && !text.contains("pw"))
            }
        }
    }
}

/// Counts the elements of an XML document.
private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    /// The attributes of the first element of each name.
    var attributes: [String: [String: String]] = [:]

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[elementName, default: 0] += 1
        if self.attributes[elementName] == nil { self.attributes[elementName] = attributes }
    }
}
