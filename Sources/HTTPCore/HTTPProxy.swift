import Foundation

/// A proxy that connections go through.
package struct HTTPProxy: Hashable, Sendable {
    package let host: String
    package let port: Int
    /// The value of `Proxy-Authorization`, if the proxy's URL has a user.
    let authorization: String?

    /// Reads a proxy's URL, whose scheme may be missing.
    ///
    /// - Parameter name: what holds the URL, as the subject of an error's sentence.
    package init(_ text: String, from name: String) throws(HTTPClientError) {
        guard let parts = URLComponents(string: text.contains("://") ? text : "http://\(text)"),
            let host = parts.host, !host.isEmpty
        else { throw .unreachable(host: "", reason: "\(name) is not the URL of a proxy") }
        guard parts.scheme?.lowercased() == "http" else {
            let scheme = parts.scheme ?? ""
            throw .unreachable(
                host: host,
                reason: "\(name) names a proxy that speaks \(scheme), and only http is supported"
            )
        }
        self.host = HTTPProxySettings.bare(host)
        port = parts.port ?? 80
        authorization = parts.user.map { user in
            "Basic " + Data("\(user):\(parts.password ?? "")".utf8).base64EncodedString()
        }
    }
}

/// Which proxy the environment names for a server: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
package struct HTTPProxySettings: Sendable {
    private let variables: [String: String]
    private let exceptions: [String]

    /// Reads the variables of an environment, in lower case first.
    ///
    /// `HTTP_PROXY` is left out: a web server that runs a program sets it to what a client sent in a header field.
    package init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            let upper = name == "http_proxy" ? nil : environment[name.uppercased()]
            return (environment[name] ?? upper).flatMap { $0.isEmpty ? nil : $0 }
        }
        var variables: [String: String] = [:]
        for name in ["http_proxy", "https_proxy", "all_proxy"] { variables[name] = value(name) }
        self.variables = variables
        exceptions = (value("no_proxy") ?? "").lowercased().split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// No proxy for any server.
    package static let none = HTTPProxySettings(environment: [:])

    /// The proxy for a server; nil for none.
    ///
    /// Nothing on this machine is reached through a proxy.
    package func proxy(for endpoint: HTTPEndpoint) throws(HTTPClientError) -> HTTPProxy? {
        let name = endpoint.isTLS ? "https_proxy" : "http_proxy"
        guard let variable = [name, "all_proxy"].first(where: { variables[$0] != nil }), let text = variables[variable],
            !Self.isLoopback(endpoint.host), !exceptions.contains(where: { Self.matches(endpoint, $0) })
        else { return nil }
        return try HTTPProxy(text, from: "\(variable) in the environment")
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        return name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// Whether an entry of `no_proxy` means a server: a host, everything below a domain, or `*`; perhaps with a port.
    private static func matches(_ endpoint: HTTPEndpoint, _ entry: String) -> Bool {
        let host = endpoint.host.lowercased()
        var entry = entry
        if entry == "*" { return true }
        if entry.filter({ $0 == ":" }).count == 1 || entry.contains("]:"), let colon = entry.lastIndex(of: ":") {
            guard Int(entry[entry.index(after: colon)...]) == endpoint.port else { return false }
            entry = String(entry[..<colon])
        }
        entry = bare(entry)
        while entry.hasPrefix("*") || entry.hasPrefix(".") { entry.removeFirst() }
        return !entry.isEmpty && (host == entry || host.hasSuffix("." + entry))
    }

    /// A host without the brackets of an IPv6 address.
    static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
