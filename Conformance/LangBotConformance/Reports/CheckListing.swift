import LangBotContract

/// The checks of a suite as text.
package enum CheckListing {
    /// Every check with its level, number of operations, title and source.
    package static func list(_ checks: [Check], width: Int = 80) -> String {
        let rows = checks.map { check in
            let count = check.executions.count
            let head = "\(check.id)  [\(levels(check))\(count > 1 ? ", \(count) operations" : "")]"
            let texts = [check.sentence, check.source(in: .own).description]
            let lines = texts.flatMap { TextWrapping.wrap($0, width: width, indent: "    ") }
            return ([head] + lines).joined(separator: "\n")
        }
        let executions = checks.reduce(0) { $0 + $1.executions.count }
        return rows.joined(separator: "\n") + "\n\n\(counted(checks.count, "check")), \(counted(executions, "case"))\n"
    }

    /// The details of one check.
    package static func explain(_ check: Check, width: Int = 80) -> String {
        var lines = ["\(check.id)  [\(levels(check))]", ""]
        lines += TextWrapping.wrap(check.sentence, width: width, indent: "")
        var sources: [Source] = []
        for source in Edition.allCases.map(check.source) where !sources.contains(source) { sources.append(source) }
        for source in sources {
            lines += ["", "Source: \(source.document), \(source.locator)"]
            lines += TextWrapping.wrap("\"\(source.quotation)\"", width: width, indent: "  ")
        }
        lines += [""] + TextWrapping.wrap("A deviation \(gate(check.level)).", width: width, indent: "")
        if ofCredentials.contains(String(check.id.prefix { $0 != "." })), check.level < .critical, check.level > .info {
            let what = "If it lets somebody in without a valid credential, it is critical, and fails every run."
            lines += TextWrapping.wrap(what, width: width, indent: "")
        }
        for (edition, level) in check.laterLevels {
            let what = "Against the guide of \(edition.rawValue) and later, a deviation \(gate(level))."
            lines += TextWrapping.wrap(what, width: width, indent: "")
        }
        for need in Need.allCases where check.needs.contains(need) {
            lines += TextWrapping.wrap("The check \(need.reason).", width: width, indent: "")
        }
        let operations = check.executions.compactMap(\.operation)
        if !operations.isEmpty { lines += ["", "It runs on each of these operations:"] }
        lines += operations.map { "  \($0.id)  \($0.method.rawValue) \($0.path)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The groups of checks that try to get in.
    private static let ofCredentials: Set<String> = [
        "auth", "bypass", "global-key", "keys", "mcp", "method", "route", "sign-in", "user-token",
    ]

    /// The level, and the levels of later editions of the guide.
    private static func levels(_ check: Check) -> String {
        check.level.rawValue + check.laterLevels.map { ", \($0.level.rawValue) since \($0.since.rawValue)" }.joined()
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
