public import Foundation

/// The report of a run, without credentials.
public struct ConformanceReport: Hashable, Sendable {
    /// What was run, against which server.
    public let information: RunInformation
    /// The result of each check, in suite order.
    public let results: [CheckResult]
    /// How the run ended.
    public let summary: RunSummary

    package init(information: RunInformation, results: [CheckResult], summary: RunSummary) {
        self.information = information
        self.results = results
        self.summary = summary
    }

    /// The report as JSON, indented: `run`, `totals` and `checks`.
    public var json: Data { rendered(as: .json) }

    /// The report as JUnit XML; only results that fail the run are failures.
    public var junit: Data { rendered(as: .junit) }

    /// The report in a format, as UTF-8.
    public func rendered(as format: ReportFormat) -> Data { Data(format.render(self)) }
}

extension ConformanceReport {
    /// The results by the first part of their slugs, in order of first appearance.
    var groups: [(name: String, results: [CheckResult])] {
        let members = Dictionary(grouping: results, by: \.group)
        var seen: Set<String> = []
        return results.map(\.group).filter { seen.insert($0).inserted }.map { ($0, members[$0] ?? []) }
    }
}
