import Foundation

/// An HTTP/1.1 server with several event loops, each a thread with its own connections.
package final class HTTPServer: Sendable {
    /// The settings of a server.
    package struct Configuration: Sendable {
        /// The name or address to listen on.
        package var host: String
        /// The port to listen on; 0 for a free one.
        package var port: Int
        /// The number of event loops: half the number of cores by default, because a client on the same machine needs
        /// the others.
        package var loops = max(1, min(4, ProcessInfo.processInfo.activeProcessorCount / 2))
        package var poller = PollerKind.fastest
        package var limits = HTTPLimits()
        package var timeouts = HTTPTimeouts()
        /// The maximum number of open connections; further ones wait to be accepted.
        package var maximumConnections = 20_000
        /// The length of the system's queue of waiting connections.
        package var backlog: Int32 = 1024

        package init(host: String = "127.0.0.1", port: Int = 0) {
            self.host = host
            self.port = port
        }
    }

    private struct Run {
        var running: Int
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    package let host: String
    /// The actual port.
    package let port: Int
    private let loops: [EventLoop]
    private let run: Locked<Run>

    private init(host: String, port: Int, loops: [EventLoop]) {
        self.host = host
        self.port = port
        self.loops = loops
        run = Locked(Run(running: loops.count))
    }

    /// Starts listening.
    ///
    /// The server runs until ``shutdown(drain:)``, even if no reference to it remains.
    ///
    /// - Throws: ``HTTPServerError`` if it cannot listen on the address.
    package static func start(
        _ configuration: Configuration,
        handler: any HTTPHandler
    ) throws(HTTPServerError) -> HTTPServer {
        let listener = try Listener.open(configuration)
        let gate = ConnectionGate(limit: configuration.maximumConnections)
        let loops = try makeLoops(configuration, handler, gate, listener)
        let server = HTTPServer(host: configuration.host, port: SocketAddress.localPort(of: listener), loops: loops)
        for (index, loop) in loops.enumerated() {
            let thread = Thread {
                loop.run()
                server.loopEnded()
            }
            thread.name = "http-loop-\(index)"
            thread.stackSize = 1024 * 1024
            thread.start()
        }
        return server
    }

    private static func makeLoops(
        _ configuration: Configuration,
        _ handler: any HTTPHandler,
        _ gate: ConnectionGate,
        _ listener: Socket
    ) throws(HTTPServerError) -> [EventLoop] {
        do throws(SystemError) {
            var loops: [EventLoop] = []
            for _ in 0..<max(1, configuration.loops) {
                loops.append(try EventLoop(configuration, handler: handler, gate: gate))
            }
            let first = loops[0]
            first.acceptor = Acceptor(listener: listener, loops: loops)
            gate.whenRoom { [weak first] in first?.post { $0.acceptor?.resume(for: $0) } }
            try first.poller.add(listener.descriptor, reads: true, writes: false)
            return loops
        } catch {
            listener.close()
            throw HTTPServerError(error, configuration)
        }
    }

    /// The counters of all loops so far.
    package var counters: HTTPServerCounters {
        loops.reduce(into: HTTPServerCounters()) { $0 += $1.publishedCounters }
    }

    /// Stops accepting, finishes the requests in progress and closes all connections.
    ///
    /// It returns once everything is closed, and may be called more than once.
    ///
    /// - Parameter drain: how long requests in progress may take before they are reset.
    package func shutdown(drain: Duration = .seconds(5)) async {
        let deadline = MonotonicTime.now + drain
        for loop in loops {
            loop.post { $0.drain(until: deadline) }
        }
        await withCheckedContinuation { continuation in
            let isOver = run.withLock { run in
                if run.running > 0 { run.waiters.append(continuation) }
                return run.running == 0
            }
            if isOver { continuation.resume() }
        }
    }

    private func loopEnded() {
        let waiters = run.withLock { run in
            run.running -= 1
            defer { if run.running == 0 { run.waiters = [] } }
            return run.running == 0 ? run.waiters : []
        }
        for waiter in waiters { waiter.resume() }
    }
}
