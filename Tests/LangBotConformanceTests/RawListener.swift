import Foundation
import HTTPCore

/// A port that answers whatever comes with the same bytes, and closes.
final class RawListener: Sendable {
    let port: Int
    private let isStopped: Locked<Bool>

    struct Failure: Error {}

    init(answer: [UInt8]) throws {
        #if os(Linux)
        let type = Int32(SOCK_STREAM.rawValue)
        #else
        let type = SOCK_STREAM
        #endif
        let listening = socket(AF_INET, type, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listening, pointer, length) == 0 && listen(listening, 16) == 0
                    && getsockname(listening, pointer, &length) == 0
            }
        }
        guard bound else { throw Failure() }
        port = Int(UInt16(bigEndian: address.sin_port))
        let isStopped = Locked(false)
        self.isStopped = isStopped
        Thread.detachNewThread {
            // Only this thread closes the descriptor: once closed, its number may be another server's.
            defer { close(listening) }
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else { return }
                guard !isStopped.withLock({ $0 }) else {
                    close(connection)
                    return
                }
                var request = [UInt8](repeating: 0, count: 65_536)
                _ = recv(connection, &request, request.count, 0)
                _ = answer.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
                shutdown(connection, Int32(SHUT_WR))
                while recv(connection, &request, request.count, 0) > 0 {}
                close(connection)
            }
        }
    }

    /// Has the thread notice that it is over.
    func stop() async {
        isStopped.withLock { $0 = true }
        let last = try? await HTTPClientConnection.open(host: "127.0.0.1", port: port, timeout: patience)
        last?.close()
    }
}
