/// A request of a check, with placeholders for the secrets.
package struct Probe: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        let name: String
        let value: Template
    }

    var method: String
    /// Path and query, percent-encoded.
    var path: Template
    var fields: [Field]
    var body: Template?
    /// Whether the content marks its own end, so that no Content-Length is added.
    var isFramed = false
    /// Whether it is sent as a request of HTTP/1.0; only possible without TLS.
    var isOfVersion10 = false
    /// The complete bytes of a request that HTTP does not allow; `{host}` and `{prefix}` are replaced by those of the
    /// server.
    var wire: Template?

    init(_ method: String, _ path: Template, fields: [Field] = [], body: Template? = nil) {
        self.method = method
        self.path = path
        self.fields = fields
        self.body = body
    }

    /// A request of exactly these lines, an empty line and this content.
    static func wire(_ lines: [Template], content: Template = "") -> Probe {
        var wire = Template("")
        for line in lines {
            wire.append(line)
            wire.append("\r\n")
        }
        wire.append("\r\n")
        wire.append(content)
        var probe = Probe("GET", "/")
        probe.wire = wire
        return probe
    }

    /// The same request with another field.
    func adding(_ name: String, _ value: Template) -> Probe {
        var probe = self
        probe.fields.append(Field(name: name, value: value))
        return probe
    }

    /// The same request with the key in `X-API-Key`.
    func apiKey(_ value: Template = "\(Secret.apiKey)") -> Probe {
        adding("X-API-Key", value)
    }

    /// The same request with a value in `Authorization`.
    func authorization(_ value: Template) -> Probe {
        adding("Authorization", value)
    }

    /// The same request with a key in `Authorization`.
    func bearer(_ key: Template = "\(Secret.apiKey)") -> Probe {
        authorization(Template.joined("Bearer ", key))
    }

    /// The same request with a user token.
    func userToken() -> Probe {
        authorization("Bearer \(Secret.userToken)")
    }

    /// The same request, whatever connections there are already.
    func overNewConnection() -> Probe {
        adding("Connection", "close")
    }

    /// The same request with JSON content.
    func json(_ body: Template) -> Probe {
        var probe = adding("Content-Type", "application/json")
        probe.body = body
        return probe
    }

    /// Whether its one credential is the valid key of the run.
    var usesOnlyTheKeyOfTheRun: Bool { secrets == [.apiKey] }

    /// Whether it carries a credential that the server has issued, wherever that is.
    var hasValidCredential: Bool { secrets.contains(where: \.isIssued) }

    /// The credentials in it, and what is made from them.
    var secrets: [Secret] {
        let templates = fields.map(\.value) + [wire, path, body].compactMap(\.self)
        return templates.flatMap(\.parts).compactMap { part in
            if case .secret(let secret) = part { secret } else { nil }
        }
    }

    /// The same request with another method.
    func method(_ method: String) -> Probe {
        var probe = self
        probe.method = method
        return probe
    }

    /// The same request to another path.
    func path(_ path: Template) -> Probe {
        var probe = self
        probe.path = path
        return probe
    }
}
