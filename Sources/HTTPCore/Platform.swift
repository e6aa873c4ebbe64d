import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Everything of the sockets that differs between systems.
///
/// These are constants, so that all code is the same on every system, and CI runs it on Linux.
package enum Platform {
    #if canImport(Glibc)
    package static let streamType = Int32(SOCK_STREAM.rawValue)
    #else
    package static let streamType = SOCK_STREAM
    #endif

    // What keeps a write to a closed connection from raising SIGPIPE: a flag of each call, or an option of the socket.
    #if os(Linux)
    package static let sendFlags = Int32(MSG_NOSIGNAL)
    static let socketOptions: [Int32] = []
    #else
    package static let sendFlags: Int32 = 0
    static let socketOptions = [SO_NOSIGPIPE]
    #endif

    // Names of OpenSSL 3 as the loader finds it; macOS brings none of its own.
    #if os(Linux)
    static let tlsLibraries = ["libssl.so.3"]
    #else
    static let tlsLibraries: [String] = []
    #endif
}
