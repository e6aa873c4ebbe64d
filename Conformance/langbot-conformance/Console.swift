import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance

/// Shows a run on the terminal.
struct Console: Sendable {
    private let report: Locked<TerminalReport>

    init(_ parsed: ParsedCommand) {
        let output = StandardStream.output
        let style = TerminalReport.Style(
            isColored: output.usesColor(
                environment: ProcessInfo.processInfo.environment,
                isForbidden: parsed.flag("no-color")
            ),
            isQuiet: parsed.flag("quiet"),
            showsProgress: output.isTerminal && !parsed.flag("quiet"),
            width: output.width
        )
        report = Locked(TerminalReport(style))
    }

    /// Shows what an event adds; where nobody reads any more, the run goes on for its verdict and its reports.
    func show(_ event: RunEvent) {
        report.withLock { report in
            try? StandardStream.output.write(report.text(for: event))
        }
    }

    /// Says something beside the report.
    func note(_ text: String) {
        try? StandardStream.error.write("langbot-conformance: \(text)\n")
    }
}
