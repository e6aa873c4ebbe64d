import Foundation
import HTTPCore

extension ConformanceOptions {
    /// How to reach the server.
    public struct Connection: Hashable, Sendable {
        /// A PEM file with the certificate authorities to trust; nil for the system's.
        public var authorities: String?
        /// A PEM file with the certificate to show to a server that asks for one, and those that vouch for it.
        public var certificate: String?
        /// A PEM file with the key of that certificate; nil if it is in the same file.
        public var privateKey: String?
        /// Whether the server's certificate is verified; reports say if it is not.
        public var verifiesServer = true
        /// Header fields of every request, such as those that a gateway asks for; their values are secrets.
        public var fields: [Field] = []
        /// The URL of an HTTP proxy that tunnels (`CONNECT`), such as `http://proxy.example.com:3128`.
        ///
        /// If nil, servers over `https` are reached as `https_proxy`, `all_proxy` and `no_proxy` say in the environment.
        public var proxy: String?
        /// The address to connect to in place of the one that the host's name has.
        public var address: String?

        /// Goes straight to the server and verifies its certificate.
        public init() {}
    }

    /// A header field that is sent with every request.
    public struct Field: Hashable, Sendable {
        /// The name of the field.
        public var name: String
        /// The value of the field, a secret.
        public var value: String

        /// Creates a header field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension ConformanceOptions.Field: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name, without the value.
    public var description: String { "\(name): …" }

    /// The description, which holds no value.
    public var debugDescription: String { description }

    /// A mirror that hides the value from `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension ConformanceOptions.Connection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The options that say it on a command line, without secrets.
    public var description: String { arguments.joined(separator: " ") }

    /// The description, which holds no secret.
    public var debugDescription: String { description }

    /// A mirror that hides secrets from `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension ConformanceOptions.Connection {
    /// The words of this program's command line that say the same.
    var arguments: [String] {
        var words: [String] = []
        if let authorities { words += ["--ca-file", Shell.quoted(authorities)] }
        if let certificate { words += ["--client-cert", Shell.quoted(certificate)] }
        if let privateKey { words += ["--client-key", Shell.quoted(privateKey)] }
        if !verifiesServer { words.append("--insecure") }
        for field in fields { words += ["--header", field.shellText] }
        if let proxy { words += ["--proxy", Shell.quoted(Self.withoutUser(proxy))] }
        if let address { words += ["--resolve", address] }
        return words
    }

    /// The words of curl's command line that say the same.
    ///
    /// - Parameter adding: whether curl adds the fields.
    func curlArguments(to target: Target, adding: Bool = true) -> [String] {
        var words: [String] = []
        if let authorities { words += ["--cacert", Shell.quoted(authorities)] }
        if let certificate { words += ["--cert", Shell.quoted(certificate)] }
        if let privateKey { words += ["--key", Shell.quoted(privateKey)] }
        if !verifiesServer { words.append("--insecure") }
        if adding { words += fields.flatMap { ["-H", $0.shellText] } }
        if let proxy { words += ["--proxytunnel", "--proxy", Shell.quoted(Self.withoutUser(proxy))] }
        if let address {
            words += ["--connect-to", Shell.quoted("::\(HostText.bracketed(address)):\(target.port)")]
        }
        return words
    }

    /// The words of the command line of OpenSSL's client that say the same.
    func opensslArguments(to target: Target) -> [String] {
        let host = HostText.bracketed(address ?? target.host)
        var words = ["-quiet", "-no_ign_eof", "-connect", "\(host):\(target.port)"]
        if address != nil { words += ["-servername", Shell.quoted(target.host)] }
        if verifiesServer { words.append("-verify_return_error") }
        if let authorities { words += ["-CAfile", Shell.quoted(authorities)] }
        if let certificate { words += ["-cert", Shell.quoted(certificate)] }
        if let privateKey { words += ["-key", Shell.quoted(privateKey)] }
        if let proxy = proxy.flatMap({ try? HTTPProxy($0, from: "") }) {
            words += ["-proxy", Shell.quoted("\(HostText.bracketed(proxy.host)):\(proxy.port)")]
        }
        return words
    }

    /// The fields as lines of a request's head.
    var lines: Template {
        var lines = Template("")
        for field in fields {
            lines.append(Template("\(field.name): "))
            lines.append(field.template)
            lines.append("\r\n")
        }
        return lines
    }

    /// - Throws: ``ConformanceError`` if a part has no use for this server, or could not be used.
    func check(over target: Target) throws(ConformanceError) {
        if !target.isTLS, let option = optionsOfTLS.first {
            let sentence = "'\(option)' is for a server over https, and \(target.url) is not"
            throw ConformanceError(kind: .usage, description: sentence)
        }
        if let address, !HostText.isAddress(address) {
            let sentence = "'--resolve' takes an IP address, such as 192.0.2.7 or 2001:db8::7, not '\(address)'"
            throw ConformanceError(kind: .usage, description: sentence)
        }
        for field in fields { try field.check() }
    }

    private var optionsOfTLS: [String] {
        let rows = [
            ("--ca-file", authorities != nil), ("--client-cert", certificate != nil),
            ("--client-key", privateKey != nil), ("--insecure", !verifiesServer),
        ]
        return rows.filter(\.1).map(\.0)
    }

    /// A URL without user and password, which are secrets.
    static func withoutUser(_ url: String) -> String {
        guard let at = url.lastIndex(of: "@") else { return url }
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        return String(url[..<start] + url[url.index(after: at)...])
    }

    /// The values that must not be shown.
    var secrets: [String] {
        let proxyUser = proxy.flatMap { URLComponents(string: $0) }
        return fields.map(\.value) + [proxyUser?.password].compactMap(\.self)
    }
}

extension ConformanceOptions.Field {
    /// The value, which commands in reports take from a variable of the field's name.
    var template: Template {
        let variable = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return "\(Secret.given(value, variable: String(variable)))"
    }

    /// - Throws: ``ConformanceError`` if the field cannot be sent; the sentence does not have the value.
    func check() throws(ConformanceError) {
        let own = ["authorization", "connection", "content-length", "host", "transfer-encoding", "x-api-key"]
        let sentence: String
        if !HTTPFields.isName(name) {
            sentence = "'\(name)' is not the name of a header field"
        } else if own.contains(name.lowercased()) {
            sentence = "the checks send \(name) themselves; '--header' is for what a gateway asks for"
        } else if value.isEmpty || !value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            sentence = "the value of the header field \(name) is empty, or has a character that is not visible ASCII"
        } else {
            return
        }
        throw ConformanceError(kind: .usage, description: sentence)
    }

    /// The field as a shell word.
    var shellText: String { Template.joined(Template("\(name): "), template).shellText }
}
