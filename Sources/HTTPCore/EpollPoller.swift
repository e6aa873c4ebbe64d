#if os(Linux)
import CEpoll
import Foundation

/// Readiness by epoll, level-triggered, so that nothing is missed between a read and the next wait.
struct EpollPoller: Poller {
    private static let batch = 256

    private let epoll: Int32
    private let event: Int32

    init() throws(SystemError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw .last("epoll_create1") }
        event = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard event >= 0 else {
            let error = SystemError.last("eventfd")
            Foundation.close(epoll)
            throw error
        }
        try add(event, reads: true, writes: false)
    }

    func add(_ descriptor: Int32, reads: Bool, writes: Bool) throws(SystemError) {
        guard control(EPOLL_CTL_ADD, descriptor, reads, writes) == 0 else { throw .last("epoll_ctl") }
    }

    func change(_ descriptor: Int32, reads: Bool, writes: Bool) {
        _ = control(EPOLL_CTL_MOD, descriptor, reads, writes)
    }

    func remove(_ descriptor: Int32) {
        _ = control(EPOLL_CTL_DEL, descriptor, false, false)
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ reads: Bool, _ writes: Bool) -> Int32 {
        var interest = epoll_event()
        interest.events = (reads ? EPOLLIN.rawValue : 0) | (writes ? EPOLLOUT.rawValue : 0)
        interest.data.fd = descriptor
        return epoll_ctl(epoll, operation, descriptor, &interest)
    }

    func wait(milliseconds: Int32, _ events: inout [PollerEvent]) {
        events.removeAll(keepingCapacity: true)
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { ready in
            let count = epoll_wait(epoll, ready.baseAddress, Int32(Self.batch), milliseconds)
            for index in 0..<max(0, Int(count)) {
                append(ready[index], to: &events)
            }
        }
    }

    private func append(_ ready: epoll_event, to events: inout [PollerEvent]) {
        if ready.data.fd == event {
            var value: UInt64 = 0
            _ = read(event, &value, MemoryLayout<UInt64>.size)
            return
        }
        let flags = ready.events
        events.append(
            PollerEvent(
                descriptor: ready.data.fd,
                isReadable: flags & EPOLLIN.rawValue != 0,
                isWritable: flags & EPOLLOUT.rawValue != 0,
                isBroken: flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
            )
        )
    }

    func wake() {
        var value: UInt64 = 1
        _ = write(event, &value, MemoryLayout<UInt64>.size)
    }

    func close() {
        Foundation.close(event)
        Foundation.close(epoll)
    }
}
#endif
