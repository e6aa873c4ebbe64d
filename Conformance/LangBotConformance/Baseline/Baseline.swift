import JSONCore

/// The deviations that a team accepts; stale entries fail the run.
public struct Baseline: Hashable, Sendable {
    /// One accepted deviation.
    public struct Entry: Hashable, Sendable {
        /// The slug of the check, followed by `@` and the operation if there is one.
        public let key: String
        /// The accepted answer, in the form of ``CheckResult/signature``; nil accepts any answer.
        public let answer: String?
        /// Why the team accepts it.
        public let reason: String?
    }

    /// The entries, in file order.
    public private(set) var entries: [Entry]

    /// Collects the deviations of a run; keeps the reasons in `previous`, and its entries for untested checks.
    package init(of report: ConformanceReport, keeping previous: Baseline? = nil) {
        let old = Dictionary((previous?.entries ?? []).map { ($0.key, $0) }) { first, _ in first }
        entries = report.results.compactMap { result in
            switch result.verdict {
            case .deviates where result.level == .critical: nil
            case .deviates, .accepted:
                Entry(key: result.key, answer: result.signature, reason: old[result.key]?.reason)
            case .untestable, .error: old[result.key]
            case .conforms, .knownDeviation, .notApplicable: nil
            }
        }
    }

    /// Whether the baseline accepts the result.
    func accepts(_ result: CheckResult) -> Bool {
        result.verdict == .deviates && result.level < .critical
            && entries.contains { $0.key == result.key && ($0.answer == nil || $0.answer == result.signature) }
    }

    /// The stale entries: their checks conform now, or do not exist.
    ///
    /// Entries for checks that did not run are never stale.
    func stale(_ results: [CheckResult], existing: Set<String>) -> [String] {
        let conforming = Set(results.filter { $0.verdict == .conforms }.map(\.key))
        return entries.map(\.key).filter { conforming.contains($0) || !existing.contains($0) }
    }
}

extension Baseline {
    /// Reads a baseline file.
    ///
    /// - Throws: ``ReportFormatError`` if the content is not a baseline.
    public init(_ bytes: [UInt8]) throws(ReportFormatError) {
        let file = try JSONFields(parsing: bytes)
        try file.refuseOthers(than: ["accepted"])
        entries = []
        var seen: Set<String> = []
        for accepted in try file.objects("accepted") {
            try accepted.refuseOthers(than: ["check", "answer", "reason"])
            let entry = Entry(
                key: try accepted.string("check"),
                answer: try accepted.optionalString("answer"),
                reason: try accepted.optionalString("reason")
            )
            guard seen.insert(entry.key).inserted else {
                throw ReportFormatError("'accepted' lists '\(entry.key)' twice; remove one entry")
            }
            entries.append(entry)
        }
    }

    /// The file as UTF-8: JSON with one line for each entry, so that diffs are readable.
    public var serialized: [UInt8] {
        let rows = entries.map { entry -> String in
            var row: JSONObject = ["check": .string(entry.key)]
            if let answer = entry.answer { row["answer"] = .string(answer) }
            if let reason = entry.reason { row["reason"] = .string(reason) }
            return "    " + JSONValue.object(row).description
        }
        let list = rows.isEmpty ? "[]" : "[\n\(rows.joined(separator: ",\n"))\n  ]"
        return Array("{\n  \"accepted\": \(list)\n}\n".utf8)
    }
}
