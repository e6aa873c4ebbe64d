import CommandLineSupport
import Foundation
import LangBotMock

let command = MockCommand.specification.parseOrExit()

let status: Int32
switch command.command.name {
case "routes": status = RouteListing.print(MockCommand.profile(command))
case "openapi":
    try? StandardStream.output.write(String(decoding: MockCommand.profile(command).openAPI(), as: UTF8.self))
    status = 0
case "healthcheck": status = await HealthCheck.run(command.value("url") ?? "http://127.0.0.1:5300")
default:
    let serve: Serve
    do {
        serve = try Serve(command)
    } catch {
        MockCommand.specification.fail(error, in: command.command)
    }
    status = await serve.run(until: SignalTrap(SIGINT, SIGTERM))
}
exit(status)
