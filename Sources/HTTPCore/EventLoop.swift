import Foundation

/// The requests of other threads to a loop.
private struct Mailbox {
    var actions: [@Sendable (EventLoop) -> Void] = []
    var isClosed = false
}

/// One thread, its poller and the connections that belong to it.
final class EventLoop: @unchecked Sendable {
    // Unchecked because all mutable state is accessed only on the loop's own thread, except `mailbox` and `totals`,
    // which are locked, and `thread`, which is written before any other thread can see the loop.

    let configuration: HTTPServer.Configuration
    let handler: any HTTPHandler
    let poller: any Poller
    let gate: ConnectionGate
    let waits: ServerConnection.Waits
    private let mailbox = Locked(Mailbox())
    private let totals = Locked(HTTPServerCounters())

    private var thread: pthread_t?
    /// Connections by descriptor: descriptors are small and dense, so this is the fastest table there is.
    private(set) var connections: [ServerConnection?] = []
    private(set) var connectionCount = 0
    private var serial: UInt64 = 0
    private var events: [PollerEvent] = []
    private let spare = SpareBuffer()
    private var readBuffer = [UInt8](repeating: 0, count: 64 * 1024)
    private var nextTick = MonotonicTime(nanoseconds: 0)
    private var isStopped = false

    private(set) var now = MonotonicTime.now
    private(set) var drainDeadline: MonotonicTime?
    var acceptor: Acceptor?
    var counters = HTTPServerCounters()
    var writer = ResponseWriter()
    /// Memory for requests that the connections share in turn, as they do for responses.
    ///
    /// An emptied buffer keeps only as much as a small request needs.
    var inputMemory: [UInt8] = []

    init(
        _ configuration: HTTPServer.Configuration,
        handler: any HTTPHandler,
        gate: ConnectionGate
    ) throws(SystemError) {
        self.configuration = configuration
        waits = ServerConnection.Waits(configuration.timeouts)
        self.handler = handler
        self.gate = gate
        poller = try configuration.poller.makePoller()
    }

    /// The poller's descriptors stay open as long as anyone can wake it: once closed, their numbers may be reused.
    deinit {
        poller.close()
    }

    /// Whether the caller runs on this loop's thread.
    var isCurrent: Bool {
        guard let thread else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    var isDraining: Bool { drainDeadline != nil }

    /// The counters as of the loop's last wait.
    var publishedCounters: HTTPServerCounters { totals.withLock { $0 } }

    /// Schedules `action` on the loop's thread.
    ///
    /// May be called from any thread.
    ///
    /// - Returns: false if the loop has ended, so that `action` will never run.
    @discardableResult
    func post(_ action: @escaping @Sendable (EventLoop) -> Void) -> Bool {
        let isTaken = mailbox.withLock { mailbox in
            if !mailbox.isClosed { mailbox.actions.append(action) }
            return !mailbox.isClosed
        }
        if isTaken { poller.wake() }
        return isTaken
    }

    /// Runs until the loop is drained.
    ///
    /// Call it once, on the loop's thread.
    func run() {
        thread = pthread_self()
        while !isStopped {
            awaitEvents()
            now = .now
            for event in events { dispatch(event) }
            runMailbox()
            if now >= nextTick { tick() }
            publishCounters()
            if isDraining, connectionCount == 0 { isStopped = closeMailbox() }
        }
        acceptor = nil
    }

    /// Waits for sockets and letters.
    ///
    /// The client woken by the data just sent may share this core. Unless it runs first, each of its requests wakes the
    /// loop separately, at the cost of two context switches.
    private func awaitEvents() {
        if !events.isEmpty { sched_yield() }
        poller.wait(milliseconds: waitMilliseconds, &events)
    }

    /// Closes the mailbox unless there are unread letters.
    private func closeMailbox() -> Bool {
        mailbox.withLock { mailbox in
            mailbox.isClosed = mailbox.actions.isEmpty
            return mailbox.isClosed
        }
    }

    /// Only a socket or a letter can need an idle loop, so it sleeps until one arrives.
    private var waitMilliseconds: Int32 {
        if connectionCount == 0, !isDraining, acceptor?.resumesAt == nil { return -1 }
        return now.milliseconds(until: nextTick)
    }

    private func runMailbox() {
        let actions = mailbox.withLock { mailbox in
            defer { mailbox.actions = [] }
            return mailbox.actions
        }
        for action in actions { action(self) }
    }

    private func publishCounters() {
        guard counters != HTTPServerCounters() else { return }
        totals.withLock { $0 += counters }
        counters = HTTPServerCounters()
    }

    private func dispatch(_ event: PollerEvent) {
        if event.descriptor == acceptor?.listener.descriptor {
            acceptor?.acceptAll(for: self)
            return
        }
        guard let connection = connection(event.descriptor) else { return }
        if event.isWritable || (event.isBroken && connection.pendingOutput > 0) { drained(connection) }
        guard self.connection(event.descriptor) === connection else { return }
        if event.isReadable, connection.readsInterest {
            receive(connection)
        } else if event.isBroken {
            close(connection)
        }
    }

    private func receive(_ connection: ServerConnection) {
        let transfer = readBuffer.withUnsafeMutableBytes { connection.socket.receive(into: $0) }
        switch transfer {
        case .moved(let count):
            counters.bytesIn += count
            received(readBuffer[..<count], connection)
        case .wouldBlock: break
        case .closed: inputEnded(connection)
        case .failed: close(connection)
        }
    }

    private func tick() {
        nextTick = now + configuration.timeouts.tick
        acceptor?.resumeIfDue(for: self)
        let isOver = drainDeadline.map { now >= $0 } ?? false
        guard connectionCount > 0 else { return }
        for case let connection? in connections {
            if isOver {
                close(connection, reset: true)
            } else if let deadline = connection.deadline, now >= deadline {
                expire(connection)
            }
        }
    }
}

extension EventLoop {
    func connection(_ descriptor: Int32) -> ServerConnection? {
        connections.indices.contains(Int(descriptor)) ? connections[Int(descriptor)] : nil
    }

