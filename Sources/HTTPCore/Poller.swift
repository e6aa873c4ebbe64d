/// Waits for sockets to become ready, and tells of them as long as they are.
///
/// Belongs to one thread, but for ``wake()``.
protocol Poller {
    /// Watches a descriptor for readable bytes (`reads`), room to write (`writes`), or only for its end.
    func add(_ descriptor: Int32, reads: Bool, writes: Bool) throws(SystemError)

    func change(_ descriptor: Int32, reads: Bool, writes: Bool)

    func remove(_ descriptor: Int32)

    /// Waits until something is ready, ``wake()`` is called or the time has passed; negative milliseconds wait forever.
    ///
    /// - Parameter events: receives what is ready.
    func wait(milliseconds: Int32, _ events: inout [PollerEvent])

    /// Ends a wait, from any thread.
    func wake()

    func close()
}

/// A descriptor that is ready.
struct PollerEvent: Hashable, Sendable {
    let descriptor: Int32
    let isReadable: Bool
    let isWritable: Bool
    /// Whether the connection is gone in both directions.
    let isBroken: Bool
}

/// The system call that a server waits with.
package enum PollerKind: CaseIterable, Sendable {
    #if os(Linux)
    case epoll
    #endif
    case poll

    /// The one that is fastest here.
    package static var fastest: PollerKind { allCases[0] }

    func makePoller() throws(SystemError) -> any Poller {
        switch self {
        #if os(Linux)
        case .epoll: try EpollPoller()
        #endif
        case .poll: try PollPoller()
        }
    }
}
