import CommandLineSupport
import Foundation

// Everything here talks to this machine, and Foundation on Linux would take a proxy of the environment even so.
setenv("no_proxy", "127.0.0.1", 1)

let command = BenchmarkCommand.specification.parseOrExit()
let run: BenchmarkRun
do {
    run = try BenchmarkRun(command)
} catch {
    BenchmarkCommand.specification.fail(error)
}
exit(await run.status())
