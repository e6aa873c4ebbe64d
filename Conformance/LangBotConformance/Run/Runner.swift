import Foundation
import HTTPCore
import LangBotContract

/// Runs the checks of a suite and reports their results.
package struct Runner: Sendable {
    /// The options of a run.
    package struct Options: Sendable {
        package var allowsWrites = false
        package var failOn = Level.must
        package var jobs = 4
        package var filter = Filter()
        package var contract = ContractChoice.documented
        package var isAggressive = false
        package var recordsConforming = true
        package var seed: Int?
        package var baseline: Baseline?

        package init() {}
    }

    private let session: Session
    private let options: Options
    private let available: Set<Need>

    package init(_ session: Session, _ options: Options) {
        self.session = session
        self.options = options
        var available: Set<Need> = []
        if session.credentials.userToken != nil { available.insert(.userToken) }
        if session.credentials.globalKey != nil { available.insert(.globalKey) }
        if options.allowsWrites { available.insert(.writes) }
        if session.connector.sendsExactBytes { available.insert(.rawSocket) }
        if session.target.isLoopback { available.insert(.loopback) }
        if session.target.isLoopback, options.isAggressive { available.insert(.aggressive) }
        self.available = available
    }

    /// Runs the checks and reports every step as it happens; results come in suite order.
    ///
    /// If its task is cancelled, the run starts no further check, cleans up and is marked as interrupted.
    ///
    /// - Throws: ``Canary/Failure`` if there is no server to test.
    package func run(
        _ checks: [Check],
        report: @Sendable (RunEvent) -> Void
    ) async throws(Canary.Failure) -> ConformanceReport {
        try await Canary.check(session)
        let contract = await ResolvedContract(options.contract, session)
        await session.survey()
        let clock = ContinuousClock()
        let start = clock.now
        let existing = checks.flatMap(\.executions)
        let executions = options.filter.select(existing)
        let information = information(executions, contract)
        report(.started(information))
        var results: [CheckResult] = []
        for phase in [Check.Phase.main, .closing] {
            let part = executions.filter { $0.check.phase == phase }
            await run(part, contract, clock) { event in
                if case .finished(let result) = event { results.append(result) }
                report(event)
            }
        }
        let isInterrupted = results.count < executions.count
        let leftovers = await Task { [session, available] in await Self.cleanUp(session.patientAnew(), available) }
            .value
        let stale = options.baseline?.stale(results, existing: Set(existing.map(\.key))) ?? []
        let summary = RunSummary(
            totals: Totals(results),
            leftovers: leftovers,
            staleBaselineEntries: stale,
            duration: clock.now - start,
            isInterrupted: isInterrupted,
            exitCode: exitCode(results, leftovers, stale, isInterrupted),
            limitedAnswers: session.patience.limitedAnswers
        )
        report(.ended(summary))
        return ConformanceReport(information: information, results: results, summary: summary)
    }

    /// - Returns: what could not be removed, one description each.
    private static func cleanUp(_ session: Session, _ available: Set<Need>) async -> [String] {
        let leftovers = await session.ledger.cleanUp(session)
        guard available.contains(.writes) else { return leftovers }
        // What was created without an answer, or twice, is known by its name alone.
        let outcome = await Cleanup(session, runID: session.ledger.runID).start(isDry: false)
        let names = leftovers.map { $0.prefix { $0 != " " } }
        return leftovers + outcome.failures.filter { failure in !names.contains { failure.hasPrefix($0) } }
    }

    private func information(_ executions: [Execution], _ contract: ResolvedContract) -> RunInformation {
        RunInformation(
            runID: session.ledger.runID,
            startedAt: Date().formatted(.iso8601),
            baseURL: session.target.url,
            contract: contract.name,
            edition: contract.edition.rawValue,
            identification: contract.reason,
            allowsWrites: options.allowsWrites,
            only: options.filter.only,
            skip: options.filter.skip,
            checks: Set(executions.map(\.check.id)).count,
            executions: executions.count,
            failOn: options.failOn,
            seed: options.seed,
            verifiesServer: session.target.connection.verifiesServer
        )
    }

    private func exitCode(
        _ results: [CheckResult],
        _ leftovers: [String],
        _ stale: [String],
        _ isInterrupted: Bool
    ) -> ExitCode {
        if isInterrupted { return .interrupted }
        if results.contains(where: { $0.verdict == .error }) { return .unreachable }
        // Untested checks are not successes, so a run of nothing else is not one either.
        let isNothing = results.allSatisfy { [.untestable, .notApplicable].contains($0.verdict) }
        if !results.isEmpty, isNothing { return .usage }
        let gate = max(options.failOn, .harden)
        let fails = results.contains { $0.verdict == .deviates && $0.level >= gate }
        if fails || !leftovers.isEmpty { return .deviates }
        return stale.isEmpty ? .conforms : .staleBaseline
    }

    /// Runs several executions at once, reports each start, and delivers the results in order.
    ///
    /// Checks that write run alone: releases on SQLite answer 500 if two requests write at once, and answers must not
    /// depend on the number of jobs.
    private func run(
        _ executions: [Execution],
        _ contract: ResolvedContract,
        _ clock: ContinuousClock,
        report: (RunEvent) -> Void
    ) async {
        await withTaskGroup(of: (Int, CheckResult).self) { group in
            var next = 0
            var running: Set<Int> = []
            var waiting: [Int: CheckResult] = [:]
            var delivered = 0
            func runsAlone(_ index: Int) -> Bool { executions[index].check.runsAlone }
            func start() {
                while next < executions.count, running.count < max(1, options.jobs), !Task.isCancelled {
                    if !running.isEmpty, runsAlone(next) || running.contains(where: runsAlone) { return }
                    let (index, execution) = (next, executions[next])
                    next += 1
                    running.insert(index)
                    report(.began(execution.key))
                    group.addTask { (index, await execute(execution, index, contract, clock)) }
                }
            }
            start()
            for await (index, result) in group {
                running.remove(index)
                if Task.isCancelled { continue }
                waiting[index] = result
                while let result = waiting.removeValue(forKey: delivered) {
                    delivered += 1
                    report(.finished(result))
                }
                start()
            }
        }
    }

    private func execute(
        _ execution: Execution,
        _ index: Int,
        _ contract: ResolvedContract,
        _ clock: ContinuousClock
    ) async -> CheckResult {
        let context = CheckContext(
            session: session,
            execution: execution,
            edition: contract.edition,
            number: index,
            width: execution.check.runsAlone ? max(1, options.jobs) : 1
        )
        let start = clock.now
        let outcome: Result<Finding, Interruption>
        if let need = Need.allCases.first(where: { execution.check.needs.subtracting(available).contains($0) }) {
            outcome = .failure(need.missing(in: contract.edition))
        } else if execution.check.needs.contains(.writes), session.isWithoutCodes.withLock({ $0 }) {
            outcome = .failure(.untestable("the answers have no code, so what is made could not be removed"))
        } else {
            do throws(Interruption) {
                let finding = try await execution.check.body(context)
                if finding.conforms { try await session.requireLife() }
                outcome = .success(finding)
            } catch {
                outcome = .failure(error)
            }
        }
        let repetition = Repetition(execution, context, available, contract)
        var builder = ResultBuilder(execution, repetition, session.redactor, contract)
        builder.recordsConforming = options.recordsConforming
        let result = builder.result(outcome, clock.now - start)
        return options.baseline?.accepts(result) == true ? result.with(.accepted) : result
    }
}
