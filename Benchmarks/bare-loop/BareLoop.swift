#if canImport(Glibc)
import CEpoll
import Foundation
import Glibc

/// One thread that waits, reads, keeps the processor busy for a while, and always sends the same response.
///
/// It parses no requests and touches only a few pages of memory, so whatever throughput it loses with more connections
/// is lost in the kernel and the caches.
struct BareLoop {
    struct Failure: Error, CustomStringConvertible {
        let call: String
        let number = errno

        var description: String { "\(call): \(String(cString: strerror(number)))" }
    }

    private static let batch = 256

    private let listener: Int32
    private let epoll: Int32
    private let answer: [UInt8]
    /// How long each request keeps the processor busy, in nanoseconds.
    private let work: UInt64

    init(port: UInt16, contentLength: Int, work: Int) throws(Failure) {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(contentLength)\r\n\r\n"
        answer = Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: contentLength)
        self.work = UInt64(work)
        listener = try Self.listen(port)
        epoll = epoll_create1(0)
        guard epoll >= 0 else { throw Failure(call: "epoll_create1") }
        watch(listener)
    }

    private static func listen(_ port: UInt16) throws(Failure) -> Int32 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard listener >= 0 else { throw Failure(call: "socket") }
        set(listener, SOL_SOCKET, SO_REUSEADDR)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, Glibc.listen(listener, 1024) == 0 else { throw Failure(call: "listen") }
        return listener
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ name: Int32) {
        var value: Int32 = 1
        setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func watch(_ descriptor: Int32) {
        var interest = epoll_event()
        interest.events = EPOLLIN.rawValue
        interest.data.fd = descriptor
        epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &interest)
    }

    /// Serves until the process ends.
    func run() {
        var events = [epoll_event](repeating: epoll_event(), count: Self.batch)
        var input = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = epoll_wait(epoll, &events, Int32(Self.batch), -1)
            for index in 0..<max(0, Int(count)) {
                let descriptor = events[index].data.fd
                if descriptor == listener { accept() } else { serve(descriptor, &input) }
            }
        }
    }

    private func accept() {
        let accepted = Glibc.accept(listener, nil, nil)
        guard accepted >= 0 else { return }
        _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
        Self.set(accepted, Int32(IPPROTO_TCP), TCP_NODELAY)
        watch(accepted)
    }

    private func serve(_ descriptor: Int32, _ input: inout [UInt8]) {
        guard recv(descriptor, &input, input.count, 0) > 0 else {
            close(descriptor)
            return
        }
        let start = Self.now
        while Self.now - start < work {}
        send(descriptor, answer, answer.count, Int32(MSG_NOSIGNAL))
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
#endif
