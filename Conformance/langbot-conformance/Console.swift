import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance

/// Shows a run on the terminal.
struct Console: Sendable {
    private let report: Locked<TerminalReport>
    private let stream: StandardStream
    private let showsProgress: Bool

    /// - Parameter stream: the stream to write to; standard error if a report goes to standard output.
    init(_ parsed: ParsedCommand, stream: StandardStream = .output) {
        self.stream = stream
        showsProgress = stream.isTerminal && !parsed.flag("quiet")
        let style = TerminalReport.Style(
            isColored: stream.usesColor(
                environment: ProcessInfo.processInfo.environment,
                isForbidden: parsed.flag("no-color")
            ),
            isQuiet: parsed.flag("quiet"),
            showsProgress: showsProgress,
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

    /// Prints a message to standard error while a run is shown; the line of progress makes room for it.
    func interject(_ text: String) {
        report.withLock { _ in
            if showsProgress { try? stream.write("\r\u{1B}[K") }
            Self.note(text)
        }
    }

    /// Prints a message to standard error.
    static func note(_ text: String) {
        try? StandardStream.error.write("langbot-conformance: \(text)\n")
    }
}
