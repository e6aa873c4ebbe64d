import CommandLineSupport
import Foundation
import Testing

@Suite struct ChildProcessTests {
    @Test(arguments: [("exit 0", 0), ("exit 3", 3), ("kill -9 $$", 137), ("kill -TERM $$", 143)])
    func saysHowItEnded(line: String, status: Int32) async throws {
        let process = try ChildProcess("sh", ["-c", line])
        #expect(await process.status() == status)
        #expect(process.waitUntilExit() == status && !process.isRunning)
        process.send(SIGKILL)
        #expect(await process.status() == status)
    }

    @Test(arguments: ["/no/such/program", "no-such-program-as-this", ""])
    func whatIsNotThereCannotBeStarted(program: String) {
        #expect(throws: ChildProcess.Failure.self) { try ChildProcess(program, []) }
    }

    @Test func itHasItsArgumentsItsVariablesAndItsFilesAndNoOthers() async throws {
        let (output, error, other) = (Pipe(), Pipe(), Pipe())
        let line = "echo \"$1 $NAME\"; echo wrong >&2; ls /proc/self/fd 2>/dev/null | wc -l"
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let process = try ChildProcess(
            "sh",
            ["-c", line, "sh", "a b"],
            environment: ["PATH": path, "NAME": "é"],
            output: output.fileHandleForWriting.fileDescriptor,
            error: error.fileHandleForWriting.fileDescriptor
        )
        for pipe in [output, error] { try pipe.fileHandleForWriting.close() }
        let lines = try read(output).split(separator: "\n")
        #expect(lines.first == "a b é")
        #expect(try read(error) == "wrong\n")
        #expect(await process.status() == 0)
        try other.fileHandleForWriting.close()
        // The three of every program, and the folder that is read.
        #if os(Linux)
        #expect(lines.last.map { $0.trimmingPrefix { $0 == " " } } == "4")
        #endif
    }

    @Test func aSignalEndsIt() async throws {
        let process = try ChildProcess("sh", ["-c", "exec sleep 600"])
        #expect(process.isRunning)
        process.send(SIGTERM)
        #expect(await process.status() == 143)
    }

    /// Foundation's own way ends the program that has as many files open.
    @Test func startsBesideThousandsOfOpenFiles() async throws {
        let files = (0..<2000).compactMap { _ in FileHandle(forReadingAtPath: "/dev/null") }
        #expect(files.count == 2000)
        for _ in 0..<20 { #expect(await (try ChildProcess("true", [])).status() == 0) }
    }

    private func read(_ pipe: Pipe) throws -> String {
        String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
}
