/// A run as JUnit XML, in the form that CI systems read: a test suite for each group of checks.
package enum JUnitReport {
    /// - Returns: UTF-8.
    package static func render(_ information: RunInformation, _ results: [CheckResult], _ summary: RunSummary)
        -> [UInt8]
    {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuites\(counts(results[...], information)) name=\"langbot-conformance\">")
        for group in groups(results) {
            let name = group.first.map { Self.group($0.id) } ?? ""
            lines.append("  <testsuite\(counts(group, information)) name=\"\(escape(name))\">")
            for result in group { lines += testCase(result, information.failOn) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The results cut where the first part of their slugs changes.
    private static func groups(_ results: [CheckResult]) -> [ArraySlice<CheckResult>] {
        var groups: [String: [CheckResult]] = [:]
        var order: [String] = []
        for result in results {
            let name = group(result.id)
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(result)
        }
        return order.compactMap { groups[$0]?[...] }
    }

    private static func group(_ id: String) -> String { String(id.prefix { $0 != "." }) }

    private static func fails(_ result: CheckResult, _ failOn: Level) -> Bool {
        result.verdict == .deviates && result.level >= max(failOn, .harden)
    }

    private static func counts(_ results: ArraySlice<CheckResult>, _ information: RunInformation) -> String {
        let failures = results.count { fails($0, information.failOn) }
        let errors = results.count { $0.verdict == .error }
        let skipped = results.count { [.untestable, .notApplicable].contains($0.verdict) }
        let time = results.reduce(0) { $0 + JSONReport.seconds($1.duration) }
        return " tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
            + " time=\"\(decimal(time))\""
    }

    private static func testCase(_ result: CheckResult, _ failOn: Level) -> [String] {
        let time = decimal(JSONReport.seconds(result.duration))
        let opening =
            "    <testcase classname=\"\(escape(group(result.id)))\" name=\"\(escape(result.key))\" time=\"\(time)\""
        let details = [
            result.sentence, "source: \(result.source)", "expected: \(result.expected)", "actual: \(result.actual)",
            result.curl ?? "",
        ].joined(separator: "\n")
        switch result.verdict {
        case .untestable, .notApplicable:
            return [opening + ">", "      <skipped message=\"\(escape(result.actual))\"/>", "    </testcase>"]
        case .error:
            return [opening + ">", "      <error message=\"\(escape(result.actual))\"/>", "    </testcase>"]
        case .deviates where fails(result, failOn):
            let message = "expected \(result.expected); got \(result.actual)"
            return [
                opening + ">",
                "      <failure type=\"\(result.level.rawValue)\" message=\"\(escape(message))\">\(escape(details))</failure>",
                "    </testcase>",
            ]
        case .deviates, .knownDeviation:
            return [
                opening + ">", "      <system-out>\(escape("deviates\n" + details))</system-out>", "    </testcase>",
            ]
        case .conforms:
            return [opening + "/>"]
        }
    }

    private static func decimal(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    /// XML 1.0 has no way to write most control characters, so they become question marks.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            case "\t": escaped += "&#9;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += "?"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
