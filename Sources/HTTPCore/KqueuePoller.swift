#if !os(Linux)
import Foundation

/// Readiness by kqueue, level-triggered, as on Linux.
struct KqueuePoller: Poller {
    private static let batch = 256
    private static let wakeIdentifier: UInt = 0

    private let queue: Int32

    init() throws(SystemError) {
        queue = kqueue()
        guard queue >= 0 else { throw .last("kqueue") }
        apply([Self.filter(Self.wakeIdentifier, EVFILT_USER, EV_ADD | EV_CLEAR)])
    }

    func add(_ descriptor: Int32, reads: Bool, writes: Bool) throws(SystemError) {
        change(descriptor, reads: reads, writes: writes)
    }

    func change(_ descriptor: Int32, reads: Bool, writes: Bool) {
        apply([
            Self.filter(UInt(descriptor), EVFILT_READ, EV_ADD | (reads ? EV_ENABLE : EV_DISABLE)),
            Self.filter(UInt(descriptor), EVFILT_WRITE, EV_ADD | (writes ? EV_ENABLE : EV_DISABLE)),
        ])
    }

    func remove(_ descriptor: Int32) {
        apply([
            Self.filter(UInt(descriptor), EVFILT_READ, EV_DELETE),
            Self.filter(UInt(descriptor), EVFILT_WRITE, EV_DELETE),
        ])
    }

    private static func filter(_ identifier: UInt, _ filter: Int32, _ flags: Int32) -> kevent {
        kevent(ident: identifier, filter: Int16(filter), flags: UInt16(flags), fflags: 0, data: 0, udata: nil)
    }

    private func apply(_ changes: [kevent]) {
        _ = kevent(queue, changes, Int32(changes.count), nil, 0, nil)
    }

    func wait(milliseconds: Int32, _ events: inout [PollerEvent]) {
        events.removeAll(keepingCapacity: true)
        var timeout = timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
        withUnsafeTemporaryAllocation(of: kevent.self, capacity: Self.batch) { ready in
            let count =
                milliseconds < 0
                ? kevent(queue, nil, 0, ready.baseAddress, Int32(Self.batch), nil)
                : kevent(queue, nil, 0, ready.baseAddress, Int32(Self.batch), &timeout)
            for index in 0..<max(0, Int(count)) where ready[index].filter != Int16(EVFILT_USER) {
                events.append(Self.event(ready[index]))
            }
        }
    }

    private static func event(_ ready: kevent) -> PollerEvent {
        PollerEvent(
            descriptor: Int32(ready.ident),
            isReadable: ready.filter == Int16(EVFILT_READ),
            isWritable: ready.filter == Int16(EVFILT_WRITE),
            isBroken: ready.filter == Int16(EVFILT_WRITE) && ready.flags & UInt16(EV_EOF) != 0
        )
    }

    func wake() {
        var trigger = Self.filter(Self.wakeIdentifier, EVFILT_USER, 0)
        trigger.fflags = UInt32(NOTE_TRIGGER)
        apply([trigger])
    }

    func close() {
        Foundation.close(queue)
    }
}
#endif
