import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

@Suite(.serialized) struct RunTests {
    @Test(arguments: ["documented", "documented-4.10.7"])
    func aDocumentedProfileConformsAndNothingIsLeftBehind(profile: String) async throws {
        var given = MockLangBot.Options()
        given.profile = try #require(MockProfile(profile))
        given.globalKey = "the-key-of-the-configuration"
        let mock = try await MockLangBot.start(given)
        var options = options(mock, port: mock.port)
        options.globalKey = given.profile.takesGlobalKey ? given.globalKey : nil
        options.useFewOperations()
        let report = try await ConformanceRun(options).start()
        #expect(report.findings(.deviates).isEmpty)
        #expect(report.findings(.error).isEmpty)
        let totals = report.summary.totals
        #expect(totals[.conforms] + totals[.notApplicable] == report.results.count)
        // Providers, and in the first edition keys with scopes and an end, the MCP server and the global key, are not in
        // the document.
        let absent = Set(report.results.filter { $0.verdict == .notApplicable }.map(\.id))
        #expect(absent.count < (given.profile.takesGlobalKey ? 10 : 40))
        #expect(report.summary.exitCode == .conforms)
        let expected = Filter(skip: options.skip).select(Suite.checks.flatMap(\.executions)).map(\.key)
        #expect(report.results.map(\.key) == expected.sorted(by: closingLast))

        #expect(report.summary.leftovers.isEmpty)
        for path in [
            "/api/v1/provider/models/llm", "/api/v1/provider/models/embedding", "/api/v1/platform/bots",
            "/api/v1/pipelines", "/api/v1/knowledge/bases", "/api/v1/mcp/servers", "/api/v1/apikeys",
        ] {
            var request = HTTPRequest(.get, path)
            request.fields.append("X-API-Key", mock.apiKey)
            let body = mock.application.blockingAnswer(request).response.body
            #expect(!String(decoding: body, as: UTF8.self).contains("lbconf-"), "\(path)")
        }
        await mock.stop(drain: .zero)
    }

    /// The checks that judge what the others saw come last.
    private func closingLast(_ lhs: String, _ rhs: String) -> Bool {
        let closing = Set(Suite.checks.filter { $0.phase == .closing }.map(\.id))
        return !closing.contains(lhs) && closing.contains(rhs)
    }

    @Test func changesNothingWithoutPermission() async throws {
        let (report, records) = try await report {
            $0.allowsWrites = false
            $0.useFewOperations()
        }
        let changing = records.filter { ["POST", "PUT", "DELETE", "PATCH"].contains($0.request.method.rawValue) }
        let done = changing.filter { $0.status < 300 && $0.request.path != "/api/v1/user/auth" }
        #expect(done.map { "\($0.request.method) \($0.request.target)" }.isEmpty)
        #expect(report.summary.totals[.untestable] > 0)
        #expect(report.summary.totals[.deviates] == 0)
    }

    /// A LangBot on SQLite that loses a request while it looks up a key may leave its database locked.
    @Test func contentThatBreaksOffIsSentWithoutAKey() async throws {
        let report = try await report { $0.only = ["wire.chunk.invalid"] }.report
        let result = try #require(report.results.first)
        #expect(result.verdict == .conforms)
        #expect(try #require(result.curl).contains("/api/v1/user/auth"))
        #expect(try !#require(result.curl).contains("LANGBOT_"))
    }

