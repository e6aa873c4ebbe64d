import CommandLineSupport
import Foundation
import HTTPCore
import JSONCore
import LangBotConformance
import LangBotConformanceSelfTest
import LangBotMock

/// Tests whether the suite finds broken servers.
struct SelfTestCommand: Sendable {
    let parsed: ParsedCommand

    static let specification = CommandSpecification(
        "self-test",
        "Run the suite against mutants, each the mock with one behaviour broken. Exits with 1 if a mutant survives, or if "
            + "a check finds no mutant.",
        examples: ["langbot-conformance self-test --profile 4.11 --quiet"],
        options: [
            .value(
                "profile",
                "NAME",
                "The profile of the mock to break, or all; default: documented.",
                allowed: ["all"] + MockProfile.names
            ),
            .flag(
                "thorough",
                "Run every check against every mutant, not just the checks that should find it."
            ),
            .value("json", "FILE", "Write the complete kill matrices as JSON."),
            .flag("quiet", "Only print the totals and what went wrong."),
        ]
    )

    /// - Returns: the exit status.
    func run() async -> ExitCode {
        do {
            var matrices: [KillMatrix] = []
            for profile in profiles {
                let progress = MutantProgress(profile)
                let matrix = try await SelfTest(profile, isThorough: parsed.flag("thorough")).run { _ in
                    progress.advance()
                }
                progress.clear()
                try StandardStream.output.write(parsed.flag("quiet") ? wrong(matrix) : matrix.text)
                matrices.append(matrix)
            }
            if let path = parsed.value("json") {
                let json = JSONValue.array(matrices.map(\.json)).description + "\n"
                try Data(json.utf8).write(to: URL(filePath: path))
            }
            return try judge(matrices)
        } catch {
            try? StandardStream.error.write("langbot-conformance: \(error)\n")
            return .internal
        }
    }

    private var profiles: [MockProfile] {
        switch parsed.value("profile") {
        case nil: [.documented]
        case "all"?: MockProfile.all
        case let name?: [MockProfile(name)].compactMap(\.self)
        }
    }

    private func wrong(_ matrix: KillMatrix) -> String {
        (matrix.survivors + matrix.misjudged).map(\.text).joined() + matrix.summary
    }

    private func judge(_ matrices: [KillMatrix]) throws -> ExitCode {
        let isWhole = matrices.count == MockProfile.all.count
        let checks = isWhole ? Set(Suite.checks.map(\.id)) : matrices.reduce(into: []) { $0.formUnion($1.applicable) }
        let idle = Harmless.idle(checks, in: matrices)
        let misjudged = Harmless.misjudged(in: matrices)
        for check in idle { try StandardStream.output.write("IDLE        \(check) found no mutant\n") }
        for check in misjudged {
            try StandardStream.output.write(
                "MISJUDGED   \(check) is listed as finding no mutant, but found one\n"
            )
        }
        return matrices.allSatisfy(\.isClean) && idle.isEmpty && misjudged.isEmpty ? .conforms : .deviates
    }
}

/// The number of mutants done, on standard error if that is a terminal.
private struct MutantProgress: Sendable {
    private let profile: MockProfile
    private let done = Locked(0)

    init(_ profile: MockProfile) {
        self.profile = profile
    }

    func advance() {
        let count = done.withLock { done in
            done += 1
            return done
        }
        show("\(profile): \(count)/\(Mutant.all.count) mutants")
    }

    func clear() { show("") }

    private func show(_ text: String) {
        guard StandardStream.error.isTerminal else { return }
        try? StandardStream.error.write("\r\u{1B}[K" + text)
    }
}
