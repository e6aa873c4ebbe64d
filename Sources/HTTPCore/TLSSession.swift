import Foundation

/// One end of a TLS connection, without I/O: what comes from the socket goes in, and what must be sent comes out.
///
/// It belongs to one task at a time.
final class TLSSession {
    private let context: TLSContext
    private let session: OpenSSL.Pointer
    // Both belong to the session.
    private let input: OpenSSL.Pointer
    private let output: OpenSSL.Pointer
    private var failure: HTTPClientError?
    private(set) var isEstablished = false

    /// What there is to read.
    enum Content {
        case bytes([UInt8])
        /// More must come from the socket.
        case waiting
        /// The peer has said that nothing follows.
        case end
    }

    /// - Parameter host: The name or address that the server's certificate must be for.
    init(_ context: TLSContext, host: String) throws(HTTPClientError) {
        let library = context.library
        guard let session = library.makeSession(context.pointer) else { throw .tls("OpenSSL has no memory") }
        guard let input = library.makeBuffer(library.memory()), let output = library.makeBuffer(library.memory()) else {
            library.freeSession(session)
            throw .tls("OpenSSL has no memory")
        }
        library.setBuffers(session, input, output)
        self.context = context
        self.session = session
        self.input = input
        self.output = output
        if context.isServer { library.setAccepts(session) } else { try expect(host) }
    }

    deinit {
        library.freeSession(session)
    }

    private var library: OpenSSL { context.library }

    /// Names the server that is wanted, and checks its certificate against that name or address.
    private func expect(_ host: String) throws(HTTPClientError) {
        library.setConnects(session)
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        // Addresses are never named to the server (RFC 6066, section 3).
        if let parameters = library.parameters(session), library.setAddress(parameters, name) == 1 { return }
        library.setHostFlags(session, Constant.noPartialWildcards)
        let isSet = name.withCString { text in
            library.setHost(session, text) == 1
                && library.setSession(session, Constant.setServerName, 0, UnsafeMutableRawPointer(mutating: text)) == 1
        }
        guard isSet else { throw .tls("'\(host)' cannot be a certificate's host name") }
    }

    /// Goes on with the handshake; returns whether it is complete.
    func handshake() throws(HTTPClientError) -> Bool {
        library.clearErrors()
        let status = library.handshake(session)
        if status == 1 {
            isEstablished = true
            return true
        }
        if library.sessionError(session, status) == Constant.wantsRead { return false }
        throw fault()
    }

    /// Takes what came from the socket.
    func take(_ bytes: UnsafeRawBufferPointer) {
        _ = library.writeBuffer(input, bytes.baseAddress, Int32(bytes.count))
    }

    /// Reads up to so many bytes.
    func read(upTo limit: Int) throws(HTTPClientError) -> Content {
        if let failure { throw failure }
        library.clearErrors()
        var status: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            while count < limit {
                let start = buffer.baseAddress.map { $0 + count }
                status = library.read(session, start, Int32(limit - count))
                guard status > 0 else { return }
                count += Int(status)
            }
        }
        if status > 0 { return .bytes(bytes) }
        let content = state(library.sessionError(session, status))
        if !bytes.isEmpty { return .bytes(bytes) }
        if let failure { throw failure }
        return content
    }

    private func state(_ error: Int32) -> Content {
        switch error {
        case Constant.wantsRead: return .waiting
        case Constant.peerHasEnded: return .end
        default:
            failure = fault()
            return .end
        }
    }

    /// Encrypts bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(HTTPClientError) {
        guard !bytes.isEmpty else { return }
        library.clearErrors()
        guard library.write(session, bytes.baseAddress, Int32(bytes.count)) == bytes.count else { throw fault() }
    }

    /// Says to the peer that nothing follows.
    func end() {
        guard isEstablished, failure == nil else { return }
        library.clearErrors()
        _ = library.shutdown(session)
    }

    /// What must be sent now.
    func takeOutput() -> [UInt8] {
        let waiting = library.bufferedCount(output)
        guard waiting > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: waiting) { buffer, count in
            count = Int(max(0, library.readBuffer(output, buffer.baseAddress, Int32(waiting))))
        }
    }

    private func fault() -> HTTPClientError {
        .tls(TLSReason.text(of: session, library))
    }

    /// Numbers of OpenSSL's headers.
    private enum Constant {
        static let setServerName: Int32 = 55
        static let noPartialWildcards: UInt32 = 4
        static let wantsRead: Int32 = 2
        static let peerHasEnded: Int32 = 6
    }
}
