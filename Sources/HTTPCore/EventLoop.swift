import Foundation

/// What other threads want of a loop.
private struct Mailbox {
    var actions: [@Sendable (EventLoop) -> Void] = []
    var isClosed = false
}

/// One thread, its poller and the connections that belong to it.
final class EventLoop: @unchecked Sendable {
    // Unchecked because everything that changes is touched on the loop's own thread only, but for `mailbox` and
    // `totals`, which are locked, and `thread`, which is written before any other thread can see the loop.

    let configuration: HTTPServer.Configuration
    let handler: any HTTPHandler
    let poller: SystemPoller
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
    var heads: HeadCache
    /// Memory for requests that the connections use in turn, as they do that for answers; an emptied buffer keeps no more
    /// than a small request needs.
    var inputMemory: [UInt8] = []

    init(
        _ configuration: HTTPServer.Configuration,
        handler: any HTTPHandler,
        gate: ConnectionGate
    ) throws(SystemError) {
        self.configuration = configuration
        waits = ServerConnection.Waits(configuration.timeouts)
        heads = HeadCache(limits: configuration.limits)
        self.handler = handler
        self.gate = gate
        poller = try SystemPoller()
    }

    /// The poller's descriptors live as long as anybody can wake it: once closed, their numbers belong to others.
    deinit {
        poller.close()
    }

    /// Whether the caller runs on this loop's thread.
    var isCurrent: Bool {
        guard let thread else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    var isDraining: Bool { drainDeadline != nil }

    /// What has been counted until the loop last waited.
    var publishedCounters: HTTPServerCounters { totals.withLock { $0 } }

    /// Has the loop's thread run `action` soon.
    ///
    /// May be called from any thread.
    ///
    /// - Returns: false where the loop has ended, so that `action` will never run.
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
    /// Called once, on the thread that is to be the loop's.
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
    /// Whoever is woken by what was just sent may share this core: were it not let run first, each of its requests
    /// would wake the loop alone, at the cost of two switches.
    private func awaitEvents() {
        if !events.isEmpty { sched_yield() }
        poller.wait(milliseconds: waitMilliseconds, &events)
    }

    /// Takes no more letters, unless there are some to be read first.
    private func closeMailbox() -> Bool {
        mailbox.withLock { mailbox in
            mailbox.isClosed = mailbox.actions.isEmpty
            return mailbox.isClosed
        }
    }

    /// Nothing but a socket or a letter can need an idle loop, so it sleeps until one comes.
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

    /// The connection of a request that is still to be answered.
    func connection(_ address: ExchangeAddress) -> ServerConnection? {
        guard let connection = connection(address.descriptor), connection.serial == address.serial else { return nil }
        return connection
    }

    /// Gives the next request of a connection its name.
    func nextAddress(_ connection: ServerConnection) -> ExchangeAddress {
        serial += 1
        connection.serial = serial
        return ExchangeAddress(descriptor: connection.socket.descriptor, serial: serial)
    }

    /// Takes over a connection that the acceptor has let in.
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

    /// Closes a socket that the acceptor has let in but no loop takes.
    func refuse(_ socket: Socket) {
        socket.close()
        gate.leave()
    }

    /// Ends a connection at once.
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
        gate.leave()
    }

    /// Tells whoever waits for it that the client has gone.
    func disconnected(_ connection: ServerConnection) {
        let actions = connection.disconnectActions
        connection.disconnectActions = []
        for action in actions { action() }
    }

    /// Finishes what is under way and takes nothing new; at the deadline what is left is broken off.
    func drain(until deadline: MonotonicTime) {
        guard !isDraining else { return }
        drainDeadline = deadline
        nextTick = min(nextTick, now)
        acceptor?.close(for: self)
        for case let connection? in connections {
            connection.keepsAlive = false
            if case .reading = connection.phase, connection.parser.isIdle, connection.pendingOutput == 0 {
                close(connection)
            }
        }
    }
}
