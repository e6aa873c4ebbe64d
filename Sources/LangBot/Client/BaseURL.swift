import Foundation

/// The validated base URL of a server.
struct BaseURL: Sendable {
    let origin: Origin
    /// The URL without a trailing slash.
    private let text: String

    init(_ url: URL) throws {
        guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true), let origin = Origin(parts) else {
            throw Self.error("it needs the scheme http or https and a host, such as http://127.0.0.1:5300")
        }
        guard parts.user == nil, parts.password == nil else {
            throw Self.error("remove the user name or password, and pass a credential to the client instead")
        }
        guard parts.query == nil, parts.fragment == nil else {
            throw Self.error("remove the query and fragment")
        }
        self.origin = origin
        let full = url.absoluteString
        text = String(full.reversed().drop { $0 == "/" }.reversed())
    }

    private static func error(_ detail: String) -> LangBotError {
        LangBotError(.invalidBaseURL, detail: detail)
    }

    /// The URL of a resource below the base URL.
    ///
    /// - Parameter path: The unencoded segments. Each is percent-encoded so that it remains one segment.
    func url(_ path: [String], query: [APIOperation.QueryItem]) throws -> URL {
        for segment in path where segment.isEmpty || segment == "." || segment == ".." {
            throw LangBotError(.invalidRequest, detail: "\"\(segment)\" is not a valid identifier")
        }
        let segments = path.map { "/" + Self.encode($0) }.joined()
        let items = query.map { Self.encode($0.name) + "=" + Self.encode($0.value) }
        let suffix = items.isEmpty ? "" : "?" + items.joined(separator: "&")
        guard let url = URL(string: text + segments + suffix) else {
            throw LangBotError(.invalidRequest, detail: "its path and query do not form a URL; check the identifiers")
        }
        return url
    }

    private static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}

/// The scheme, host and port of a URL: the boundary that a credential does not cross.
struct Origin: Hashable, Sendable, CustomStringConvertible {
    private let scheme: String
    private let host: String
    private let port: Int

    init?(_ url: URL) {
        guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return nil }
        self.init(parts)
    }

    init?(_ parts: URLComponents) {
        guard let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host?.lowercased(), !host.isEmpty
        else { return nil }
        self.scheme = scheme
        self.host = host
        port = parts.port ?? Self.usualPort(of: scheme)
    }

    var description: String { "\(schemeAndHost):\(port)" }

    /// The value of the field `Origin`, without a port that the scheme implies (RFC 6454, section 6.2).
    var field: String { port == Self.usualPort(of: scheme) ? schemeAndHost : description }

    private var schemeAndHost: String {
        let isBare = host.contains(":") && !host.hasPrefix("[")
        return "\(scheme)://\(isBare ? "[\(host)]" : host)"
    }

    private static func usualPort(of scheme: String) -> Int { scheme == "https" ? 443 : 80 }
}
