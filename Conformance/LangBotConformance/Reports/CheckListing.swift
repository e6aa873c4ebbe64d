import LangBotContract

/// The checks of a suite as text.
package enum CheckListing {
    /// Every check with its level, number of operations, title and source.
    package static func list(_ checks: [Check], width: Int = 80) -> String {
        let rows = checks.map { check in
            let count = check.executions.count
            let head = "\(check.id)  [\(check.level.rawValue)\(count > 1 ? ", \(count) operations" : "")]"
            return
                ([head] + TextWrapping.wrap(check.sentence, width: width, indent: "    ")
                + TextWrapping.wrap(check.source.description, width: width, indent: "    ")).joined(separator: "\n")
        }
        let executions = checks.reduce(0) { $0 + $1.executions.count }
        return rows.joined(separator: "\n") + "\n\n\(counted(checks.count, "check")), \(counted(executions, "case"))\n"
    }

    /// The details of one check.
    package static func explain(_ check: Check, width: Int = 80) -> String {
        var lines = ["\(check.id)  [\(check.level.rawValue)]", ""]
        lines += TextWrapping.wrap(check.sentence, width: width, indent: "")
        lines += ["", "Source: \(check.source.document), \(check.source.locator)"]
        lines += TextWrapping.wrap("\"\(check.source.quotation)\"", width: width, indent: "  ")
        lines += ["", "A deviation \(gate(check.level))."]
        for need in Need.allCases where check.needs.contains(need) {
            lines += TextWrapping.wrap("The check \(need.reason).", width: width, indent: "")
        }
        let operations = check.executions.compactMap(\.operation)
        if !operations.isEmpty { lines += ["", "It runs on each of these operations:"] }
        lines += operations.map { "  \($0.id)  \($0.method.rawValue) \($0.path)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func gate(_ level: Level) -> String {
        switch level {
        case .critical, .must: "fails every run"
        case .should: "fails a run with --fail-on should or --fail-on harden"
        case .harden: "fails a run with --fail-on harden"
        case .info: "is recorded and never fails a run"
        }
    }
}
