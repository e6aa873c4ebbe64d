import Foundation
import HTTPCore
import JSONCore

/// The transport "stdio": a child process, with a message on each line.
///
/// Its input and output are one pair of sockets, not pipes: writing to a process that has ended must raise no signal.
final class MCPOverProcess: MCPTransport {
    /// The most bytes that a line may have.
    private static let lineLimit = 16 * 1024 * 1024
    private static let queue = DispatchQueue(label: "mcp-process", attributes: .concurrent)

    private let process: MCPProcess
    private let inbox: MCPInbox

    /// Starts the process.
    init(
        _ command: String,
        _ arguments: [String],
        _ environment: [String: String],
        _ inbox: MCPInbox
    ) throws(MCPFailure) {
        process = try MCPProcess(command, arguments, environment)
        self.inbox = inbox
        let thread = Thread { [process, inbox] in
            Self.read(process, inbox)
            inbox.end()
        }
        thread.start()
    }

    private static func read(_ process: MCPProcess, _ inbox: MCPInbox) {
        var line: [UInt8] = []
        while let bytes = process.receive() {
            for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                if part.offset > 0 {
                    // What is not JSON is not a message; programs print to their output by mistake.
                    if let message = try? JSONValue(parsing: line), let reply = inbox.receive(message) {
                        process.send(reply.serialized() + [0x0A])
                    }
                    line = []
                }
                line += part.element
                guard line.count <= lineLimit else { return }
            }
        }
    }

    func send(_ message: JSONValue) async throws(MCPFailure) {
        let bytes = message.serialized() + [0x0A]
        let isSent = await withCheckedContinuation { continuation in
            Self.queue.async { [process] in continuation.resume(returning: process.send(bytes)) }
        }
        guard isSent else { throw .ended }
    }

    func agree(on version: String) {}

    func close() async {
        inbox.end()
        await process.end()
    }
}
