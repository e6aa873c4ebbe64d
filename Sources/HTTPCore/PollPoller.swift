import Foundation

/// Readiness by `poll`, which every system has.
///
/// Each wait costs time for every descriptor, ready or not.
final class PollPoller: Poller {
    private let waking: Socket
    private let woken: Socket
    /// What the system call reads; the first entry is `woken`.
    private var entries: [pollfd] = []
    /// The place of each descriptor in `entries`.
    private var places: [Int32: Int] = [:]

    init() throws(SystemError) {
        (waking, woken) = try Socket.pair()
        add(woken.descriptor, reads: true, writes: false)
    }

    func add(_ descriptor: Int32, reads: Bool, writes: Bool) {
        places[descriptor] = entries.count
        entries.append(Self.entry(descriptor, reads, writes))
    }

    func change(_ descriptor: Int32, reads: Bool, writes: Bool) {
        guard let place = places[descriptor] else { return }
        entries[place] = Self.entry(descriptor, reads, writes)
    }

    /// Fills the gap with the last entry, so that it costs the same for any number of descriptors.
    func remove(_ descriptor: Int32) {
        guard let place = places.removeValue(forKey: descriptor) else { return }
        let last = entries.removeLast()
        guard place < entries.count else { return }
        entries[place] = last
        places[last.fd] = place
    }

    private static func entry(_ descriptor: Int32, _ reads: Bool, _ writes: Bool) -> pollfd {
        pollfd(fd: descriptor, events: Int16((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), revents: 0)
    }

    func wait(milliseconds: Int32, _ events: inout [PollerEvent]) {
        events.removeAll(keepingCapacity: true)
        var count = poll(&entries, nfds_t(entries.count), milliseconds)
        for entry in entries where entry.revents != 0 {
            // After an interrupted call, the entries say what was ready before.
            guard count > 0 else { return }
            count -= 1
            if entry.fd == woken.descriptor { drain() } else { events.append(PollerEvent(entry)) }
        }
    }

    private func drain() {
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            while case .moved(buffer.count) = woken.receive(into: buffer) {}
        }
    }

    /// If there is no room for another byte, those that are there wake the thread.
    func wake() {
        _ = withUnsafeBytes(of: UInt8(1)) { waking.send($0) }
    }

    func close() {
        waking.close()
        woken.close()
    }
}

extension PollerEvent {
    fileprivate init(_ entry: pollfd) {
        let flags = Int32(entry.revents)
        descriptor = entry.fd
        isReadable = flags & POLLIN != 0
        isWritable = flags & POLLOUT != 0
        isBroken = flags & (POLLERR | POLLHUP | POLLNVAL) != 0
    }
}
