package import HTTPCore

extension Probe {
    /// The request to send.
    ///
    /// Adds the usual fields, and the length of the content; the rest is as the check wrote it.
    package func request(to target: Target, _ credentials: Credentials) throws(Interruption) -> HTTPRequest {
        var request = HTTPRequest(HTTPMethod(rawValue: method), try target.prefix + path.value(credentials))
        for (name, value) in Self.usual(target) where !sets(name) { request.fields.append(name, value) }
        for field in target.connection.fields where !sets(field.name) { request.fields.append(field.name, field.value) }
        for field in fields { request.fields.append(field.name, try field.value.value(credentials)) }
        if let body {
            request.body = try body.bytes(credentials)
            if !isFramed { request.fields.append("Content-Length", String(request.body.count)) }
        } else if method == "POST" || method == "PUT" {
            request.fields.append("Content-Length", "0")
        }
        return request
    }

    private static func usual(_ target: Target) -> [(String, String)] {
        [("Host", target.authority), ("User-Agent", "langbot-conformance"), ("Accept", "*/*")]
    }

    private func sets(_ name: String) -> Bool {
        fields.contains { $0.name.lowercased() == name.lowercased() }
    }

    /// The bytes of a request that the check wrote out in full, with the fields that the options add.
    func wire(to target: Target) -> Template? {
        let filled = wire?.replacing("{host}", with: target.authority).replacing("{prefix}", with: target.prefix)
        return filled?.insertingAfterFirstLine(target.connection.lines)
    }

    /// A shell command that sends the same request.
    package func curl(to target: Target) -> String {
        if let wire = wire(to: target) {
            return Self.piped(wire, to: target)
        }
        return needsExactBytes ? pipe(to: target) : plainCurl(to: target)
    }

    /// Whether curl would change or drop parts of the request.
    private var needsExactBytes: Bool {
        isFramed || fields.contains { $0.value.isBlank }
    }

    /// Pipes the request as bytes into a connection, for requests that curl cannot send unchanged.
    private func pipe(to target: Target) -> String {
        var request = Template("\(method) \(target.prefix)")
        request.append(path)
        request.append(" HTTP/1.1\r\n")
        if !sets("Host") { request.append(Template("Host: \(target.authority)\r\n")) }
        request.append(target.connection.lines)
        request.append("Connection: close\r\n")
        for field in fields {
            request.append(Template("\(field.name): "))
            request.append(field.value)
            request.append("\r\n")
        }
        request.append("\r\n")
        if let body { request.append(body) }
        return Self.piped(request, to: target)
    }

    /// Over telnet, curl sends its input unchanged, and so does OpenSSL's client over TLS; both end after five seconds
    /// where the server keeps the connection open.
    private static func piped(_ bytes: Template, to target: Target) -> String {
        let host = HostText.bracketed(target.host)
        guard target.isTLS else {
            let words = ["curl", "-sS", "-m", "5"] + target.connection.curlArguments(to: target, adding: false)
            let url = Shell.quoted("telnet://\(host):\(target.port)")
            return "\(bytes.printfCommand) | \((words + [url]).joined(separator: " "))"
        }
        let words = target.connection.opensslArguments(to: target)
        return "(\(bytes.printfCommand); sleep 5) | openssl s_client \(words.joined(separator: " "))"
    }

    private func plainCurl(to target: Target) -> String {
        var words = ["curl", "-sS", "-i", isOfVersion10 ? "--http1.0" : "--http1.1", "--path-as-is"]
        if method == "HEAD" {
            words.append("--head")
        } else if method != "GET" || body != nil {
            words += ["-X", Shell.quoted(method)]
        }
        words += target.connection.curlArguments(to: target)
        for field in fields { words += ["-H", Self.curlField(field)] }
        if let body { words += ["--data-binary", body.shellText] }
        if body != nil, !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
            words += ["-H", "'Content-Type:'"]
        }
        words.append(Template.joined(Template(target.url), path).shellText)
        return words.joined(separator: " ")
    }

    /// Writes an empty field with a semicolon, because curl removes a field that ends with a colon.
    private static func curlField(_ field: Field) -> String {
        field.value == ""
            ? Shell.quoted("\(field.name);") : Template.joined(Template(field.name + ": "), field.value).shellText
    }
}

extension HTTPRequest {
    /// The request with HTTP/1.0 in its first line.
    var bytesOfVersion10: [UInt8] {
        var bytes = bytes
        if let end = bytes.firstIndex(of: 0x0D), end > 0 { bytes[end - 1] = UInt8(ascii: "0") }
        return bytes
    }
}

extension Template {
    static func joined(_ first: Template, _ second: Template) -> Template {
        var joined = first
        joined.append(second)
        return joined
    }
}
