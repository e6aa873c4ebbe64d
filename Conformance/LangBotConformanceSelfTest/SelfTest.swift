import LangBotConformance
package import LangBotMock

/// Runs the suite against the mutants of a profile, to see which checks find which mutant.
package struct SelfTest: Sendable {
    private let profile: MockProfile
    private let mutants: [Mutant]
    private let checks: [String]
    private let isThorough: Bool
    private let jobs: Int
    private let timeout: Duration

    /// - Parameters:
    ///   - mutants: the mutants to run against.
    ///   - checks: patterns of the checks that may find them; empty for the whole suite.
    ///   - isThorough: whether to run every check against every mutant, not just the declared checks first.
    ///   - jobs: how many mutants run at once.
    ///   - timeout: how long to wait for an answer, which some mutants never give.
    package init(
        _ profile: MockProfile,
        mutants: [Mutant] = Mutant.all,
        checks: [String] = [],
        isThorough: Bool,
        jobs: Int = 4,
        timeout: Duration = .seconds(3)
    ) {
        self.profile = profile
        self.mutants = mutants
        self.checks = checks
        self.isThorough = isThorough
        self.jobs = jobs
        self.timeout = timeout
    }

    /// The results of a run, by check.
    private typealias Verdicts = [String: CheckResult]

    /// Runs the suite against all mutants.
    ///
    /// - Throws: ``ConformanceError`` if the unbroken mock cannot be checked, `MockStartError` or `HTTPServerError` if a
    ///   server cannot start.
    package func run(onRow: @escaping @Sendable (KillMatrix.Row) -> Void = { _ in }) async throws -> KillMatrix {
        let original = try await verdicts(of: .none, only: checks)
        var rows: [KillMatrix.Row?] = Array(repeating: nil, count: mutants.count)
        try await withThrowingTaskGroup(of: (Int, KillMatrix.Row).self) { group in
            var next = 0
            func start() {
                guard next < mutants.count else { return }
                let index = next
                next += 1
                group.addTask { (index, try await row(mutants[index], original)) }
            }
            for _ in 0..<max(1, jobs) { start() }
            for try await (index, row) in group {
                rows[index] = row
                onRow(row)
                start()
            }
        }
        let applicable = Set(original.values.filter { $0.verdict == .conforms }.map(\.id))
        return KillMatrix(profile: profile.description, rows: rows.compactMap(\.self), applicable: applicable)
    }

    private func row(_ mutant: Mutant, _ original: Verdicts) async throws -> KillMatrix.Row {
        let equivalence = mutant.equivalence(on: profile.description)
        var killers = try await killers(of: mutant, original, only: isThorough ? checks : mutant.killers)
        if killers.isEmpty, !isThorough, equivalence == nil {
            killers = try await self.killers(of: mutant, original, only: checks)
        }
        return KillMatrix.Row(mutant: mutant, killers: killers, equivalence: equivalence)
    }

    /// The checks that find the mutant: they deviate, and on the unbroken mock they do not, or in another way.
    private func killers(of mutant: Mutant, _ original: Verdicts, only: [String]) async throws -> Set<String> {
        let verdicts: Verdicts
        do {
            verdicts = try await self.verdicts(of: mutant.mutation(), only: only)
        } catch let error as ConformanceError where error.kind == .unreachable {
            return [KillMatrix.canary]
        }
        let found = verdicts.filter { key, result in
            result.verdict == .deviates
                && (original[key]?.verdict != .deviates || original[key]?.signature != result.signature)
        }
        return Set(found.values.map(\.id))
    }

    private func verdicts(of mutation: Mutation, only: [String]) async throws -> Verdicts {
        let report = try await MutantServer.run(mutation, on: profile) { mock, port in
            var options = ConformanceOptions(baseURL: "http://127.0.0.1:\(port)", apiKey: mock.apiKey)
            options.account = .password(user: mock.user, password: mock.password)
            options.globalKey = profile.takesGlobalKey ? MutantServer.globalKey : nil
            options.allowsWrites = true
            options.isAggressive = true
            options.timeout = timeout
            options.jobs = 8
            options.only = only
            return try await ConformanceRun(options).start()
        }
        return Dictionary(report.results.map { ($0.key, $0) }) { first, _ in first }
    }
}
