import Foundation

/// Whom a client trusts over TLS, and who it says it is.
package struct TLSConfiguration: Hashable, Sendable {
    /// A PEM file with the authorities to trust; nil for the system's.
    package var authorities: String?
    /// A PEM file with the certificate to show if the server asks for one, and those that vouch for it.
    package var certificate: String?
    /// A PEM file with the key of that certificate; nil if it is in the same file.
    package var privateKey: String?
    /// The name to ask for and to expect in the certificate; nil for the host that is connected to.
    package var serverName: String?
    /// Whether the server's certificate is verified; if not, anybody on the way can read and change everything.
    package var verifiesServer = true

    /// Trusts the system's authorities and shows no certificate, unless told otherwise.
    package init(authorities: String? = nil, certificate: String? = nil, privateKey: String? = nil) {
        self.authorities = authorities
        self.certificate = certificate
        self.privateKey = privateKey
    }
}

/// What TLS connections have in common; make it once, because reading the system's authorities takes a while.
package final class TLSContext: @unchecked Sendable {
    // Unchecked because of the pointer: nobody changes the context after `init`, and OpenSSL locks what sessions share.
    let library: OpenSSL
    let pointer: OpenSSL.Pointer
    let isServer: Bool
    let serverName: String?

    /// Whether this system has an OpenSSL that can be used.
    package static var isAvailable: Bool { OpenSSL.shared != nil }

    /// - Throws: ``HTTPClientError/tls(_:)`` if there is no OpenSSL, or a file is not what it should be.
    package convenience init(_ configuration: TLSConfiguration = TLSConfiguration()) throws(HTTPClientError) {
        try self.init(configuration, isServer: false)
    }

    /// The context of a server, which shows the certificate of the configuration.
    ///
    /// With authorities, it asks clients for theirs.
    package static func server(_ configuration: TLSConfiguration) throws(HTTPClientError) -> TLSContext {
        try TLSContext(configuration, isServer: true)
    }

    private init(_ configuration: TLSConfiguration, isServer: Bool) throws(HTTPClientError) {
        guard let library = OpenSSL.shared else {
            throw .tls("https needs OpenSSL 3 (libssl.so.3), which cannot be loaded here")
        }
        let method = isServer ? library.serverMethod() : library.clientMethod()
        guard let pointer = library.makeContext(method) else { throw .tls("OpenSSL cannot be used here") }
        self.library = library
        self.pointer = pointer
        self.isServer = isServer
        serverName = configuration.serverName
        _ = library.setContext(pointer, Constant.setMinimumVersion, Constant.tls12, nil)
        _ = library.setContextOptions(pointer, Constant.noRenegotiation)
        // A key with a password must not make OpenSSL ask for it on the terminal.
        library.setPassword(pointer) { _, _, _, _ in 0 }
        if isServer || configuration.verifiesServer { try trust(configuration.authorities) }
        if let certificate = configuration.certificate { try show(certificate, configuration.privateKey) }
    }

    deinit {
        library.freeContext(pointer)
    }

    private func trust(_ authorities: String?) throws(HTTPClientError) {
        if let authorities {
            try Self.checkReadable(authorities)
            guard library.trustFile(pointer, authorities, nil) == 1 else {
                throw .tls("the file \(authorities) has no certificates of authorities in PEM")
            }
        } else if !isServer {
            guard library.trustSystem(pointer) == 1 else {
                throw .tls("the system's certificate authorities cannot be read")
            }
        }
        let asksForOther = !isServer || authorities != nil
        let required = Constant.verifyPeer | (isServer ? Constant.failWithoutCertificate : 0)
        library.setVerification(pointer, asksForOther ? required : 0, nil)
    }

    /// OpenSSL does not say which of a file's faults it met.
    private static func checkReadable(_ path: String) throws(HTTPClientError) {
        guard access(path, R_OK) != 0 else { return }
        throw .tls("the file \(path) cannot be read: \(String(cString: strerror(errno)))")
    }

    private func show(_ certificate: String, _ privateKey: String?) throws(HTTPClientError) {
        try Self.checkReadable(certificate)
        guard library.useCertificates(pointer, certificate) == 1 else {
            throw .tls("the file \(certificate) has no certificate in PEM")
        }
        let key = privateKey ?? certificate
        try Self.checkReadable(key)
        library.clearErrors()
        guard library.useKey(pointer, key, Constant.pem) == 1 else {
            throw .tls(
                Constant.mismatches.contains(Int(library.nextError() & 0x7F_FFFF))
                    ? "the key in \(key) is not that of the certificate in \(certificate)"
                    : "the file \(key) has no private key in PEM, or it has a password"
            )
        }
    }

    /// Numbers of OpenSSL's headers.
    private enum Constant {
        static let setMinimumVersion: Int32 = 123
        static let tls12 = 0x0303
        static let noRenegotiation: UInt64 = 1 << 30
        static let verifyPeer: Int32 = 1
        static let failWithoutCertificate: Int32 = 2
        static let pem: Int32 = 1
        static let mismatches = [115, 116]
    }
}
