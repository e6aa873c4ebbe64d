/// Why TLS failed, in words.
enum TLSReason {
    /// The reason for the last failure of a session, on the thread that saw it.
    static func text(of session: OpenSSL.Pointer, _ library: OpenSSL) -> String {
        var first: UInt?
        while case let error = library.nextError(), error != 0 { first = first ?? error }
        let code = first.map { Int($0 & 0x7F_FFFF) } ?? 0
        if code == certificateRefused { return certificate(library.verification(session), library) }
        if let known = known[code] { return known }
        let text = first.flatMap(library.reason).map { String(cString: $0) }
        return "TLS failed: \(text ?? "the connection ended")"
    }

    private static func certificate(_ result: Int, _ library: OpenSSL) -> String {
        if let known = certificates[result] { return "the server's certificate \(known)" }
        let text = library.verificationReason(result).map { String(cString: $0) }
        return "the server's certificate is not accepted: \(text ?? "code \(result)")"
    }

    // `SSL_R_CERTIFICATE_VERIFY_FAILED`
    private static let certificateRefused = 134

    /// The results of a verification, `X509_V_ERR_…`.
    private static let certificates: [Int: String] = [
        9: "is not valid yet; check the clock of this machine",
        10: "has expired",
        18: "is self-signed, and not among the trusted ones",
        19: "comes from an authority that is not trusted",
        20: "comes from an authority that is not trusted",
        21: "comes from an authority that is not trusted, or the server does not send the certificates in between",
        23: "was revoked",
        62: "is for another host",
        64: "is for another address",
    ]

    /// The reasons of an error, `SSL_R_…`; from 1000 on those that the peer told in an alert.
    private static let known: [Int: String] = [
        156: "the server does not speak TLS",
        191: "the server speaks no version of TLS that is allowed here",
        198: "the server does not speak TLS",
        258: "the server speaks only a version of TLS that is older than 1.2",
        267: "the server does not speak TLS",
        294: "the connection ended without the end of TLS",
        1040: "the server found nothing in common for TLS (its version or its ciphers)",
        1042: "the server does not accept the client certificate",
        1043: "the server does not accept the client certificate",
        1045: "the server says that the client certificate has expired",
        1048: "the server does not trust the authority of the client certificate",
        1070: "the server speaks only a version of TLS that is older than 1.2",
        1112: "the server does not know the name of this host",
        1116: "the server asks for a client certificate",
    ]
}
