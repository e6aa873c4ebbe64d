import Foundation
import LangBotConformance
import LangBotMock
import HTTPCore
let env = ProcessInfo.processInfo.environment
var mock: MockLangBot?
var base = env["LANGBOT_BASE_URL"] ?? ""
var key = env["LANGBOT_API_KEY"] ?? ""
var token = env["LANGBOT_USER_TOKEN"]
if base == "" { let m = try await MockLangBot.start(); mock = m; base = m.baseURL.absoluteString; key = m.apiKey }
let target = try Target(base)
let ledger = Ledger(runID: "dbg\(Int.random(in: 1000...9999))")
let s0 = Session(target: target, credentials: Credentials(apiKey: key), exchanger: SocketExchanger(target: target), timeout: .seconds(20), ledger: ledger)
if let mock { token = try await SignIn.token(user: mock.user, password: mock.password, s0) }
let session = Session(target: target, credentials: Credentials(apiKey: key, userToken: token), exchanger: SocketExchanger(target: target), timeout: .seconds(20), ledger: ledger)
var options = Runner.Options()
options.allowsWrites = env["W"] != nil
options.failOn = .harden
options.filter.only = Array(CommandLine.arguments[1...])
print(CheckListing.list(Suite.checks).suffix(40))
let reports = Locked(TerminalReport(.init(isColored: false, isQuiet: false, showsProgress: false, width: 140)))
let outcome = try await Runner(session, options).run(Suite.checks) { event in
    let text = reports.withLock { $0.text(for: event) }
    print(text, terminator: "")
}
exit(outcome.summary.exitCode.rawValue)
