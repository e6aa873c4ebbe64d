import JSONCore

/// The deviations that a team accepts.
public struct Baseline: Hashable, Sendable {
    /// One deviation that is accepted.
    public struct Entry: Hashable, Sendable {
        /// The slug of the check, and the operation after an `@`.
        public let key: String
        /// The answer that is accepted, as ``CheckResult/signature`` has it; nil accepts any.
        public let answer: String?
        /// Why it is accepted, in the team's own words.
        public let reason: String?
    }

    /// The entries, in the order of the file.
    public private(set) var entries: [Entry]

    /// The deviations of a run; what `previous` says of the same ones, and of checks that could not be tried, is kept.
    package init(of report: ConformanceReport, keeping previous: Baseline? = nil) {
        let old = Dictionary((previous?.entries ?? []).map { ($0.key, $0) }) { first, _ in first }
        entries = report.results.compactMap { result in
            switch result.verdict {
            case .deviates, .accepted:
                Entry(key: result.key, answer: result.signature, reason: old[result.key]?.reason)
            case .untestable, .error: old[result.key]
            case .conforms, .knownDeviation, .notApplicable: nil
            }
        }
    }

    /// Whether the deviation is accepted.
    func accepts(_ result: CheckResult) -> Bool {
        result.verdict == .deviates
            && entries.contains { $0.key == result.key && ($0.answer == nil || $0.answer == result.signature) }
    }

    /// The entries that nothing deviates for any more: their checks conform, or do not exist.
    ///
    /// What was left out or could not be tried is not judged.
    func stale(_ results: [CheckResult], existing: Set<String>) -> [String] {
        let conforming = Set(results.filter { $0.verdict == .conforms }.map(\.key))
        return entries.map(\.key).filter { conforming.contains($0) || !existing.contains($0) }
    }
}

extension Baseline {
    /// Reads a baseline file.
    ///
    /// - Throws: ``ReportFormatError`` where the content is none.
    public init(_ bytes: [UInt8]) throws(ReportFormatError) {
        let file = try JSONFields(parsing: bytes)
        entries = []
        var seen: Set<String> = []
        for accepted in try file.objects("accepted") {
            let entry = Entry(
                key: try accepted.string("check"),
                answer: try accepted.optionalString("answer"),
                reason: try accepted.optionalString("reason")
            )
            guard seen.insert(entry.key).inserted else {
                throw ReportFormatError("the baseline accepts '\(entry.key)' twice")
            }
            entries.append(entry)
        }
    }

    /// The file: JSON with a line for each entry, so that a change shows as the line that it is.
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
