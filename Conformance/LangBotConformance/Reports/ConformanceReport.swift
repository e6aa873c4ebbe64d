public import Foundation

/// All that is known after a run, without any credential.
public struct ConformanceReport: Hashable, Sendable {
    /// What the run was.
    public let information: RunInformation
    /// What each check came to, in the order of the suite.
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

    /// The report as JUnit XML, in which only what fails the run is a failure.
    public var junit: Data { rendered(as: .junit) }

    /// The report in a format, as UTF-8.
    public func rendered(as format: ReportFormat) -> Data { Data(format.render(self)) }
}

extension ConformanceReport {
    /// The results cut where the first part of their slugs changes, in the order in which each part comes first.
    var groups: [(name: String, results: [CheckResult])] {
        let members = Dictionary(grouping: results, by: \.group)
        var seen: Set<String> = []
        return results.map(\.group).filter { seen.insert($0).inserted }.map { ($0, members[$0] ?? []) }
    }
}
