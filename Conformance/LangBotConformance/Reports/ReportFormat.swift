/// The formats of a report.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    /// JSON for programs: `run`, `totals` and `checks`.
    case json
    /// JUnit XML for CI systems.
    case junit
    /// A self-contained HTML page for people.
    case html
    /// Markdown for job summaries and chats.
    case markdown
    /// SARIF 2.1.0 for code scanning.
    case sarif
    /// Annotations for GitHub Actions.
    case github
    /// The stream of events, one line of JSON each, from which the others are made.
    case events
    /// The text that the command prints.
    case text

    /// A description for the help.
    package var summary: String {
        switch self {
        case .json: "JSON"
        case .junit: "JUnit XML"
        case .html: "a self-contained HTML page"
        case .markdown: "a Markdown summary"
        case .sarif: "SARIF 2.1.0"
        case .github: "annotations for GitHub Actions"
        case .events: "a stream of events (JSON Lines) during the run"
        case .text: "text"
        }
    }

    /// Whether a report of this format shows the exchanges of results that conform.
    package var showsConforming: Bool { [.json, .html, .events].contains(self) }

    func render(_ report: ConformanceReport) -> [UInt8] {
        switch self {
        case .json: JSONReport.render(report)
        case .junit: JUnitReport.render(report)
        case .html: HTMLReport.render(report)
        case .markdown: MarkdownReport.render(report)
        case .sarif: SARIFReport.render(report)
        case .github: GitHubReport.render(report)
        case .events: EventStream.render(report)
        case .text: TerminalReport.render(report)
        }
    }
}
