package import Foundation

/// A program that this one has started.
///
/// Foundation's `Process` looks for the highest open file by reading past the end of a directory entry; on Linux that
/// ends a program that has some 1,350 files open, as a server with as many connections has. So this asks the system
/// itself.
package final class ChildProcess: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        /// The value of `errno`.
        package let code: Int32

        package var description: String { String(cString: strerror(code)) }
    }

    package let identifier: pid_t
    private let ending: Ending

    /// Starts a program, which inherits no files but these.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is searched for as a shell would.
    ///   - environment: All of its variables.
    ///   - input, output, error: Open files; `/dev/null` where there is none.
    package init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment,
        input: Int32? = nil,
        output: Int32? = nil,
        error: Int32? = nil
    ) throws(Failure) {
        guard let path = Self.path(program, environment["PATH"] ?? "") else { throw Failure(code: ENOENT) }
        let words = [program] + arguments
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let identifier = try Self.spawn(path, words, variables, [input, output, error])
        self.identifier = identifier
        let ending = Ending()
        self.ending = ending
        Thread.detachNewThread { ending.reap(identifier) }
    }

    package var isRunning: Bool { ending.status == nil }

    /// Waits for the end: the exit status, or 128 and the signal that ended it.
    package func status() async -> Int32 {
        await withCheckedContinuation { continuation in ending.whenKnown { continuation.resume(returning: $0) } }
    }

    /// Waits for the end, holding up the calling thread: the exit status, or 128 and the signal that ended it.
    package func waitUntilExit() -> Int32 { ending.wait() }

    /// Sends a signal, unless the program has ended.
    package func send(_ signal: Int32) { ending.ifRunning { kill(identifier, signal) } }

    private static func path(_ program: String, _ search: String) -> String? {
        if program.contains("/") { return program }
        return search.split(separator: ":").lazy.map { "\($0)/\(program)" }.first { path in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
    }

    private static func spawn(
        _ path: String,
        _ words: [String],
        _ variables: [String],
        _ descriptors: [Int32?]
    ) throws(Failure) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, descriptor) in zip(Int32(0)..., descriptors) {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            } else {
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
        }
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        #if canImport(Darwin)
        flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
        // Not every C library has it; without it, the program inherits what others forgot to close.
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        if let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") {
            _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, Int32(descriptors.count))
        }
        #endif
        // What this program ignores, or this thread holds back, is to reach the other.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var argv = words.map { strdup($0) } + [nil]
        var envp = variables.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, path, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw Failure(code: code) }
        return identifier
    }
}

extension ChildProcess {
    /// How a process ended, once it has.
    private final class Ending: @unchecked Sendable {
        // Unchecked because the compiler cannot see that every access to the variables holds `lock`.
        private let lock = NSCondition()
        private var known: Int32?
        private var waiting: [@Sendable (Int32) -> Void] = []

        var status: Int32? { lock.withLock { known } }

        /// Waits for the process; the only place that does, so that its number stays its own until then.
        func reap(_ identifier: pid_t) {
            var information = siginfo_t()
            while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
            lock.lock()
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
            let signal = status & 0x7F
            let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            known = code
            lock.broadcast()
            let waiting = waiting
            lock.unlock()
            for resume in waiting { resume(code) }
        }

        func whenKnown(_ body: @escaping @Sendable (Int32) -> Void) {
            let status = lock.withLock {
                if known == nil { waiting.append(body) }
                return known
            }
            if let status { body(status) }
        }

        func wait() -> Int32 {
            lock.lock()
            defer { lock.unlock() }
            while true {
                if let known { return known }
                lock.wait()
            }
        }

        func ifRunning(_ body: () -> Void) {
            lock.withLock { if known == nil { body() } }
        }
    }
}
