/// Several runs in one table: one column for each run, one row for each check that deviates in any of them.
package struct RunMatrix: Sendable {
    /// The results of one check in one run, for all its operations.
    struct Cell {
        let results: [CheckResult]

        /// How binding the check is in the run, by its edition of the guide.
        var level: Level? { results.first?.level }

        var deviating: Int { results.count(where: \.verdict.isDeviation) }

        /// The most severe verdict, or nil if the check is not in the run.
        var verdict: Verdict? { results.map(\.verdict).max { $0.weight < $1.weight } }

        var text: String {
            switch verdict {
            case nil: ""
            case .conforms: "✓"
            case .deviates, .knownDeviation, .accepted: results.count == 1 ? "✗" : "✗ \(deviating)/\(results.count)"
            case .untestable, .notApplicable: "–"
            case .error: "!"
            }
        }
    }

    struct Row {
        let check: CheckResult
        let cells: [Cell]

        /// The most binding level of the check in any run.
        var level: Level { cells.compactMap(\.level).max() ?? check.level }
    }

    package let names: [String]
    let reports: [ConformanceReport]
    /// Every check of any run, in suite order.
    let rows: [Row]

    /// - Parameter runs: the runs with the names of their columns, which are sorted by the numbers in the names, then by name.
    package init(_ runs: [(name: String, report: ConformanceReport)]) {
        let runs = runs.sorted { Self.precedes($0.name, $1.name) }
        names = runs.map(\.name)
        reports = runs.map(\.report)
        let byCheck = runs.map { Dictionary(grouping: $0.report.results, by: \.id) }
        var seen: Set<String> = []
        let checks = runs.flatMap(\.report.results).filter { seen.insert($0.id).inserted }
        rows = checks.map { check in Row(check: check, cells: byCheck.map { Cell(results: $0[check.id] ?? []) }) }
    }

    private static func precedes(_ lhs: String, _ rhs: String) -> Bool {
        let (left, right) = (numbers(lhs), numbers(rhs))
        return left == right ? lhs < rhs : left.lexicographicallyPrecedes(right)
    }

    /// Sorts `4.10.11` after `4.9.7`, and words before numbers.
    private static func numbers(_ name: String) -> [Int] {
        name.split { !$0.isNumber }.map { Int($0) ?? .max } + [Int.min]
    }

    /// The rows of a level in which any run deviates.
    func deviating(_ level: Level) -> [Row] {
        rows.filter { row in row.level == level && row.cells.contains { $0.deviating > 0 } }
    }

    /// For each run, how many checks of a level conform on all operations, of how many that were tested.
    func conforming(_ level: Level) -> [(conforming: Int, tried: Int)] {
        reports.indices.map { column in
            let verdicts = rows.map { $0.cells[column] }.filter { $0.level == level }.compactMap(\.verdict)
            return (verdicts.count { $0 == .conforms }, verdicts.count { !$0.isSkipped })
        }
    }

    /// The levels with checks in any run, most binding first.
    var levels: [Level] {
        Level.allCases.filter { level in rows.contains { row in row.cells.contains { $0.level == level } } }
    }

    /// For each run, the edition of the guide that the server was checked against; empty if no run says it.
    var editions: [String] {
        let editions = reports.map { $0.information.edition ?? "" }
        return editions.allSatisfy(\.isEmpty) ? [] : editions
    }
}

extension Level {
    /// The title of the level's section in a table.
    var title: String {
        switch self {
        case .critical: "Critical: data without a valid credential"
        case .must: "Must: documented by LangBot"
        case .should: "Should: required or advised by HTTP standards"
        case .harden: "Harden: protects keys and data"
        case .info: "Info: recorded only"
        }
    }
}
