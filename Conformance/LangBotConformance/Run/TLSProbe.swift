import HTTPCore

/// Finds out whether a port that does not answer speaks TLS, or no TLS.
enum TLSProbe {
    /// A ClientHello of TLS 1.2 with one cipher suite and no extensions (RFC 5246, section 7.4.1.2).
    private static let clientHello: [UInt8] = {
        let suites: [UInt8] = [0x00, 0x02, 0xC0, 0x2F]
        let body: [UInt8] = [0x03, 0x03] + Array(repeating: 0x5A, count: 32) + [0x00] + suites + [0x01, 0x00]
        let handshake: [UInt8] = [0x01, 0x00, 0x00, UInt8(body.count)] + body
        return [0x16, 0x03, 0x01, 0x00, UInt8(handshake.count)] + handshake
    }()

    /// What to do if the server speaks the other scheme than its URL says; nil if it does not.
    static func wrongScheme(_ connector: Connector, timeout: Duration) async -> String? {
        let (target, plain) = (connector.target, connector.withoutTLS())
        let isTLS = await speaksTLS(plain, timeout: timeout)
        guard target.isTLS else { return isTLS ? "the server speaks TLS; use https instead of http" : nil }
        // A TLS server may answer HTTP too, with 400.
        guard !isTLS, await speaksHTTP(plain, timeout: timeout) else { return nil }
        return "the server does not speak TLS; use http instead of https"
    }

    private static func speaksHTTP(_ plain: Connector, timeout: Duration) async -> Bool {
        let request = HTTPRequest(.get, "/", fields: ["Host": plain.target.authority, "Connection": "close"])
        return (try? await SocketExchanger(connector: plain).exchange(request, timeout: timeout)) != nil
    }

    /// Whether the server answers with a handshake or a TLS alert.
    private static func speaksTLS(_ plain: Connector, timeout: Duration) async -> Bool {
        do {
            let connection = try await plain.open(timeout: timeout)
            defer { connection.close() }
            try await connection.send(clientHello, timeout: timeout)
            let answer = try await connection.receive(timeout: timeout) ?? []
            return HTTPClientError.isTLSRecord(answer)
        } catch {
            return false
        }
    }
}
