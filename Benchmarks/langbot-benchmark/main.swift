import CommandLineSupport
import Foundation

// All traffic stays on this machine, but Foundation on Linux would use the environment's proxy even for that.
setenv("no_proxy", "127.0.0.1", 1)

let command = BenchmarkCommand.specification.parseOrExit()
let run: BenchmarkRun
do {
    run = try BenchmarkRun(command)
} catch {
    BenchmarkCommand.specification.fail(error)
}
exit(await run.status())
