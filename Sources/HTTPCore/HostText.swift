import Foundation

/// The notation of hosts in URIs and Host fields.
package enum HostText {
    /// The host, an IPv6 address in brackets (RFC 3986, section 3.2.2).
    package static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// Whether a host is an address, which no name server is asked for.
    package static func isAddress(_ host: String) -> Bool {
        (try? SocketAddress.resolve(host, port: 0, flags: Int32(AI_NUMERICHOST))) != nil
    }
}
