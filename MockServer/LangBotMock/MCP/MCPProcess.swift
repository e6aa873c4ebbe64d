import CommandLineSupport
import Foundation
import HTTPCore

/// A program that the mock starts, whose input and output are one pair of sockets.
final class MCPProcess: Sendable {
    /// How long a program may take to end by itself.
    private static let patience = Duration.milliseconds(500)

    private let process: ChildProcess
    private let descriptor: Int32
    private let isOpen = Locked(true)

    /// Starts a program, which is searched for as a shell would.
    init(_ command: String, _ arguments: [String], _ environment: [String: String]) throws(MCPFailure) {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Platform.streamType, 0, &pair) == 0 else { throw .ended }
        // Neither this end nor another child's may be inherited, or the program would not see the end of its input.
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(pair[1]) }
        do {
            let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process = try ChildProcess(command, arguments, environment: all, input: pair[1], output: pair[1])
        } catch {
            close(pair[0])
            throw .noCommand(command)
        }
        descriptor = pair[0]
    }

    deinit {
        process.send(SIGKILL)
        close(descriptor)
    }

    /// Waits for bytes of its output; nil at the end.
    func receive() -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, initialized in
            repeat { count = recv(descriptor, buffer.baseAddress, buffer.count, 0) } while count < 0 && errno == EINTR
            initialized = max(0, count)
        }
        return count > 0 ? bytes : nil
    }

    /// Writes to its input; false if it has ended.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.send(
                    descriptor,
                    buffer.baseAddress.map { $0 + start },
                    buffer.count - start,
                    Platform.sendFlags
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    /// Ends its input, and ends the program if it does not do so itself; it has ended when this returns.
    func end() async {
        guard
            isOpen.withLock({ isOpen in
                defer { isOpen = false }
                return isOpen
            })
        else { return }
        shutdown(descriptor, Int32(SHUT_WR))
        let deadline = ContinuousClock.now + Self.patience
        while process.isRunning, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
        process.send(SIGKILL)
        shutdown(descriptor, Int32(SHUT_RDWR))
        _ = await process.status()
    }
}
