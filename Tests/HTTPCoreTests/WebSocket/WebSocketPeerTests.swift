import CommandLineSupport
import Foundation
import HTTPCore
import Testing

/// The websockets of another implementation, the `websockets` package of Python.
///
/// `LANGBOT_PYTHON` names a Python that has it, if `python3` does not.
@Suite(.serialized, .enabled(if: PythonPeer.exists, "this Python has no websockets package"))
struct WebSocketPeerTests {
    @Test func theirClientTalksToOurServer() async throws {
        try await withServer(WebSocketServerTests.handler()) { server in
            let peer = try PythonPeer(["client", "ws://127.0.0.1:\(server.port)/"])
            let output = await peer.finish()
            #expect(output == "ok\n")
        }
    }

    @Test func ourClientTalksToTheirServer() async throws {
        let peer = try PythonPeer(["server"])
        let port = try #require(await peer.line().flatMap { Int($0) })
        let client = try await WebSocketClient.open(host: "127.0.0.1", port: port, target: "/", timeout: patience)
        for text in ["hello", "", "é🙂", String(repeating: "x", count: 70_000)] {
            try await client.send(text, timeout: patience)
            #expect(try await client.receive(timeout: patience) == .text(text))
        }
        let bytes = [UInt8](repeating: 200, count: 100_000)
        try await client.send(WebSocketFrame(.binary, bytes), timeout: patience)
        #expect(try await client.receive(timeout: patience) == .binary(bytes))
        try await client.send("parts", timeout: patience)
        #expect(try await client.receive(timeout: patience) == .text("parts"))
        try await client.send("ping", timeout: patience)
        #expect(try await client.receive(timeout: patience) == .ping(Array("p".utf8)))
        #expect(try await client.receive(timeout: patience) == .text("ping"))
        try await client.send("end", timeout: patience)
        let close = WebSocketClose(code: 4000, reason: "as you wish")
        #expect(try await client.receive(timeout: patience) == .close(close))
        try await client.send(close.frame, timeout: patience)
        #expect(try await client.receive(timeout: patience) == nil)
        _ = await peer.finish()
    }
}

/// The Python program of the fixtures, while it runs.
final class PythonPeer: Sendable {
    private static let python = ProcessInfo.processInfo.environment["LANGBOT_PYTHON"] ?? "python3"
    static let exists = (try? ChildProcess(python, ["-c", "import websockets.sync.client"]))?.waitUntilExit() == 0

    private let process: ChildProcess
    private let input = Pipe()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/websocket_peer", withExtension: "py"))
        process = try ChildProcess(
            Self.python,
            [url.path] + arguments,
            input: input.fileHandleForReading.fileDescriptor,
            output: output.fileHandleForWriting.fileDescriptor
        )
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
    }

    /// The first line that it prints.
    func line() async -> String? {
        await onThread { [output] in
            var line: [UInt8] = []
            while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
                line.append(byte)
            }
            return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
        }
    }

    /// Ends its input, and returns the rest of what it prints.
    func finish() async -> String {
        await onThread { [input, output, process] in
            try? input.fileHandleForWriting.close()
            let data = try? output.fileHandleForReading.readToEnd()
            _ = process.waitUntilExit()
            return String(decoding: data ?? Data(), as: UTF8.self)
        }
    }

    private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: body()) }
        }
    }
}
