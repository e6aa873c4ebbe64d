package import Foundation

/// Where a client connects to.
package struct HTTPEndpoint: Hashable, Sendable {
    /// A name or an address, without brackets.
    package var host: String
    package var port: Int
    package var isTLS: Bool

    package init(host: String, port: Int, isTLS: Bool) {
        self.host = host
        self.port = port
        self.isTLS = isTLS
    }

    /// Host and port, as `CONNECT` takes them.
    var authority: String { "\(HostText.bracketed(host)):\(port)" }

    /// The value of `Host`, and what a request to a proxy has after its scheme.
    package var hostField: String {
        port == (isTLS ? 443 : 80) ? HostText.bracketed(host) : authority
    }
}

/// A request of ``HTTPClient``, whose content is read while it is sent.
package struct HTTPClientRequest: Sendable {
    /// A part of the content.
    package enum Part: Sendable {
        case data(Data)
        /// A file with that many bytes.
        case file(path: String, count: Int64)

        package var count: Int64 {
            switch self {
            case .data(let data): Int64(data.count)
            case .file(_, let count): count
            }
        }
    }

    package var endpoint: HTTPEndpoint
    package var method: HTTPMethod
    /// The path with its query.
    package var target: String
    /// All fields but those that say how long the content is.
    package var fields: HTTPFields
    /// The content; nil for none.
    package var content: [Part]?
    /// Told how many bytes of the content were sent.
    package var onProgress: (@Sendable (Int64) -> Void)?

    package init(
        _ endpoint: HTTPEndpoint,
        _ method: HTTPMethod,
        _ target: String,
        fields: HTTPFields = [:],
        content: [Part]? = nil,
        onProgress: (@Sendable (Int64) -> Void)? = nil
    ) {
        self.endpoint = endpoint
        self.method = method
        self.target = target
        self.fields = fields
        self.content = content
        self.onProgress = onProgress
    }

    /// How long the content is.
    package var length: Int64 { content?.reduce(0) { $0 + $1.count } ?? 0 }

    /// The head as it is sent to the server, or to a proxy that passes it on.
    func head(through proxy: HTTPProxy?) -> [UInt8] {
        var fields = fields
        if !fields.contains("host") { fields.append("Host", endpoint.hostField) }
        if content != nil { fields.set("Content-Length", String(length)) }
        var target = target
        if let proxy, !endpoint.isTLS {
            target = "http://\(endpoint.hostField)\(target)"
            if let authorization = proxy.authorization { fields.set("Proxy-Authorization", authorization) }
        }
        return HTTPRequest(method, target, fields: fields).bytes
    }
}
