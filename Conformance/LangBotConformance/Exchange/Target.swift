import Foundation
import HTTPCore

/// The server that is being judged.
package struct Target: Hashable, Sendable {
    package let host: String
    package let port: Int
    package let isTLS: Bool
    /// What stands before the API's own paths, without a slash at its end.
    package let prefix: String

    /// Why a text is not the address of a server.
    package struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Reads a base URL such as `http://127.0.0.1:5300`.
    package init(_ text: String) throws(ParseError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host,
            !host.isEmpty
        else {
            throw ParseError(description: "'\(text)' is no base URL; write it like http://127.0.0.1:5300")
        }
        guard scheme == "http" || scheme == "https" else {
            throw ParseError(description: "the scheme of a base URL is http or https, not '\(scheme)'")
        }
        guard url.user == nil, url.password == nil else {
            throw ParseError(description: "a base URL holds no credentials; give the key with --api-key")
        }
        guard url.query == nil, url.fragment == nil else {
            throw ParseError(description: "a base URL has no query and no fragment")
        }
        isTLS = scheme == "https"
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = url.port ?? (isTLS ? 443 : 80)
        prefix = String(url.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    }

    /// Host and port as a Host field has them.
    package var authority: String {
        let name = HostText.bracketed(host)
        return port == (isTLS ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The base URL.
    package var url: String { "\(isTLS ? "https" : "http")://\(authority)\(prefix)" }

    /// Whether the server runs on this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
