import CommandLineSupport
import Foundation
import LangBotConformance

/// Identifies a deployment.
struct ProbeCommand: Sendable {
    private let parsed: ParsedCommand

    init(_ parsed: ParsedCommand) {
        self.parsed = parsed
    }

    /// - Returns: the exit status.
    func run() async -> ExitCode {
        do {
            let timeout = try parsed.seconds("timeout") ?? .seconds(20)
            let connection = try ServerOptions(parsed: parsed).connection()
            let deployment = try await Deployment.look(at: parsed.positionals[0], by: connection, timeout: timeout)
            let text = parsed.flag("json") ? String(decoding: deployment.json, as: UTF8.self) : deployment.description
            try? StandardStream.output.write(text)
            return .conforms
        } catch let error as UsageError {
            ConformanceCommand.specification.fail(error, in: parsed.command)
        } catch let error as ConformanceError where error.kind == .usage {
            ConformanceCommand.specification.fail(UsageError(error.description), in: parsed.command)
        } catch {
            try? StandardStream.error.write("langbot-conformance: \(error)\n")
            return .unreachable
        }
    }
}
