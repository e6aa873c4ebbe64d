public import Foundation

/// All that is known after a run, without any credential.
public struct ConformanceReport: Hashable, Sendable {
    /// What the run was.
    public let information: RunInformation
    /// What each check came to, in the order of the suite.
    public let results: [CheckResult]
    /// How the run ended.
    public let summary: RunSummary

    /// The report as JSON, indented: `run`, `totals` and `checks`.
    public var json: Data { Data(JSONReport.render(information, results, summary)) }

    /// The report as JUnit XML, in which only what fails the run is a failure.
    public var junit: Data { Data(JUnitReport.render(information, results, summary)) }
}
