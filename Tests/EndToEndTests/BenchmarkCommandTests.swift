import Foundation
import Testing

@Suite struct BenchmarkCommandTests {
    private struct Report: Decodable {
        struct Figure: Decodable {
            let title: String
            let measured: Double
            let reference: Double
            let ratio: Double
            let held: Bool
        }

        let figures: [Figure]
    }

    @Test func printsATableAndWritesJSON() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let result = try await Tool.run(
            "langbot-benchmark",
            "--calls",
            "100",
            "--models",
            "20",
            "--json",
            file.path
        )
        #expect(result.status == 0, "\(result.error)")
        let lines = result.output.split(separator: "\n")
        let figures = try JSONDecoder().decode(Report.self, from: try Data(contentsOf: file)).figures
        #expect(figures.count >= 3)
        #expect(lines.count == figures.count + 2)
        #expect(lines.allSatisfy { $0.count <= 80 })
        for (line, figure) in zip(lines.dropFirst(2), figures) { #expect(line.hasPrefix(figure.title)) }
        #expect(figures.prefix(3).allSatisfy { $0.measured > 0 && $0.reference > 0 && $0.ratio > 0 })
        try FileManager.default.removeItem(at: file)
    }

    @Test func judgesOnlyWhenAskedTo() async throws {
        for isJudge in [false, true] {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            let arguments = ["--only", "decoding", "--models", "1", "--json", file.path] + (isJudge ? ["--check"] : [])
            let result = try await Tool("langbot-benchmark", arguments).result()
            let figures = try JSONDecoder().decode(Report.self, from: try Data(contentsOf: file)).figures
            let missed = figures.filter { !$0.held }
            #expect(figures.map(\.title) == ["1 models"])
            #expect(result.status == (isJudge && !missed.isEmpty ? 1 : 0))
            #expect(result.error == missed.map { "langbot-benchmark: missed: \($0.title)\n" }.joined())
            try FileManager.default.removeItem(at: file)
        }
    }

    @Test(
        arguments: [
            (["--calls", "99"], "the value of '--calls' must be a whole number from 100 to 10000000, not '99'"),
            (["--models", "x"], "the value of '--models' must be a whole number from 1 to 1000000, not 'x'"),
            (["--json", "/nowhere/at/all"], "the file '/nowhere/at/all' cannot be written"),
            (["--chek"], "unknown option '--chek'; did you mean '--check'?"),
            (["twice"], "unexpected argument 'twice'"),
        ]
    )
    func aWrongCommandLineIsOneSentence(arguments: [String], sentence: String) async throws {
        let result = try await Tool("langbot-benchmark", arguments).result()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.error == "langbot-benchmark: \(sentence)\nTry 'langbot-benchmark --help'.\n")
    }
}