    /// The connection of a request that has not been answered yet.
    func connection(_ address: ExchangeAddress) -> ServerConnection? {
        guard let connection = connection(address.descriptor), connection.serial == address.serial else { return nil }
        return connection
    }

    /// Assigns an address to the next request of a connection.
    func nextAddress(_ connection: ServerConnection) -> ExchangeAddress {
        serial += 1
        connection.serial = serial
        return ExchangeAddress(descriptor: connection.socket.descriptor, serial: serial)
    }

    /// Takes over a connection from the acceptor.
    func adopt(_ socket: Socket) {
        guard !isDraining else {
            refuse(socket)
            return
        }
        do {
            try poller.add(socket.descriptor, reads: true, writes: false)
        } catch {
            refuse(socket)
            return
        }
        if connectionCount == 0 { nextTick = now + configuration.timeouts.tick }
        let connection = ServerConnection(socket: socket, limits: configuration.limits, spare: spare)
        let slot = Int(socket.descriptor)
        while connections.count <= slot { connections.append(nil) }
        connections[slot] = connection
        connectionCount += 1
        counters.accepted += 1
        wait(connection, for: .idle, refresh: true)
    }

    /// Closes an accepted socket that no loop takes.
    func refuse(_ socket: Socket) {
        socket.close()
        gate.leave()
    }

    /// Closes a connection immediately.
    func close(_ connection: ServerConnection, reset: Bool = false) {
        let slot = Int(connection.socket.descriptor)
        guard connections.indices.contains(slot), connections[slot] === connection else { return }
        connections[slot] = nil
        connectionCount -= 1
        counters.closed += 1
        connection.serial = 0
        poller.remove(connection.socket.descriptor)
        connection.socket.close(reset: reset)
        disconnected(connection)
        connection.upgraded?.socket.finish(.abnormal)
        gate.leave()
    }

    /// Notifies the exchange that the client is gone.
    func disconnected(_ connection: ServerConnection) {
        let actions = connection.disconnectActions
        connection.disconnectActions = []
        for action in actions { action() }
    }

    /// Finishes the requests in progress and accepts no new ones; at the deadline, the rest is reset.
    func drain(until deadline: MonotonicTime) {
        guard !isDraining else { return }
        drainDeadline = deadline
        nextTick = min(nextTick, now)
        acceptor?.close(for: self)
        for case let connection? in connections {
            connection.keepsAlive = false
            if let upgraded = connection.upgraded { goAway(connection, upgraded) }
            if case .reading = connection.phase, connection.parser.isIdle, connection.pendingOutput == 0 {
                close(connection)
            }
        }
    }
}
