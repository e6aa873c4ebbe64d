import Foundation
import HTTPCore

/// The server under test.
package struct Target: Hashable, Sendable {
    package let host: String
    package let port: Int
    package let isTLS: Bool
    /// The path prefix of the API, without a trailing slash.
    package let prefix: String
    /// How to reach it.
    package let connection: ConformanceOptions.Connection

    /// Why a text is not a base URL.
    package struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Reads a base URL such as `http://127.0.0.1:5300`.
    package init(
        _ text: String,
        _ connection: ConformanceOptions.Connection = ConformanceOptions.Connection()
    ) throws(ParseError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host,
            !host.isEmpty
        else {
            throw ParseError(description: "'\(text)' is not a base URL; use one like http://127.0.0.1:5300")
        }
        guard scheme == "http" || scheme == "https" else {
            throw ParseError(description: "a base URL starts with http:// or https://, not '\(scheme):'")
        }
        guard url.user == nil, url.password == nil else {
            throw ParseError(description: "a base URL must not contain credentials; pass the key with --api-key")
        }
        guard url.query == nil, url.fragment == nil else {
            throw ParseError(description: "a base URL must not have a query or a fragment")
        }
        self.connection = connection
        isTLS = scheme == "https"
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = url.port ?? (isTLS ? 443 : 80)
        prefix = String(url.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    }

    /// Host and port, as in the Host field.
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
