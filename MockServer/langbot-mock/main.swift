import CommandLineSupport
import Foundation

let command = MockCommand.specification.parseOrExit()

let status: Int32
switch command.command.name {
case "routes": status = RouteListing.print(MockCommand.profile(command))
case "healthcheck": status = await HealthCheck.run(command.value("url") ?? "http://127.0.0.1:5300")
default:
    let serve: Serve
    do {
        serve = try Serve(command)
    } catch {
        MockCommand.specification.fail(error)
    }
    status = await serve.run(until: SignalTrap(SIGINT, SIGTERM))
}
exit(status)
