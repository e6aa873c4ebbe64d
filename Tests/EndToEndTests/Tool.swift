import CommandLineSupport
import Foundation
import HTTPCore

/// A command of this package, run as its users run it.
final class Tool: Sendable {
    struct Result: Sendable {
        let status: Int32
        let output: String
        let error: String
    }

    private let process: ChildProcess
    private let output: Reading
    private let error: Reading

    /// Starts a command of this package.
    ///
    /// - Parameter environment: what it sees besides the search path and options of sanitizers; nothing of the
    ///   caller's LangBot gets in.
    convenience init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        try self.init(path: Self.directory.appendingPathComponent(name).path, arguments, environment: environment)
    }

    /// Starts a command of this package under limits that a line of the shell's sets.
    convenience init(under limits: String, _ name: String, _ arguments: [String]) throws {
        let path = Self.directory.appendingPathComponent(name).path
        try self.init(
            path: "/bin/sh",
            ["-c", "\(limits); exec \"$0\" \"$@\"", path] + arguments,
            environment: [:]
        )
    }

    private init(path: String, _ arguments: [String], environment: [String: String]) throws {
        let variables = Self.inherited.merging(environment) { $1 }
        let (output, error) = (Pipe(), Pipe())
        process = try ChildProcess(
            path,
            arguments,
            environment: variables,
            output: output.fileHandleForWriting.fileDescriptor,
            error: error.fileHandleForWriting.fileDescriptor
        )
        for pipe in [output, error] { try pipe.fileHandleForWriting.close() }
        self.output = Reading(output.fileHandleForReading)
        self.error = Reading(error.fileHandleForReading)
    }

    /// The search path, and what `Scripts/sanitize` tells a sanitizer.
    private static let inherited: [String: String] = {
        let names: Set = ["PATH", "TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS", "TEST_TMPDIR"]
        let variables = ProcessInfo.processInfo.environment.filter { names.contains($0.key) }
        return variables.merging(["PATH": ""]) { found, _ in found }
    }()

    /// Runs a line of the shell's.
    static func shell(_ line: String, environment: [String: String] = [:]) async throws -> Result {
        try await Tool(path: "/bin/sh", ["-c", line], environment: environment).result()
    }

    /// Runs a command to its end.
    static func run(_ name: String, _ arguments: String..., environment: [String: String] = [:]) async throws -> Result
    {
        try await Tool(name, arguments, environment: environment).result()
    }

    /// Waits for the end of the command.
    func result() async -> Result {
        let status = await process.status()
        return Result(status: status, output: await output.all(), error: await error.all())
    }

    /// The first line that the command prints.
    func firstLine() async -> String {
        await output.line()
    }

    func send(_ signal: Int32) {
        process.send(signal)
    }

    /// Where the package's products are: beside the bundle of its tests.
    static let directory: URL = {
        #if os(macOS)
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        return bundle.bundleURL.deletingLastPathComponent()
        #else
        return Bundle.main.bundleURL
        #endif
    }()
}

/// What comes out of a pipe, read as it comes so that the writer never waits.
private final class Reading: Sendable {
    private let lines: AsyncStream<String>
    private let read = Locked<[String]>([])

    init(_ handle: FileHandle) {
        let (lines, continuation) = AsyncStream<String>.makeStream()
        self.lines = lines
        Thread.detachNewThread {
            var rest = Data()
            while true {
                let data = handle.availableData
                if data.isEmpty { break }
                rest.append(data)
                while let end = rest.firstIndex(of: 0x0A) {
                    continuation.yield(String(decoding: rest[rest.startIndex...end], as: UTF8.self))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            if !rest.isEmpty { continuation.yield(String(decoding: rest, as: UTF8.self)) }
            continuation.finish()
        }
    }

    func line() async -> String {
        var iterator = lines.makeAsyncIterator()
        guard let line = await iterator.next() else { return "" }
        read.withLock { $0.append(line) }
        return line
    }

    func all() async -> String {
        for await line in lines { read.withLock { $0.append(line) } }
        return read.withLock { $0.joined() }
    }
}
