import CommandLineSupport
import Foundation
import LangBotConformance

let parsed = ConformanceCommand.specification.parseOrExit()
let width = min(120, StandardStream.output.width)

switch parsed.command.name {
case "list": try? StandardStream.output.write(CheckListing.list(Suite.checks, width: width))
case "explain":
    let id = parsed.positionals[0]
    guard let check = Suite.check(id) else {
        ConformanceCommand.specification.fail(.unknown("check", id, among: Suite.checks.map(\.id)))
    }
    try? StandardStream.output.write(CheckListing.explain(check, width: width))
case "probe":
    let code = await ProbeCommand(parsed).run()
    exit(code.rawValue)
default:
    let code = await RunCommand(parsed).run(until: SignalTrap(SIGINT, SIGTERM))
    exit(code.rawValue)
}
