import CommandLineSupport
import Foundation
import LangBotConformance

let parsed = ConformanceCommand.specification.parseOrExit()
let width = min(120, StandardStream.output.width)

do throws(UsageError) {
    switch parsed.command.name {
    case "list": try? StandardStream.output.write(CheckListing.list(Suite.checks, width: width))
    case "explain":
        let id = parsed.positionals[0]
        guard let check = Suite.check(id) else {
            let checks = Suite.checks.filter { $0.id.hasPrefix(id + ".") }
            if !checks.isEmpty {
                try? StandardStream.output.write(CheckListing.list(checks, width: width))
                break
            }
            let hint = "'langbot-conformance list' shows them all"
            throw .unknown("check", id, among: Suite.checks.map(\.id), hint: hint)
        }
        try? StandardStream.output.write(CheckListing.explain(check, width: width))
    case "probe": exit(await ProbeCommand(parsed).run().rawValue)
    case "report": try StoredCommands(parsed: parsed).report()
    case "diff": exit(try StoredCommands(parsed: parsed).diff().rawValue)
    case "matrix": try StoredCommands(parsed: parsed).matrix()
    case "rerun": exit(try await StoredCommands(parsed: parsed).rerun(until: SignalTrap(SIGINT, SIGTERM)).rawValue)
    case "baseline": exit(try await BaselineCommand(parsed).run(until: SignalTrap(SIGINT, SIGTERM)).rawValue)
    case "cleanup": exit(try await CleanupCommand(parsed: parsed).run().rawValue)
    case "self-test": exit(await SelfTestCommand(parsed: parsed).run().rawValue)
    default: exit(await RunCommand(parsed).run(until: SignalTrap(SIGINT, SIGTERM)).code.rawValue)
    }
} catch {
    ConformanceCommand.specification.fail(error, in: parsed.command)
}
