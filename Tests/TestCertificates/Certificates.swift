import CommandLineSupport
package import Foundation

/// Certificates that the program `openssl` makes for one run of the tests.
package struct Certificates: Sendable {
    /// The one for this run; nil if there is no such program.
    package static let shared = try? Certificates()

    package let directory: URL

    /// The authority that signs the others, as a file.
    package var authority: String { file("authority.pem") }

    /// Certificate and key of a name in ``rows``, in one file.
    package func identity(_ name: String) -> String { file("\(name).pem") }

    private struct Row {
        let name: String
        /// What the certificate is for, as OpenSSL's configuration writes it.
        let subject: String
        var days = 2
        var issuer: String? = "authority"
    }

    private static let rows = [
        Row(name: "authority", subject: "basicConstraints=critical,CA:TRUE", issuer: nil),
        Row(name: "stranger", subject: "basicConstraints=critical,CA:TRUE", issuer: nil),
        Row(name: "right", subject: "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        Row(name: "expired", subject: "subjectAltName=DNS:localhost", days: -1),
        Row(name: "self-signed", subject: "subjectAltName=DNS:localhost,DNS:langbot.test,IP:127.0.0.1", issuer: nil),
        Row(name: "other-host", subject: "subjectAltName=DNS:other.example"),
        Row(name: "wildcard", subject: "subjectAltName=DNS:*.bots.example"),
        Row(name: "unknown-authority", subject: "subjectAltName=DNS:localhost", issuer: "stranger"),
        Row(name: "client", subject: "extendedKeyUsage=clientAuth"),
    ]

    private init() throws {
        let temporary = FileManager.default.temporaryDirectory
        directory = temporary.appendingPathComponent("langbot-tls-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for row in Self.rows { try make(row) }
    }

    private func make(_ row: Row) throws {
        let (key, certificate) = (file("\(row.name).key"), file("\(row.name).crt"))
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        let subject = ["-subj", "/CN=\(row.name)", "-keyout", key]
        if let issuer = row.issuer {
            let (request, extensions) = (file("\(row.name).csr"), file("\(row.name).ext"))
            try Data(row.subject.utf8).write(to: URL(fileURLWithPath: extensions))
            try Self.openssl(["req", "-new"] + curve + subject + ["-out", request])
            let signer = ["-CA", file("\(issuer).crt"), "-CAkey", file("\(issuer).key"), "-CAcreateserial"]
            try Self.openssl(
                ["x509", "-req", "-in", request, "-days", "\(row.days)", "-extfile", extensions, "-out", certificate]
                    + signer
            )
        } else {
            try Self.openssl(
                ["req", "-x509", "-days", "\(row.days)", "-addext", row.subject, "-out", certificate] + curve + subject
            )
        }
        let both = try [certificate, key].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        try (both[0] + both[1]).write(to: URL(fileURLWithPath: file("\(row.name).pem")))
    }

    private func file(_ name: String) -> String { directory.appendingPathComponent(name).path }

    private static func openssl(_ arguments: [String]) throws {
        let status = try ChildProcess("openssl", arguments).waitUntilExit()
        guard status == 0 else { throw CocoaError(.featureUnsupported) }
    }
}
