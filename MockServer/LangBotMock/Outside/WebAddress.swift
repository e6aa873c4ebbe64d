import Foundation
import HTTPCore

/// An absolute HTTP URL that a LangBot is told to call.
struct WebAddress: Hashable, Sendable {
    let isSecure: Bool
    let host: String
    let port: Int
    /// Path and query, percent-encoded; at least a slash.
    let target: String

    /// Parses a URL; nil if it is not absolute or not HTTP.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty
        else { return nil }
        isSecure = scheme == "https"
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (isSecure ? 443 : 80)
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = parts.percentEncodedQuery.map { "\(path)?\($0)" } ?? path
    }

    /// Whether the host is this machine.
    var isLoopback: Bool {
        host.lowercased() == "localhost" || host == "::1" || host.hasPrefix("127.") || host == "0.0.0.0"
    }

    /// The `Host` field.
    var authority: String {
        let host = HostText.bracketed(host)
        return port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
    }
}

extension WebAddress {
    /// The address that a reference means here (RFC 3986, section 5).
    func resolving(_ reference: String) -> WebAddress? {
        guard let base = URL(string: "\(isSecure ? "https" : "http")://\(authority)\(target)") else { return nil }
        return URL(string: reference, relativeTo: base).flatMap { WebAddress($0.absoluteString) }
    }

    /// Whether both are on the same server.
    func sharesOrigin(with other: WebAddress) -> Bool {
        isSecure == other.isSecure && host == other.host && port == other.port
    }
}
