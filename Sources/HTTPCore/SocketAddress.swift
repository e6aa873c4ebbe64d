import Foundation

/// An address that a socket can be bound or connected to.
struct SocketAddress: Sendable {
    let family: Int32
    private let bytes: [UInt8]

    /// A host that has no address.
    struct ResolutionError: Error, CustomStringConvertible {
        let host: String
        let reason: String

        var description: String { "the host '\(host)' has no address: \(reason)" }
    }

    /// Resolves a host name or address to addresses in order of preference.
    ///
    /// - Parameter flags: Flags of `getaddrinfo` beside its usual ones.
    static func resolve(
        _ host: String,
        port: Int,
        flags: Int32 = 0
    ) throws(ResolutionError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Platform.streamType
        hints.ai_flags = Int32(AI_NUMERICSERV) | flags
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else {
            throw ResolutionError(host: host, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            let raw = UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
            addresses.append(SocketAddress(family: entry.ai_family, bytes: Array(raw)))
            next = entry.ai_next
        }
        return addresses
    }

    /// Calls `body` with the address in the form that system calls take.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var storage = sockaddr_storage()
        return withUnsafeMutableBytes(of: &storage) { raw in
            raw.copyBytes(from: bytes)
            return raw.withMemoryRebound(to: sockaddr.self) { pointer in
                // The storage is never empty, so its base address always exists.
                guard let base = pointer.baseAddress else { preconditionFailure("a socket address has storage") }
                return body(base, socklen_t(bytes.count))
            }
        }
    }

    /// The actual port of a bound socket.
    static func localPort(of socket: Socket) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = getsockname(socket.descriptor, address, &length)
            }
        }
        return withUnsafeBytes(of: &storage) { raw in
            // The port stands in the third and fourth byte of both families, most significant byte first.
            Int(raw[2]) << 8 | Int(raw[3])
        }
    }
}
