import Foundation
import HTTPCore
import LangBot

/// A server on loopback that writes whatever bytes a test decides on, and remembers what it was asked.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        let line: String
        let headers: [String: String]
        let body: String
        /// The number of its connection, from one; a port does not tell, as the kernel may hand it out again.
        let connection: Int
    }

    /// One connection of a client.
    struct Connection: Sendable {
        let socket: Int32

        func write(_ text: String) {
            let bytes = Array(text.utf8)
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Platform.sendFlags)
                }
                guard count > 0 else { return }
                sent += count
            }
        }

        func answer(_ body: String, status: String = "200 OK", headers: String = "") {
            write("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)")
            write("Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }

        /// Blocks the connection's thread until the client closes its side.
        func waitForDisconnect() {
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) > 0 {}
        }
    }

    enum Next {
        case keepOpen
        case close
    }

    let url: URL
    private let port: UInt16
    private let isStopped = Guarded(false)
    private let recorded = Guarded<[Request]>([])

    var requests: [Request] { recorded.value }

    /// Starts a server; `handle` decides about each request, on a thread of the connection's own.
    init(_ handle: @escaping @Sendable (Request, Connection) -> Next) throws {
        proxyOff
        let listener = socket(AF_INET, Platform.streamType, 0)
        port = try Self.listen(on: listener)
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw POSIXError(.EINVAL) }
        self.url = url
        let (isStopped, recorded) = (isStopped, recorded)
        Thread.detachNewThread {
            // Only this thread closes the descriptor: once closed, its number may be another server's.
            defer { close(listener) }
            for number in 1... {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                guard !isStopped.value else {
                    close(socket)
                    return
                }
                Thread.detachNewThread { Self.serve(Connection(socket: socket), number, recorded, handle) }
            }
        }
    }

    /// Answers every request in the same way.
    convenience init(answering body: String, status: String = "200 OK", headers: String = "") throws {
        try self.init { _, connection in
            connection.answer(body, status: status, headers: headers)
            return .keepOpen
        }
    }

    /// Writes the beginning of an answer to a request, and then waits for the client to leave.
    convenience init(writing beginning: String = "", arrived: Event = Event(), left: Event = Event()) throws {
        try self.init { _, connection in
            arrived.happen()
            connection.write(beginning)
            connection.waitForDisconnect()
            left.happen()
            return .close
        }
    }

    deinit {
        isStopped.withLock { $0 = true }
        knock()
    }

    /// Connects once, so that the thread that accepts looks up and sees that it is over.
    private func knock() {
        let knocking = socket(AF_INET, Platform.streamType, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(knocking, $0, length) }
        }
        close(knocking)
    }

    private static func listen(on listener: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Foundation.listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func serve(
        _ connection: Connection,
        _ number: Int,
        _ recorded: Guarded<[Request]>,
        _ handle: (Request, Connection) -> Next
    ) {
        defer { close(connection.socket) }
        while let request = read(connection.socket, number) {
            recorded.withLock { $0.append(request) }
            guard handle(request, connection) == .keepOpen else { return }
        }
    }

    private static func read(_ socket: Int32, _ number: Int) -> Request? {
        var bytes: [UInt8] = []
        guard fill(&bytes, from: socket, until: { $0.firstRange(of: Array("\r\n\r\n".utf8)) != nil }),
            let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
        else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let headers = lines.dropFirst().reduce(into: [String: String]()) { headers, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        let size = end.upperBound + (headers["content-length"].flatMap(Int.init) ?? 0)
        guard fill(&bytes, from: socket, until: { $0.count >= size }) else { return nil }
        let body = String(decoding: bytes[end.upperBound..<size], as: UTF8.self)
        return Request(line: lines[0], headers: headers, body: body, connection: number)
    }

    private static func fill(_ bytes: inout [UInt8], from socket: Int32, until isDone: ([UInt8]) -> Bool) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isDone(bytes) {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            bytes += buffer[..<count]
        }
        return true
    }
}

/// Keeps requests to loopback away from a proxy that the environment names; done once, as `setenv` is not for threads.
private let proxyOff: Void = {
    setenv("no_proxy", "127.0.0.1,localhost,::1", 1)
}()

/// Something that happens once and that tests wait for without polling.
final class Event: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func happen() { continuation.finish() }

    func wait() async {
        for await _ in stream {}
    }
}
