import Foundation
import HTTPCore
import LangBotConformance

let env = ProcessInfo.processInfo.environment
let target = try Target(env["LANGBOT_BASE_URL"] ?? "")
let ledger = Ledger(runID: "dbg\(Int.random(in: 1000...9999))")
let session = Session(
    target: target,
    credentials: Credentials(apiKey: env["LANGBOT_API_KEY"] ?? "", userToken: env["LANGBOT_USER_TOKEN"]),
    exchanger: SocketExchanger(target: target),
    timeout: .seconds(20),
    ledger: ledger
)
var options = Runner.Options()
options.allowsWrites = env["W"] != nil
options.filter.only = Array(CommandLine.arguments[1...])
print(CheckListing.list(Suite.checks).suffix(40))
let reports = Locked(TerminalReport(.init(isColored: false, isQuiet: false, showsProgress: false, width: 140)))
let outcome = try await Runner(session, options).run(Suite.checks) { event in
    let text = reports.withLock { $0.text(for: event) }
    print(text, terminator: "")
}
exit(outcome.summary.exitCode.rawValue)
