/// Lets connections in and deals them out to the loops in turn.
///
/// Belongs to the first loop's thread.
final class Acceptor {
    let listener: Socket
    private let loops: [EventLoop]
    private var next = 0
    private var isOpen = true
    private var isPaused = false
    /// When to try again after the process has run out of descriptors.
    private(set) var resumesAt: MonotonicTime?

    init(listener: Socket, loops: [EventLoop]) {
        self.listener = listener
        self.loops = loops
    }

    func acceptAll(for loop: EventLoop) {
        while isOpen {
            guard loop.gate.enter() else {
                pause(for: loop)
                return
            }
            do throws(SystemError) {
                guard let socket = try listener.accept() else {
                    loop.gate.leave()
                    return
                }
                deal(socket, from: loop)
            } catch {
                // No descriptor is left: the backlog keeps the clients until one is.
                loop.gate.leave()
                pause(for: loop)
                resumesAt = loop.now + .milliseconds(50)
                return
            }
        }
    }

    private func deal(_ socket: Socket, from loop: EventLoop) {
        let target = loops[next % loops.count]
        next += 1
        if target === loop {
            target.adopt(socket)
        } else if !target.post({ $0.adopt(socket) }) {
            target.refuse(socket)
        }
    }

    private func pause(for loop: EventLoop) {
        isPaused = true
        loop.poller.change(listener.descriptor, reads: false, writes: false)
    }

    func resume(for loop: EventLoop) {
        guard isPaused, isOpen else { return }
        isPaused = false
        resumesAt = nil
        loop.poller.change(listener.descriptor, reads: true, writes: false)
    }

    func resumeIfDue(for loop: EventLoop) {
        if let resumesAt, loop.now >= resumesAt { resume(for: loop) }
    }

    func close(for loop: EventLoop) {
        guard isOpen else { return }
        isOpen = false
        resumesAt = nil
        loop.poller.remove(listener.descriptor)
        listener.close()
    }
}

/// Counts the connections of all loops against the most there may be.
final class ConnectionGate: Sendable {
    private struct State {
        var count = 0
        var isFull = false
    }

    private let limit: Int
    private let state = Locked(State())
    private let onRoom = Locked<(@Sendable () -> Void)?>(nil)

    init(limit: Int) {
        self.limit = limit
    }

    /// Has `action` called whenever there is room again after there was none.
    func whenRoom(_ action: @escaping @Sendable () -> Void) {
        onRoom.withLock { $0 = action }
    }

    /// Counts a connection, unless there are as many as there may be.
    func enter() -> Bool {
        state.withLock { state in
            state.isFull = state.count >= limit
            if !state.isFull { state.count += 1 }
            return !state.isFull
        }
    }

    /// Takes a connection off the count.
    func leave() {
        let wasFull = state.withLock { state in
            state.count -= 1
            defer { state.isFull = false }
            return state.isFull
        }
        if wasFull { onRoom.withLock { $0 }?() }
    }
}
