import JSONCore

/// A run as JSON: `run`, `totals` and `checks`.
package enum JSONReport {
    /// - Returns: UTF-8, indented, members sorted by name.
    package static func render(_ information: RunInformation, _ results: [CheckResult], _ summary: RunSummary)
        -> [UInt8]
    {
        let report: JSONValue = [
            "run": run(information, summary),
            "totals": .object(JSONObject(Verdict.allCases.map { ($0.rawValue, .integer(Int64(summary.totals[$0]))) })),
            "checks": .array(results.map(check)),
        ]
        return report.serialized(.pretty) + [0x0A]
    }

    private static func run(_ information: RunInformation, _ summary: RunSummary) -> JSONValue {
        [
            "id": .string(information.runID),
            "base_url": .string(information.baseURL),
            "contract": .string(information.contract),
            "identification": information.identification.map(JSONValue.string) ?? .null,
            "allow_writes": .bool(information.allowsWrites),
            "fail_on": .string(information.failOn.rawValue),
            "seconds": .double(seconds(summary.duration)),
            "interrupted": .bool(summary.isInterrupted),
            "leftovers": .array(summary.leftovers.map(JSONValue.string)),
            "exit_code": .integer(Int64(summary.exitCode.rawValue)),
        ]
    }

    private static func check(_ result: CheckResult) -> JSONValue {
        [
            "id": .string(result.id),
            "level": .string(result.level.rawValue),
            "operation": result.operation.map(JSONValue.string) ?? .null,
            "verdict": .string(result.verdict.rawValue),
            "sentence": .string(result.sentence),
            "expected": .string(result.expected),
            "actual": .string(result.actual),
            "signature": .string(result.signature),
            "source": .string(result.source),
            "curl": result.curl.map(JSONValue.string) ?? .null,
        ]
    }

    /// Whole milliseconds, as seconds.
    static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds * 1000 + attoseconds / 1_000_000_000_000_000) / 1000
    }
}
