import CommandLineSupport
import Foundation
import LangBotConformance

/// Implements the commands that use stored runs.
struct StoredCommands {
    let parsed: ParsedCommand

    /// Writes a stored run in another format.
    func report() throws(UsageError) {
        let report = try StoredFiles.report(parsed.positionals[0])
        let name = parsed.value("format")
        let format = name == "md" ? .markdown : name.flatMap(ReportFormat.init) ?? .text
        try StoredFiles.write(report.rendered(as: format), to: parsed.value("output"))
    }

    /// Compares two stored runs.
    func diff() throws(UsageError) -> ExitCode {
        let runs = (parsed.positionals[0], parsed.positionals[1])
        let first = (name: runs.0, report: try StoredFiles.report(runs.0))
        let second = (name: runs.1, report: try StoredFiles.report(runs.1))
        let diff = RunDiff(first, second)
        let width = min(120, StandardStream.output.width)
        let text = parsed.value("format") == "json" ? diff.json : diff.text(width: width)
        try StoredFiles.write(Data(text.utf8), to: nil)
        return diff.changes.isEmpty ? .conforms : .deviates
    }

    /// Writes a table of the reports in a directory.
    func matrix() throws(UsageError) {
        let directory = URL(fileURLWithPath: parsed.positionals[0])
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        } catch {
            throw UsageError("'\(parsed.positionals[0])' cannot be read: \(systemReason(error))")
        }
        var runs: [(name: String, report: ConformanceReport)] = []
        for file in files where file.pathExtension == "json" {
            let report = try StoredFiles.report(file.path)
            guard !report.summary.isInterrupted else {
                throw UsageError("the run in '\(file.path)' was interrupted; repeat it, or move the file elsewhere")
            }
            runs.append((file.deletingPathExtension().lastPathComponent, report))
        }
        guard !runs.isEmpty else {
            throw UsageError("'\(parsed.positionals[0])' holds no JSON report; write one there with '--json'")
        }
        let matrix = RunMatrix(runs)
        let text = parsed.value("format") == "html" ? matrix.html : matrix.markdown
        try StoredFiles.write(Data(text.utf8), to: parsed.value("output"))
    }

    /// Runs the checks again that failed.
    func rerun(until trap: SignalTrap?) async throws(UsageError) -> ExitCode {
        let path = parsed.positionals[0]
        let report = try StoredFiles.report(path)
        guard parsed.value("base-url") != nil else {
            // The report may come from anywhere, so the key must not be sent to its address.
            let address = report.information.baseURL
            throw UsageError("'\(path)' is a run against \(address); confirm the server with '--base-url'")
        }
        var information = report.information
        if let level = parsed.value("fail-on").flatMap(Level.init) { information = information.failing(on: level) }
        let failing = report.results.filter(information.fails).map(\.key)
        guard !failing.isEmpty else {
            guard !report.summary.isInterrupted else {
                throw UsageError("nothing failed in '\(path)' before it was interrupted; start a new run")
            }
            Console.note("nothing failed in '\(path)'")
            return .conforms
        }
        return await RunCommand(parsed).run(until: trap) { options in
            options.only = failing
            options.failOn = information.failOn
            if !parsed.isGiven("contract") {
                options.contract = ContractChoice(named: information.contract) ?? options.contract
            }
        }.code
    }
}
