import Foundation
import LangBotConformance
import LangBotMock
import Testing

/// The commands that go on from stored runs, against a release that deviates from the document.
@Suite struct StoredRunTests {
    private func withRelease(
        _ options: MockLangBot.Options = .init(),
        _ body: (_ run: (String...) async throws -> Tool.Result, _ directory: URL, MockLangBot) async throws -> Void
    ) async throws {
        var options = options
        options.profile = .v4_5
        let mock = try await MockLangBot.start(options)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let environment = [
            "LANGBOT_BASE_URL": mock.baseURL.absoluteString, "LANGBOT_API_KEY": mock.apiKey,
            "LANGBOT_USER": mock.user, "LANGBOT_PASSWORD": mock.password,
        ]
        func run(_ arguments: String...) async throws -> Tool.Result {
            try await Tool("langbot-conformance", arguments, environment: environment).result()
        }
        try await body(run, directory, mock)
        await mock.stop(drain: .zero)
        try FileManager.default.removeItem(at: directory)
    }

    private func stored(_ file: String) throws -> ConformanceReport {
        try ConformanceReport(reading: Array(Data(contentsOf: URL(fileURLWithPath: file))))
    }

    @Test func rerunMakesOnlyWhatFailed() async throws {
        try await withRelease { run, directory, _ in
            let (first, second) = (directory.path + "/a.json", directory.path + "/b.json")
            #expect(try await run("--only", "auth.missing", "--json", first).status == 1)
            let failed = try stored(first).results.filter { $0.verdict == .deviates && $0.level >= .must }.map(\.key)
            #expect(!failed.isEmpty)
            #expect(try await run("rerun", first, "--json", second).status == 1)
            #expect(try stored(second).results.map(\.key) == failed)
        }
    }

