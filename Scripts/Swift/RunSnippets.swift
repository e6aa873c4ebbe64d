// What Scripts/run-snippets does: it makes a function of each block, and one program of these functions and
// Tests/Snippets/SnippetHost.swift, which has the values that a reader of a block has.
import Foundation

/// Blocks of which nothing can be run, by what is in them.
let unrunnable = [
    ("@Test", "a test, which needs no server"), ("withStubbedClient", "a test, which needs no server"),
    ("@available", "a type for SwiftUI"), ("example.events", "an operation that no LangBot has"),
    ("file.special", "an operation that no LangBot has"), ("/run/secrets/langbot", "a file of a deployment"),
    ("/etc/langbot/ca.pem", "a file of a deployment"),
    (".unknownFields(.send)", "what a release may refuse, sent on purpose"),
]
/// What is refused with words alone below a minor release of LangBot 4, by what is in a block.
let milestones = [("httpBot", 10), ("tickets", 10)]
/// Blocks that wait for what comes next, by what is in them.
let endless = ["followLogs", "in chat {"]
/// The values that a block may speak of.
let values = [
    "client": "LangBotClient", "url": "URL", "file": "URL", "id": "Bot.ID", "bot": "Bot.ID", "pipeline": "Pipeline.ID",
    "base": "KnowledgeBase.ID", "agent": "Agent.ID", "user": "String", "password": "String", "chat": "PipelineChat",
    "tickets": "HTTPBot", "secret": "HTTPBotSecret", "body": "Data", "headers": "[String: String]",
]
/// The modules whose objects the program is linked with.
let modules = [
    "LangBot", "LangBotTesting", "LangBotMock", "LangBotContract", "HTTPCore", "JSONCore", "Redaction", "Digests",
    "CommandLineSupport",
]

struct Complaint: Error, CustomStringConvertible {
    let description: String
}

/// A block of Swift, and where it starts.
struct Block {
    let path: String
    let line: Int
    var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    /// The block as a function with those values that it speaks of and does not make itself.
    func source(_ number: Int) throws -> String {
        let used = try values.keys.sorted().filter(speaks)
        let parameters = used.map { "\($0): \(values[$0] ?? "")" }.joined(separator: ", ")
        let arguments = used.map { "\($0): try await reader.\($0)()" }.joined(separator: ", ")
        let address = #"ProcessInfo.processInfo.environment["SNIPPETS_ADDRESS"] ?? """#
        let body = lines.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
            .replacingOccurrences(of: "\"http://127.0.0.1:5300\"", with: address)
        return """
            func block\(number)(\(parameters)) async throws {
            #sourceLocation(file: "\(path)", line: \(line))
            \(body)
            #sourceLocation()
            }
            func run\(number)(_ reader: Reader) async throws { try await block\(number)(\(arguments)) }

            """
    }

    /// Whether the block speaks of a value before it makes one of that name.
    private func speaks(of name: String) throws -> Bool {
        let pattern = try Regex("(let |var |\\.)?\\b\(name)\\b(?!:)").wordBoundaryKind(.simple)
        let uses = text.matches(of: pattern).map { $0[1].substring ?? "" }
        return uses.first { $0 != "." } == ""
    }

    func row(_ number: Int) -> String {
        let isEndless = endless.contains { text.contains($0) }
        let since = milestones.first { text.contains($0.0) }?.1 ?? 0
        return "    Snippet(place: \"\(path):\(line)\", since: \(since), isEndless: \(isEndless), run: run\(number)),\n"
    }
}

func blocks(of path: String) throws -> [Block] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw Complaint(description: "the file '\(path)' cannot be read")
    }
    var blocks: [Block] = []
    var open: Block?
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) {
        if open == nil, line == "```swift" {
            open = Block(path: path, line: number + 1)
        } else if let block = open, line == "```" {
            blocks.append(block)
            open = nil
        } else {
            open?.lines.append(String(line))
        }
    }
    return blocks
}

func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

func objects(of module: String) throws -> [String] {
    let folder = ".build/debug/\(module).build"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    guard files.contains(where: { $0.hasSuffix(".o") }) else {
        throw Complaint(description: "there is no debug build of \(module); run swift build")
    }
    return files.filter { $0.hasSuffix(".o") }.map { "\(folder)/\($0)" }
}

func runAll() throws -> Int32 {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.isEmpty || arguments.count == 2 && arguments[0] == "--server" else {
        throw Complaint(description: "usage: Scripts/run-snippets [--server FILE]")
    }
    let catalogue = "Sources/LangBot/LangBot.docc"
    let articles = try FileManager.default.contentsOfDirectory(atPath: catalogue).sorted().map { "\(catalogue)/\($0)" }
    let all = try (["README.md"] + articles.filter { $0.hasSuffix(".md") }).flatMap(blocks)
    let runnable = all.filter { block in !unrunnable.contains { block.text.contains($0.0) } }
    for block in all {
        guard let reason = unrunnable.first(where: { block.text.contains($0.0) })?.1 else { continue }
        print("not run: \(block.path):\(block.line), \(reason)")
    }
    let sources = try runnable.enumerated().map { try $1.source($0) }
    let rows = runnable.enumerated().map { $1.row($0) }
    let imports = ["Foundation", "LangBot", "LangBotMock", "LangBotTesting"].map { "import \($0)\n" }.joined()
    let table = "let snippets: [Snippet] = [\n\(rows.joined())]\n"

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("snippets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("Snippets.swift").path
    try Data((imports + sources.joined() + table).utf8).write(to: URL(fileURLWithPath: file))
    let program = folder.appendingPathComponent("snippets").path
    let options = [
        "-swift-version", "6", "-parse-as-library", "-suppress-warnings", "-module-name", "Snippets", "-o", program,
        "-I", ".build/debug/Modules", "-I", "Sources/CEpoll", "Tests/Snippets/SnippetHost.swift", file,
    ]
    guard try run("swiftc", options + modules.flatMap(objects)) == 0 else { return 1 }
    return try run(program, Array(arguments.dropFirst()))
}

do {
    exit(try runAll())
} catch {
    FileHandle.standardError.write(Data("run-snippets: \(error)\n".utf8))
    exit(2)
}