    /// A changed key must be another key, however short the key is.
    @Test(arguments: ["lbk_x", "lbk_elevens", "lbk_twelve_x"])
    func aShortKeyIsJudgedLikeAnyOther(key: String) async throws {
        var options = MockLangBot.Options()
        options.apiKey = key
        let mock = try await MockLangBot.start(options)
        var run = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: key)
        run.only = ["auth.key.*"]
        run.timeout = patience
        let report = try await ConformanceRun(run).start()
        await mock.stop(drain: .zero)
        #expect(report.findings(.deviates).isEmpty)
        #expect(report.results.count > 5)
    }

    /// SQLite, in which releases keep their data, takes one writer at a time.
    ///
    /// One resource of each of six kinds stays, to see whether others are touched.
    @Test func makesOneThingAtATime() async throws {
        let (report, records) = try await report {
            $0.only = ["life"]
            // It needs two at once.
            $0.skip = ["life.delete-only-one"]
            $0.jobs = 16
        }
        #expect(report.summary.exitCode == .conforms, "\(report.keys(.deviates)) \(report.summary.leftovers)")
        var made = 0
        for record in records where record.status == 200 {
            let isCreation = record.request.method == .post && !record.request.path.hasSuffix("/logs")
            if isCreation, record.request.path != "/api/v1/user/auth" { made += 1 }
            if record.request.method == .delete { made -= 1 }
            #expect((0...7).contains(made))
        }
    }

    /// 4.11 answers with the same token where it would make a new one within a second.
    @Test func aTokenThatWasAskedForIsNoEcho() async throws {
        let mutation = Mutation(response: { request, response in
            guard request.path == "/api/v1/user/check-token", response.status == 200 else { return }
            let token = (request.fields["authorization"] ?? "").dropFirst("Bearer ".count)
            response.body = Array("{\"code\":0,\"msg\":\"ok\",\"data\":{\"token\":\"\(token)\"}}".utf8)
        })
        let (report, _) = try await report(mutation) { $0.only = ["leak.credential-echo"] }
        #expect(report.keys(.conforms) == ["leak.credential-echo"])
    }

    @Test func deletesAKeyOnceOnly() async throws {
        let (_, records) = try await report { $0.only = ["keys", "leak.deleted-key", "auth.conflict"] }
        let deletions = records.filter { $0.request.method == .delete && $0.request.path.contains("/apikeys/") }
        let paths = deletions.filter { $0.status == 200 || $0.status == 404 }.map { String($0.request.path) }
        #expect(!paths.isEmpty)
        #expect(
            Set(paths.filter { !$0.hasSuffix("2147480000") }).count
                == paths.filter { !$0.hasSuffix("2147480000") }.count
        )
    }

    @Test func tellsWhatItCouldNotRemove() async throws {
        let refusing = Mutation(
            request: { request in if request.method == .delete { request.method = .get } },
            response: { request, response in if request.method == .delete { response.status = 500 } }
        )
        let (report, _) = try await report(refusing) { $0.only = ["life.read-after-create@pipeline.get"] }
        #expect(report.summary.totals[.conforms] == 1)
        #expect(report.summary.leftovers.count == 1, "\(report.summary.leftovers)")
        #expect(report.summary.leftovers.first?.contains(" in /api/v1/pipelines: the server answered 500") == true)
        #expect(report.summary.exitCode == .deviates)
    }

    @Test func whatIsGoneIsNotLeftWhateverItsDeletionAnswers() async throws {
        let failing = Mutation(response: { request, response in
            if request.method == .delete { response.status = 500 }
        })
        let (report, _) = try await report(failing) { $0.only = ["life.read-after-create@pipeline.get"] }
        #expect(report.summary.leftovers.isEmpty)
    }

    @Test func findsWhatAnAnswerDidNotTell() async throws {
        let silent = Mutation(response: { request, response in
            if request.method == .post, request.path == "/api/v1/pipelines", response.status == 200 {
                response.status = 502
                response.body = []
            }
        })
        let (report, records) = try await report(silent) { $0.only = ["life.read-after-create@pipeline.get"] }
        #expect(report.keys(.untestable).count == 1)
        #expect(report.summary.leftovers.isEmpty)
        #expect(records.contains { $0.request.method == .delete && $0.status == 200 })
    }

    @Test func cleansUpWhenItIsStopped() async throws {
        let mock = try await MockLangBot.start()
        let run = try ConformanceRun(options(mock, port: mock.port))
        let seen = Locked(0)
        let task = Task {
            try await run.start { event in
                guard case .finished = event else { return }
                let count = seen.withLock { count in
                    count += 1
                    return count
                }
                if count == 5 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        let report = try await task.value
        #expect(report.summary.isInterrupted)
        #expect(report.summary.exitCode == .interrupted)
        #expect(report.summary.leftovers.isEmpty)
        #expect(report.results.count < Suite.checks.flatMap(\.executions).count)
        await mock.stop(drain: .zero)
    }

    @Test func aRunOfNothingButUntestableChecksIsNoSuccess() async throws {
        let (report, _) = try await report {
            $0.allowsWrites = false
            $0.only = ["life"]
        }
        #expect(report.summary.exitCode == .usage)
    }

    /// Something between may change bodies; that is a deviation, and no reason to judge nothing.
    @Test(arguments: [["\"code\":0,"], ["\"code\":-1,"], ["\"code\":0,", "\"code\":-1,"]])
    func aDeploymentThatDropsTheCodeIsJudged(_ dropped: [String]) async throws {
        let mutation = Mutation(response: { _, response in
            let text = String(decoding: response.body, as: UTF8.self)
            response.body = Array(dropped.reduce(text) { $0.replacing($1, with: "") }.utf8)
        })
        let (report, _) = try await report(mutation) {
            $0.account = nil
            $0.only = ["auth.missing.envelope", "envelope.success"]
            $0.useFewOperations()
        }
        #expect(report.summary.exitCode == .deviates)
    }

    /// What could not be found again is not made.
    @Test func nothingIsMadeWhereAnswersHaveNoCode() async throws {
        let mutation = Mutation(response: { _, response in
            let text = String(decoding: response.body, as: UTF8.self).replacing("\"code\":0,", with: "")
            response.body = Array(text.utf8)
        })
        let (report, records) = try await report(mutation) {
            $0.account = nil
            $0.only = ["life", "effect", "envelope.success"]
            $0.useFewOperations()
        }
        #expect(report.summary.leftovers.isEmpty)
        #expect(report.summary.totals[.deviates] > 0)
        #expect(!records.contains { $0.request.method == .post && $0.status == 200 })
    }

    /// In a shell, the name of a variable goes as far as it can.
    @Test func commandsKeepVariablesApartFromWhatFollows() async throws {
        let (report, _) = try await report {
            $0.only = ["auth.key.extended"]
        }
        #expect(report.results.first?.curl?.contains("${LANGBOT_API_KEY}a") == true)
    }

    @Test func explainsWhatCanBeCritical() throws {
        let sentence = "If it lets somebody in without a valid credential, it is critical"
        #expect(CheckListing.explain(try #require(Suite.check("auth.key.truncated"))).contains(sentence))
        #expect(!CheckListing.explain(try #require(Suite.check("wire.expect-continue"))).contains(sentence))
    }

    /// What no report shows need not be made.
    @Test func resultsThatConformCanDoWithoutTheirExchange() async throws {
        let withoutChallenge = Mutation(response: { _, response in response.fields.remove("www-authenticate") })
        let (report, _) = try await report(withoutChallenge) {
            $0.only = ["auth.missing.status", "auth.missing.challenge"]
            $0.useFewOperations()
            $0.recordsConforming = false
        }
        #expect(Set(report.results.map(\.verdict)) == [.conforms, .deviates])
        for result in report.results {
            #expect((result.exchange == nil) == (result.verdict == .conforms), "\(result.key)")
            #expect((result.curl == nil) == (result.verdict == .conforms), "\(result.key)")
        }
    }

    @Test func onlyWhatGatesFailsTheRun() async throws {
        let mutation = Mutation(response: { _, response in response.fields.remove("WWW-Authenticate") })
        for (level, code) in [(Level.must, ExitCode.conforms), (.should, .deviates), (.harden, .deviates)] {
            let (report, _) = try await report(mutation) {
                $0.failOn = level
                $0.only = ["auth.missing"]
            }
            #expect(report.summary.exitCode == code)
            #expect(report.deviating == ["auth.missing.challenge"])
        }
    }

    /// A kind whose unusual values are refused is still judged by ordinary ones.
    @Test func refusedValuesAreOneDeviation() async throws {
        let strict = Mutation(response: { request, response in
            guard request.method == .post, String(decoding: request.body, as: UTF8.self).contains("\"lbconf\":") else {
                return
            }
            response = HTTPResponse(status: 400, body: Array("{\"code\":-1,\"msg\":\"Unknown member\"}".utf8))
        })
        let report = try await report(strict) { $0.only = ["values.accepted@bot.create", "form.status@bot.*"] }.report
        #expect(report.findings(.deviates).count == 1)
        #expect(report.results.first { $0.verdict == .deviates }?.key == "values.accepted@bot.create")
        #expect(report.summary.totals[.conforms] == report.results.count - 1)
        #expect(report.results.count > 3)
    }
}
