import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance

/// Shows a run on the terminal.
struct Console: Sendable {
    private let report: Locked<TerminalReport>
    private let stream: StandardStream

    /// - Parameter stream: the stream to write to; standard error if a report goes to standard output.
    init(_ parsed: ParsedCommand, stream: StandardStream = .output) {
        self.stream = stream
        let style = TerminalReport.Style(
            isColored: stream.usesColor(
                environment: ProcessInfo.processInfo.environment,
                isForbidden: parsed.flag("no-color")
            ),
            isQuiet: parsed.flag("quiet"),
            showsProgress: stream.isTerminal && !parsed.flag("quiet"),
            width: stream.width
        )
        report = Locked(TerminalReport(style))
    }

    /// Shows an event; if the reader is gone, the run goes on for its verdict and its reports.
    func show(_ event: RunEvent) {
        report.withLock { report in
            try? stream.write(report.text(for: event))
        }
    }

    /// Shows text after the report.
    func show(_ text: String) {
        try? stream.write(text)
    }

    /// Prints a message to standard error.
    static func note(_ text: String) {
        try? StandardStream.error.write("langbot-conformance: \(text)\n")
    }
}
