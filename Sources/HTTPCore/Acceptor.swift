/// Accepts connections and distributes them round-robin to the loops.
///
/// Belongs to the first loop's thread.
final class Acceptor {
    let listener: Socket
    private let loops: [EventLoop]
    private var next = 0
    private var isOpen = true
    private var isPaused = false
    /// When to try again after running out of descriptors.
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
                // No descriptors are left; clients wait in the backlog until there are.
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

/// Limits the number of connections across all loops.
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

    /// Calls `action` whenever there is room again after the limit was reached.
    func whenRoom(_ action: @escaping @Sendable () -> Void) {
        onRoom.withLock { $0 = action }
    }

    /// Counts a connection; false if the limit is reached.
    func enter() -> Bool {
        state.withLock { state in
            state.isFull = state.count >= limit
            if !state.isFull { state.count += 1 }
            return !state.isFull
        }
    }

    /// Removes a connection from the count.
    func leave() {
        let wasFull = state.withLock { state in
            state.count -= 1
            defer { state.isFull = false }
            return state.isFull
        }
        if wasFull { onRoom.withLock { $0 }?() }
    }
}
