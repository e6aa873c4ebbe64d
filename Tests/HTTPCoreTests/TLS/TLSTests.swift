import HTTPCore
import TestCertificates
import Testing

/// TLS against another program's server, with certificates of every kind.
@Suite(
    .enabled(
        if: TLSContext.isAvailable && Certificates.shared != nil,
        "needs OpenSSL 3 and its program, to make certificates"
    )
)
struct TLSTests {
    private static let asked = Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)

    private let certificates: Certificates

    init() throws {
        certificates = try #require(Certificates.shared)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let identity: String
        var host = "localhost"
        var serverName: String?
        var server: [String] = []
        var client: String?
        /// The reason for a refusal; nil if there is none.
        let refusal: String?

        var testDescription: String { "\(identity) for \(serverName ?? host) \(server.joined(separator: " "))" }
    }

    private static let rows = [
        Row(identity: "right", refusal: nil),
        Row(identity: "right", host: "127.0.0.1", refusal: nil),
        Row(identity: "right", server: ["-tls1_2"], refusal: nil),
        Row(identity: "right", server: ["-tls1_3"], refusal: nil),
        Row(identity: "wildcard", serverName: "a.bots.example", refusal: nil),
        Row(identity: "wildcard", refusal: "the server's certificate is for another host"),
        Row(
            identity: "wildcard",
            serverName: "a.b.bots.example",
            refusal: "the server's certificate is for another host"
        ),
        Row(identity: "expired", refusal: "the server's certificate has expired"),
        Row(
            identity: "self-signed",
            refusal: "the server's certificate is self-signed, and not among the trusted ones"
        ),
        Row(identity: "other-host", refusal: "the server's certificate is for another host"),
        Row(identity: "other-host", host: "127.0.0.1", refusal: "the server's certificate is for another address"),
        Row(
            identity: "unknown-authority",
            refusal: "the server's certificate comes from an authority that is not trusted"
        ),
        Row(
            identity: "right",
            server: ["-tls1", "-cipher", "ALL:@SECLEVEL=0"],
            refusal: "the server speaks only a version of TLS that is older than 1.2"
        ),
        Row(identity: "right", server: ["-Verify", "1", "-verify_return_error"], client: "client", refusal: nil),
        Row(identity: "right", server: ["-Verify", "1"], refusal: "the server asks for a client certificate"),
        Row(
            identity: "right",
            server: ["-Verify", "1", "-tls1_2"],
            refusal: "the server found nothing in common for TLS (its version or its ciphers)"
        ),
    ]

    @Test(arguments: rows) func certificatesAreChecked(_ row: Row) async throws {
        var arguments = row.server
        if row.client != nil { arguments += ["-CAfile", certificates.authority] }
        let server = try OpenSSLServer(certificates.identity(row.identity), arguments)
        var configuration = TLSConfiguration(authorities: certificates.authority)
        configuration.certificate = row.client.map(certificates.identity)
        configuration.serverName = row.serverName
        if let refusal = row.refusal {
            await #expect(throws: HTTPClientError.tls(refusal)) { try await answer(server, row.host, configuration) }
        } else {
            let answer = try await answer(server, row.host, configuration)
            #expect(answer.response.status == 200)
            #expect(answer.text.contains("s_server"))
        }
    }

    private func answer(
        _ server: OpenSSLServer,
        _ host: String,
        _ configuration: TLSConfiguration
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        let connection = try await HTTPClientConnection.open(
            host: host,
            port: server.port,
            by: ConnectionWay(tls: TLSContext(configuration)),
            timeout: patience
        )
        try await connection.send(Self.asked, timeout: patience)
        return try await connection.answer(to: .get, timeout: patience)
    }

    @Test func theSystemDoesNotTrustTheTests() async throws {
        let server = try OpenSSLServer(certificates.identity("right"), [])
        let error = await #expect(throws: HTTPClientError.self) {
            try await answer(server, "localhost", TLSConfiguration())
        }
        #expect(error == .tls("the server's certificate comes from an authority that is not trusted"))
    }

    @Test func aServerWithoutTLSIsRecognised() async throws {
        _ = try await withServer { server in
            await #expect(throws: HTTPClientError.tls("the server does not speak TLS")) {
                try await HTTPClientConnection.open(
                    host: server.host,
                    port: server.port,
                    by: ConnectionWay(tls: TLSContext()),
                    timeout: patience
                )
            }
        }
    }

    @Test func filesThatAreNotWhatTheyShouldBeAreNamed() throws {
        let missing = "/no/such/file.pem"
        let other = #filePath
        let (right, client) = (certificates.identity("right"), certificates.identity("client"))
        let rows: [(TLSConfiguration, String)] = [
            (TLSConfiguration(authorities: missing), "\(missing) cannot be read: No such file or directory"),
            (TLSConfiguration(certificate: missing), "\(missing) cannot be read: No such file or directory"),
            (
                TLSConfiguration(certificate: right, privateKey: missing),
                "\(missing) cannot be read: No such file or directory"
            ),
            (TLSConfiguration(authorities: other), "has no certificates of authorities in PEM"),
            (TLSConfiguration(certificate: other), "has no certificate in PEM"),
            (TLSConfiguration(certificate: right, privateKey: other), "has no private key in PEM"),
            (TLSConfiguration(certificate: right, privateKey: client), "not that of the certificate"),
        ]
        for (configuration, sentence) in rows {
            let error = #expect(throws: HTTPClientError.self) { try TLSContext(configuration) }
            #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        }
    }
}
