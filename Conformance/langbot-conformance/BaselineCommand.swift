import CommandLineSupport
import Foundation
import LangBotConformance

/// Writes, updates and checks the file of accepted deviations.
struct BaselineCommand {
    private enum Action: String, CaseIterable {
        case `init`
        case update
        case check
    }

    private let parsed: ParsedCommand
    private let action: Action
    private let path: String

    init(_ parsed: ParsedCommand) throws(UsageError) {
        self.parsed = parsed
        path = parsed.positionals[1]
        guard let action = Action(rawValue: parsed.positionals[0]) else {
            throw UsageError.unknown("action", parsed.positionals[0], among: Action.allCases.map(\.rawValue))
        }
        self.action = action
    }

    func run(until trap: SignalTrap?) async throws(UsageError) -> ExitCode {
        let exists = FileManager.default.fileExists(atPath: path)
        if action == .`init`, exists {
            throw UsageError("'\(path)' already exists; use 'baseline update' to update it")
        }
        let previous = action == .`init` ? nil : try StoredFiles.baseline(path)
        if action != .check { try refuseFilter(isFiltered: parsed.isGiven("only") || parsed.isGiven("skip")) }
        if action == .check, parsed.isGiven("from") {
            throw UsageError("'--from' is for init and update; 'baseline check' always runs the checks")
        }
        let report: ConformanceReport
        if let stored = parsed.value("from") {
            report = try StoredFiles.report(stored)
            try refuseFilter(isFiltered: report.information.isFiltered)
        } else {
            let result = await RunCommand(parsed).run(until: trap) { $0.baseline = previous }
            guard action != .check, case .success(let made) = result else { return result.code }
            report = made
        }
        guard !report.summary.isInterrupted else {
            throw UsageError("the run was interrupted; '\(path)' is unchanged")
        }
        return try write(report, previous)
    }

    private func write(_ report: ConformanceReport, _ previous: Baseline?) throws(UsageError) -> ExitCode {
        let baseline = Baseline(of: report, keeping: previous)
        try StoredFiles.write(Data(baseline.serialized), to: path)
        let (before, after) = (Set(previous?.entries ?? []), Set(baseline.entries))
        let added = after.subtracting(before).count
        let removed = before.subtracting(after).count
        Console.note(
            "'\(path)' is written and accepts \(counted(after.count, "deviation")): \(added) new or changed, "
                + "\(removed) removed; runs with '--baseline' accept these"
        )
        let critical = report.results.count { $0.verdict == .deviates && $0.level == .critical }
        if critical > 0 {
            let what = critical == 1 ? "1 critical deviation is" : "\(critical) critical deviations are"
            Console.note("\(what) not accepted: no baseline accepts that somebody got in")
        }
        return .conforms
    }

    /// Refuses a partial run, because the entries for all other checks would be lost.
    private func refuseFilter(isFiltered: Bool) throws(UsageError) {
        guard isFiltered else { return }
        throw UsageError("a baseline needs a complete run, without '--only' and '--skip'")
    }
}
