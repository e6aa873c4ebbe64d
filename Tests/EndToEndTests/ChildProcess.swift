import Foundation

/// A process that this one has started.
///
/// Foundation's `Process` reads the table of open files while it starts one, and on Linux overruns its memory where
/// other threads open files at the same time, as tests do; so this asks the system itself.
final class ChildProcess: Sendable {
    struct Failure: Error {
        let code: Int32
    }

    /// What comes out of standard output and standard error.
    let output: FileHandle
    let error: FileHandle
    private let identifier: pid_t
    private let ending: AsyncStream<Int32>

    init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
        let (output, error) = (Pipe(), Pipe())
        let writing = (output.fileHandleForWriting.fileDescriptor, error.fileHandleForWriting.fileDescriptor)
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let pid = try Self.spawn(path, [path] + arguments, variables, output: writing.0, error: writing.1)
        try output.fileHandleForWriting.close()
        try error.fileHandleForWriting.close()
        self.output = output.fileHandleForReading
        self.error = error.fileHandleForReading
        identifier = pid
        let (ending, continuation) = AsyncStream<Int32>.makeStream()
        self.ending = ending
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) == -1, errno == EINTR {}
            let signal = status & 0x7F
            continuation.yield(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
            continuation.finish()
        }
    }

    /// Waits for the end: the exit status, or 128 and the signal that ended it.
    func status() async -> Int32 {
        var status: Int32 = -1
        for await code in ending { status = code }
        return status
    }

    func send(_ signal: Int32) {
        kill(identifier, signal)
    }

    private static func spawn(
        _ path: String,
        _ arguments: [String],
        _ variables: [String],
        output: Int32,
        error: Int32
    ) throws -> pid_t {
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
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, error, 2)
        // What the tests ignore is not to be ignored by the child.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var argv = arguments.map { strdup($0) } + [nil]
        var envp = variables.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw Failure(code: code) }
        return pid
    }
}
