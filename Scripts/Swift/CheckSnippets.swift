// What Scripts/check-snippets does.
//
// A block may use what a reader has seen so far: the imports of earlier blocks of the same document, and the values of
// `contexts`. It is only compiled, never run.
import Foundation

/// The products, and the values that a reader of their documentation has.
let products = ["LangBot", "LangBotTesting", "LangBotMock", "LangBotMockClient", "LangBotConformance"]
let contexts = [
    "LangBot": [
        "client: LangBotClient", "configuration: inout ClientConfiguration", "url: URL", "file: URL", "id: Bot.ID",
        "bot: Bot.ID", "pipeline: Pipeline.ID", "base: KnowledgeBase.ID", "agent: Agent.ID", "user: String",
        "password: String", "chat: PipelineChat", "tickets: HTTPBot", "secret: HTTPBotSecret", "body: Data",
        "headers: [String: String]",
    ],
    "LangBotTesting": ["request: RecordedRequest"],
    "LangBotConformance": ["key: String"],
]

struct Complaint: Error, CustomStringConvertible {
    let description: String
}

/// A block of Swift, and the line of the document at which it starts.
struct Block {
    var line: Int
    var lines: [String] = []
}

/// Lines of a document in a form that makes the compiler report their original locations.
struct Passage {
    let path: String
    private(set) var text = ""
    private var last = 0

    init(path: String) { self.path = path }

    mutating func append(_ line: String, _ number: Int) {
        if number != last + 1 { text += "#sourceLocation(file: \"\(path)\", line: \(number))\n" }
        text += line + "\n"
        last = number
    }
}

struct Document {
    let path: String
    private(set) var blocks: [Block] = []

    init(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Complaint(description: "the file '\(path)' cannot be read")
        }
        self.path = path
        let isSource = path.hasSuffix(".swift")
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        var open: Block?
        for (index, line) in lines.enumerated() {
            guard let text = isSource ? Self.comment(line) : String(line) else {
                open = nil
                continue
            }
            if open == nil, text == "```swift" {
                open = Block(line: index + 2)
            } else if let block = open, text == "```" {
                blocks.append(block)
                open = nil
            } else {
                open?.lines.append(text)
            }
        }
        guard open == nil else { throw Complaint(description: "\(path): a block of code has no end") }
    }

    private static func comment(_ line: Substring) -> String? {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("///") else { return nil }
        let words = text.dropFirst(3)
        return String(words.hasPrefix(" ") ? words.dropFirst() : words)
    }

    /// The blocks as Swift files: top-level declarations stay at the top, everything else goes into a function.
    func sources() -> [String] {
        var imports = self.imports
        return blocks.enumerated().map { index, block in
            var top = Passage(path: path)
            var inner = Passage(path: path)
            var isLifted = false
            for (number, line) in zip(block.line..., block.lines) {
                if line.hasPrefix("import ") {
                    if !imports.contains(line) { imports.append(line) }
                } else if isLifted || Self.isTopLevel(line) {
                    top.append(line, number)
                    isLifted = isLifted ? !line.hasPrefix("}") : !line.hasSuffix("}")
                } else {
                    inner.append(line, number)
                }
            }
            let function = "func snippet\(index)(\(context)) async throws {\n\(inner.text)}\n"
            return imports.joined(separator: "\n") + "\n" + top.text + function
        }
    }

    /// The products that a document is about, according to its folders; always includes `LangBot`.
    private var modules: [String] {
        let folders = path.split(separator: "/").map(String.init)
        return products.filter { $0 == "LangBot" || folders.contains($0) }
    }

    /// The modules that a reader of the document has imported from the start.
    private var imports: [String] {
        let more = modules.contains("LangBotMockClient") ? ["LangBotMock"] : []
        return (["Foundation"] + modules + more).map { "import \($0)" }
    }

    private var context: String { modules.flatMap { contexts[$0] ?? [] }.joined(separator: ", ") }

    /// Whether a line starts a declaration that cannot be inside a function.
    private static func isTopLevel(_ line: String) -> Bool {
        let words = [
            "@Test", "@Suite", "@main", "@available", "extension ", "protocol ", "struct ", "final class ", "actor ",
        ]
        return words.contains { line.hasPrefix($0) }
    }
}

func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}

/// The documents that are checked by default.
func allDocuments() -> [String] {
    var paths = ["README.md", "Examples/README.md"]
    let pages = FileManager.default.enumerator(atPath: "Documentation")?.compactMap { $0 as? String } ?? []
    paths += pages.filter { $0.hasSuffix(".md") }.map { "Documentation/\($0)" }
    for root in ["Sources", "MockServer/LangBotMock", "Conformance/LangBotConformance"] {
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        paths += files.filter { $0.hasSuffix(".swift") || $0.contains(".docc/") && $0.hasSuffix(".md") }
            .map { "\(root)/\($0)" }
    }
    return paths.sorted()
}

func check() throws -> Bool {
    let named = Array(CommandLine.arguments.dropFirst())
    let documents = try (named.isEmpty ? allDocuments() : named).map(Document.init).filter { !$0.blocks.isEmpty }
    let count = documents.reduce(0) { $0 + $1.blocks.count }
    guard count > 0 else { throw Complaint(description: "there is no block of Swift in any document") }

    for product in products {
        guard try run("swift", ["build", "--quiet", "--product", product]) == 0 else { return false }
    }
    let built = try output("swift", ["build", "--show-bin-path"])

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("snippets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = [
        "-typecheck", "-swift-version", "6", "-parse-as-library", "-suppress-warnings", "-module-name", "Snippets",
        "-I", built + "/Modules", "-I", "Sources/CEpoll",
    ]
    var isFine = true
    for document in documents {
        // A document is a module: its types may have the names of another one's.
        let files = try document.sources().enumerated().map { index, source in
            let file = folder.appendingPathComponent("\(index).swift")
            try Data(source.utf8).write(to: file)
            return file.path
        }
        if try run("swiftc", options + files) != 0 { isFine = false }
    }
    if isFine { print("\(count) blocks of Swift in \(documents.count) documents compile") }
    return isFine
}

do {
    exit(try check() ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("check-snippets: \(error)\n".utf8))
    exit(2)
}
