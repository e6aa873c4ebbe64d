import CommandLineSupport
import Foundation
import Testing

private let tool = CommandSpecification(
    "a-tool",
    "Does things.",
    examples: ["a-tool run --quiet  # says less"],
    subcommands: [
        CommandSpecification(
            "run",
            "Runs: [all] of 'it'.",
            options: [
                .value("file", "FILE", "What to read."),
                .value("to", "DIR", "Where.", environment: "TOOL_TO"),
                .value("level", "LEVEL", "How much; 'must' [default].", isRepeatable: true, allowed: ["must", "may"]),
                .flag("quiet", "Say less."),
            ]
        ),
        CommandSpecification("show", "Shows.", options: [.flag("all", "Show all.")], arguments: ["REPORT"]),
    ] + CommandSpecification.common,
    defaultSubcommand: "run"
)

/// Scripts that shells read, and the manual.
@Suite(.serialized) struct CompletionTests {
    /// What bash offers for the last word.
    private func offers(_ words: String..., in directory: URL? = nil) throws -> Set<String> {
        let line = (["a-tool"] + words).map { "'\($0)'" }.joined(separator: " ")
        let script = """
            \(tool.completions(for: .bash))
            compopt() { :; }
            COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); _a_tool
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--norc", "-u", "-c", script]
        process.currentDirectoryURL = directory
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Set(text.split(separator: "\n").map(String.init))
    }

    @Test func bashOffersCommandsOptionsAndValues() throws {
        #expect(try offers("") == ["run", "show", "completions", "manual"])
        #expect(try offers("s") == ["show"])
        #expect(try offers("--") == ["--file", "--to", "--level", "--quiet", "--help"])
        #expect(try offers("--q") == ["--quiet"])
        #expect(try offers("show", "--") == ["--all", "--help"])
        #expect(try offers("--level", "") == ["must", "may"])
        #expect(try offers("run", "--level", "ma") == ["may"])
        #expect(try offers("completions", "") == ["bash", "zsh", "fish"])
        #expect(try offers("manual", "") == [])
    }

    @Test func bashOffersFilesWhereOneIsTaken() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("reports"),
            withIntermediateDirectories: true
        )
        try Data().write(to: directory.appendingPathComponent("run.json"))
        #expect(try offers("--file", "r", in: directory) == ["run.json", "reports"])
        #expect(try offers("--to", "r", in: directory) == ["reports"])
        #expect(try offers("show", "r", in: directory) == ["run.json", "reports"])
        try Data().write(to: directory.appendingPathComponent("a report*.json"))
        #expect(try offers("show", "a", in: directory) == ["a report*.json"])
    }

    /// Texts with quotation marks and brackets break no script.
    @Test(arguments: Shell.allCases) func everyShellReadsItsScript(_ shell: Shell) throws {
        let places = ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell.rawValue)" }
        let script = tool.completions(for: shell)
        for command in tool.subcommands { #expect(script.contains(command.name)) }
        for option in tool.subcommands.flatMap(\.options) { #expect(script.contains(option.name)) }
        guard let place = places.first(where: FileManager.default.isExecutableFile) else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: place)
        process.arguments = ["-n", "/dev/stdin"]
        let input = Pipe()
        process.standardInput = input
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func theManualNamesEverything() {
        let manual = tool.manual(version: "1.0")
        #expect(manual.hasPrefix(".TH A-TOOL 1 \"\" \"a-tool 1.0\"\n.SH NAME\na\\-tool \\- Does things.\n"))
        for option in tool.subcommands.flatMap(\.options) {
            #expect(manual.contains("\\fB\\-\\-\(option.name)\\fR"), "\(option.name)")
        }
        #expect(manual.contains(".B TOOL_TO\n"))
        #expect(manual.contains("a\\-tool run \\-\\-quiet  # says less"))
        // A line that begins with a dot is a request to roff.
        let requests = manual.split(separator: "\n").filter { $0.hasPrefix(".") }.map { $0.prefix { $0 != " " } }
        #expect(Set(requests).isSubset(of: [".TH", ".SH", ".SS", ".TP", ".B", ".nf", ".fi"]))
    }
}
