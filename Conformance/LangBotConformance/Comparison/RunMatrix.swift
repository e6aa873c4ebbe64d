/// Many runs in one table: a column for each, a row for each check that any of them deviates in.
package struct RunMatrix: Sendable {
    /// What one check came to in one run, over all its operations.
    struct Cell {
        let results: [CheckResult]

        var deviating: Int { results.count(where: \.verdict.isDeviation) }

        /// The verdict that one sees, or nil where the run did not make the check.
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

        /// Whether not all runs that made the check came to the same.
        var differs: Bool { Set(cells.filter { $0.verdict != nil }.map(\.text)).count > 1 }
    }

    package let names: [String]
    let reports: [ConformanceReport]
    /// Every check that any run made, in the order of the suite.
    let rows: [Row]

    /// - Parameter runs: the runs with the names of their columns; they are put in the order of the numbers in them.
    package init(_ runs: [(name: String, report: ConformanceReport)]) {
        let runs = runs.sorted { Self.numbers($0.name).lexicographicallyPrecedes(Self.numbers($1.name)) }
        names = runs.map(\.name)
        reports = runs.map(\.report)
        let byCheck = runs.map { Dictionary(grouping: $0.report.results, by: \.id) }
        var seen: Set<String> = []
        let checks = runs.flatMap(\.report.results).filter { seen.insert($0.id).inserted }
        rows = checks.map { check in Row(check: check, cells: byCheck.map { Cell(results: $0[check.id] ?? []) }) }
    }

    /// `4.10.11` stands after `4.9.7`, and words stand before numbers.
    private static func numbers(_ name: String) -> [Int] {
        name.split { !$0.isNumber }.map { Int($0) ?? .max } + [Int.min]
    }

    /// The rows of a level that any run deviates in.
    func deviating(_ level: Level) -> [Row] {
        rows.filter { row in row.check.level == level && row.cells.contains { $0.deviating > 0 } }
    }

    /// How many checks of a level conform with all their operations in each run, of how many that were tried.
    func conforming(_ level: Level) -> [(conforming: Int, tried: Int)] {
        reports.indices.map { column in
            let verdicts = rows.filter { $0.check.level == level }.compactMap { $0.cells[column].verdict }
            return (verdicts.count { $0 == .conforms }, verdicts.count { !$0.isSkipped })
        }
    }

    /// The levels that any run made checks of, the most binding first.
    var levels: [Level] { Level.allCases.filter { level in rows.contains { $0.check.level == level } } }
}

extension Level {
    /// The title of its part of a table.
    var title: String {
        switch self {
        case .must: "Must: LangBot's documentation says so"
        case .should: "Should: a standard of HTTP says so"
        case .harden: "Harden: it protects keys and data"
        case .info: "Info: recorded only"
        }
    }
}