    @Test func aBaselineAcceptsWhatIsInItAndNothingElse() async throws {
        try await withRelease { run, directory, _ in
            let (file, whole) = (directory.path + "/baseline.json", directory.path + "/whole.json")
            #expect(try await run("--json", whole).status == 1)
            #expect(try await run("baseline", "init", file, "--from", whole).status == 0)
            #expect(try await run("baseline", "init", file, "--from", whole).status == 2)
            let misspelled = directory.path + "/misspelled.json"
            try #"{"accepted": [{"check": "auth.same-answer", "reson": "old"}]}"#
                .write(toFile: misspelled, atomically: true, encoding: .utf8)
            let refused = try await run("baseline", "check", misspelled)
            #expect(refused.status == 2 && refused.error.contains("'reson' is not known; use answer, check, reason"))
            for action in ["init", "update"] {
                let place = action == "init" ? file + ".new" : file
                let refused = try await run("baseline", action, place, "--only", "auth")
                #expect(refused.status == 2 && refused.error.contains("a baseline needs a complete run"))
            }
            var lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
            lines.insert("    {\"check\": \"no.such.check\"},", at: 2)
            try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
            let stale = try await run("baseline", "check", file, "--only", "auth.missing")
            #expect(stale.status == 4 && stale.output.contains("Stale baseline entry: no.such.check"))
            #expect(try await run("baseline", "update", file, "--from", whole).status == 0)
            let unchanged = try await run("baseline", "check", file)
            #expect(unchanged.status == 0, "\(unchanged.output)")
            lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
            let entry = try #require(lines.firstIndex { $0.contains("auth.missing.envelope@") })
            lines.remove(at: entry)
            try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await run("baseline", "check", file, "--only", "auth.missing").status == 1)
        }
    }

    @Test func cleanupRemovesWhatARunLeftAndOnlyThat() async throws {
        var options = MockLangBot.Options()
        let names = ["lbconf-0a1b2c3d-pipeline-7-1", "lbconf-ffffffff-pipeline-7-1", "lbconf-mine", "Support lbconf-1"]
        let rows = names.map { "{\"name\":\"\($0)\",\"description\":\"d\",\"config\":{}}" }.joined(separator: ",")
        options.resources = Data("{\"pipelines\":[\(rows)]}".utf8)
        try await withRelease(options) { run, _, mock in
            let dry = try await run("cleanup", "--dry-run")
            #expect(dry.output.contains("2 found, nothing removed"))
            // Also what this release shows to signed-in users alone has been searched.
            #expect(dry.status == 0, "\(dry.error)")
            let key = ["LANGBOT_BASE_URL": mock.baseURL.absoluteString, "LANGBOT_API_KEY": mock.apiKey]
            let alone = try await Tool("langbot-conformance", ["cleanup", "--dry-run"], environment: key).result()
            #expect(alone.status == 1)
            #expect(alone.error.contains("/api/v1/mcp/servers needs a signed-in user; give '--user' and '--password'"))
            let one = try await run("cleanup", "--run", "0a1b2c3d")
            #expect(one.output.contains("removing \(names[0]) ") && one.output.hasSuffix("1 removed\n"))
            let all = try await run("cleanup")
            #expect(all.output.contains("removing \(names[1]) ") && all.output.hasSuffix("1 removed\n"))
            #expect(try await run("cleanup", "--dry-run").output == "0 found, nothing removed\n")
        }
    }

    @Test func comparesAndDrawsRuns() async throws {
        try await withRelease { run, directory, _ in
            let (old, new) = (directory.path + "/4.5.json", directory.path + "/documented.json")
            #expect(try await run("--only", "auth.missing", "--json", old).status == 1)
            #expect(try await Tool.run("langbot-conformance", "--only", "auth.missing", "--json", new).status == 0)
            #expect(try await run("diff", old, old).status == 0)
            let diff = try await run("diff", old, new)
            #expect(diff.status == 1 && diff.output.contains("\n  B conforms: "))
            let markdown = try await run("matrix", directory.path)
            #expect(markdown.output.contains("| documented |") || markdown.output.contains("| 4.5 |"))
            #expect(try await run("matrix", directory.path, "--format", "md").output == markdown.output)
            let summary = try await run("report", old, "--format", "markdown")
            #expect(try await run("report", old, "--format", "md").output == summary.output)
            let html = try await run("matrix", directory.path, "--format", "html")
            #expect(html.output.hasPrefix("<!doctype html>") && !html.output.contains("src=\"http"))
        }
    }

    /// Everything that a run can write, searched for the key in each form.
    @Test func noOutputHoldsTheKey() async throws {
        var options = MockLangBot.Options()
        options.apiKey = "lbk_MARKED/key+with=percents-0123456789"
        try await withRelease(options) { run, directory, mock in
            let formats = ["json", "junit", "html", "markdown", "sarif", "events"]
            let place = directory.path
            let result = try await Tool(
                "langbot-conformance",
                ["--allow-writes", "--github"] + fewOperations.flatMap { ["--skip", $0] }
                    + formats.flatMap { ["--\($0)", "\(place)/r.\($0)"] },
                environment: [
                    "LANGBOT_BASE_URL": mock.baseURL.absoluteString, "LANGBOT_API_KEY": mock.apiKey,
                    "LANGBOT_USER": mock.user, "LANGBOT_PASSWORD": mock.password,
                ]
            ).result()
            #expect(result.status == 1)
            var outputs = [result.output, result.error]
            for format in formats {
                outputs.append(try String(contentsOfFile: "\(place)/r.\(format)", encoding: .utf8))
            }
            for command in [["rerun", "\(place)/r.json"], ["report", "\(place)/r.events"], ["matrix", place]] {
                let again = try await run(command[0], command[1])
                outputs += [again.output, again.error]
            }
            let percent = mock.apiKey.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let base64 = Data(mock.apiKey.utf8).base64EncodedString().prefix(40)
            for output in outputs {
                #expect(!output.contains("MARKED"))
                #expect(!output.contains(percent) && !output.contains(base64) && !output.contains(mock.password))
            }
        }
    }
}
