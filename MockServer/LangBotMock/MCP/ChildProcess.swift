import Foundation
import HTTPCore

/// A program that the mock starts, whose input and output are one pair of sockets.
final class ChildProcess: Sendable {
    /// How long a program may take to end by itself.
    private static let patience = Duration.milliseconds(500)

    private let process: Process
    private let descriptor: Int32
    private let isOpen = Locked(true)

    /// Starts a program, which is searched for as a shell would.
    init(_ command: String, _ arguments: [String], _ environment: [String: String]) throws(MCPFailure) {
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        guard let program = Self.program(command, all["PATH"] ?? "") else { throw .noCommand(command) }
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Platform.streamType, 0, &pair) == 0 else { throw .ended }
        // Neither this end nor another child's may be inherited, or the program would not see the end of its input.
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let inner = FileHandle(fileDescriptor: pair[1], closeOnDealloc: false)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = all
        process.standardInput = inner
        process.standardOutput = inner
        process.standardError = FileHandle.nullDevice
        defer { close(pair[1]) }
        do {
            try process.run()
        } catch {
            close(pair[0])
            throw .noCommand(command)
        }
        self.process = process
        descriptor = pair[0]
    }

    deinit {
        kill()
        close(descriptor)
    }

    private static func program(_ command: String, _ path: String) -> String? {
        let candidates = command.contains("/") ? [command] : path.split(separator: ":").map { "\($0)/\(command)" }
        return candidates.first { path in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
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
        if process.isRunning { kill() }
        shutdown(descriptor, Int32(SHUT_RDWR))
        while process.isRunning { try? await Task.sleep(for: .milliseconds(5)) }
    }

    private func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
    }
}
