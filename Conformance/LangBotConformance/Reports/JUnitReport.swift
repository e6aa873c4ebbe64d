/// A run as JUnit XML for CI systems: one test suite for each group of checks.
enum JUnitReport {
    /// - Returns: UTF-8.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        let information = report.information
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuites name=\"langbot-conformance\"\(counts(report.results, information))>")
        for (name, results) in report.groups {
            let skipped = results.count { $0.verdict.isSkipped }
            let time = information.startedAt.prefix { $0 != "Z" }
            lines.append(
                "  <testsuite name=\"\(Markup.escape(name))\"\(counts(results, information)) skipped=\"\(skipped)\""
                    + " timestamp=\"\(Markup.escape(String(time)))\">"
            )
            let warnings = information.warning.map { property("warning", $0) } ?? ""
            lines.append("    <properties>\(property("contract", information.contractWords))\(warnings)</properties>")
            for result in results { lines += testCase(result, information) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func property(_ name: String, _ value: String) -> String {
        "<property name=\"\(name)\" value=\"\(Markup.escape(value))\"/>"
    }

    private static func counts(_ results: [CheckResult], _ information: RunInformation) -> String {
        let failures = results.count { $0.verdict == .deviates && information.fails($0) }
        let errors = results.count { $0.verdict == .error }
        let time = results.reduce(0) { $0 + JSONReport.seconds($1.duration) }
        return " tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(decimal(time))\""
    }

    private static func testCase(_ result: CheckResult, _ information: RunInformation) -> [String] {
        let time = decimal(JSONReport.seconds(result.duration))
        let name = "classname=\"\(Markup.escape(result.group))\" name=\"\(Markup.escape(result.key))\""
        let opening = "    <testcase \(name) time=\"\(time)\""
        let content = content(result, information)
        return content.isEmpty
            ? [opening + "/>"] : [opening + ">"] + content.map { "      " + $0 } + ["    </testcase>"]
    }

    private static func content(_ result: CheckResult, _ information: RunInformation) -> [String] {
        let actual = Markup.escape(result.actual)
        switch result.verdict {
        case .conforms: return []
        case .untestable, .notApplicable: return ["<skipped message=\"\(actual)\"/>"]
        case .error: return ["<error message=\"\(actual)\"/>"]
        case .deviates where information.fails(result):
            let message = Markup.escape("expected \(result.expected); got \(result.actual)")
            let failure =
                "<failure type=\"\(result.level.rawValue)\" message=\"\(message)\">\(details(result))</failure>"
            return [failure] + (result.exchange.map { ["<system-err>\(wire($0))</system-err>"] } ?? [])
        case .deviates, .knownDeviation, .accepted:
            return ["<system-out>\(result.verdict.words)\n\(details(result))</system-out>"]
        }
    }

    private static func details(_ result: CheckResult) -> String {
        let lines = [
            result.sentence, "source: \(result.source)", "expected: \(result.expected)", "actual: \(result.actual)",
            result.curl ?? "",
        ]
        return Markup.escape(lines.joined(separator: "\n"), keepsLines: true)
    }

    private static func wire(_ exchange: ExchangeRecord) -> String {
        let lines = exchange.requestLines.map { "> " + $0 } + exchange.answerLines.map { "< " + $0 }
        return Markup.escape(lines.joined(separator: "\n"), keepsLines: true)
    }

    private static func decimal(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension Verdict {
    /// Whether the check did not run.
    var isSkipped: Bool { self == .untestable || self == .notApplicable }

    /// Whether the server does not meet the requirement, even if that is known or accepted.
    var isDeviation: Bool { self == .deviates || self == .knownDeviation || self == .accepted }
}
