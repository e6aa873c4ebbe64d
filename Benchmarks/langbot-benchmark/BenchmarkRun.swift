import CommandLineSupport
import Foundation

/// Measures one figure after another and prints them as a table.
struct BenchmarkRun {
    private let scale: Scale
    private let benchmarks: [Benchmark]
    private let file: FileHandle?
    private let isJudge: Bool

    init(_ command: ParsedCommand) throws(UsageError) {
        var scale = Scale()
        scale.calls = try command.integer("calls", in: 100...10_000_000) ?? scale.calls
        scale.models = try command.integer("models", in: 1...1_000_000) ?? scale.models
        self.scale = scale
        let wanted = command.values("only")
        let possible = Benchmark.all.filter { $0.name != "memory" || ResidentMemory.isKnown }
        benchmarks = possible.filter { wanted.isEmpty || wanted.contains($0.name) }
        guard !benchmarks.isEmpty else {
            throw UsageError("memory can only be measured on Linux; choose another figure")
        }
        isJudge = command.flag("check")
        file = try command.value("json").map { path throws(UsageError) in try Self.file(path) }
    }

    /// - Returns: the exit status.
    func status() async -> Int32 {
        var figures: [Figure] = []
        do {
            try StandardStream.output.write(Table.heading(scale))
            for benchmark in benchmarks {
                let measured = try await benchmark.measure(scale)
                figures += measured
                for figure in measured { try StandardStream.output.write(Table.row(figure)) }
            }
            try file?.write(contentsOf: try Report(scale: scale, figures: figures).json())
        } catch is StandardStream.Closed {
            return 1
        } catch {
            try? StandardStream.error.write("langbot-benchmark: \(error)\n")
            return 1
        }
        let missed = figures.filter { !$0.isHeld }
        for figure in missed { try? StandardStream.error.write("langbot-benchmark: missed: \(figure.title)\n") }
        return isJudge && !missed.isEmpty ? 1 : 0
    }

    /// Opens the file before anything is measured, so that a wrong path does not waste the measurements.
    private static func file(_ path: String) throws(UsageError) -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw UsageError("the file '\(path)' cannot be written") }
        return file
    }
}

/// The size of the measurements.
struct Scale: Codable {
    /// The number of calls over which memory is measured.
    var calls = 100_000
    /// The number of models to decode.
    var models = 10_000

    /// The number of list calls per side and round; there are ``rounds`` rounds.
    var callsPerRound: Int { max(5, min(calls / 1000, 200)) }
    /// The number of rounds in which both sides take turns.
    var rounds: Int { 21 }
}
