/// What a report can be written as.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    /// For programs: `run`, `totals` and `checks`.
    case json
    /// For CI systems.
    case junit
    /// For people: one file that needs nothing else.
    case html
    /// For a summary in CI, and for chats.
    case markdown
    /// For code scanning, version 2.1.0.
    case sarif
    /// Annotations of GitHub Actions.
    case github
    /// The stream of events that the others are made of.
    case events
    /// What the command prints.
    case text

    /// What it is, for the help.
    package var summary: String {
        switch self {
        case .json: "JSON"
        case .junit: "JUnit XML"
        case .html: "a page of HTML that needs nothing else"
        case .markdown: "a summary in Markdown"
        case .sarif: "SARIF 2.1.0"
        case .github: "annotations of GitHub Actions"
        case .events: "events, a line of JSON each, while the run goes on"
        case .text: "text"
        }
    }

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
