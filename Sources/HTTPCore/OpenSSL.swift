import Foundation

/// The functions of the system's OpenSSL 3 that TLS needs, looked up while the program runs.
///
/// Nothing links OpenSSL: a program starts without it, and speaks plain HTTP.
struct OpenSSL: Sendable {
    typealias Pointer = OpaquePointer
    typealias Text = UnsafePointer<CChar>
    typealias Password = @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32

    private let initialize: @Sendable @convention(c) (UInt64, Pointer?) -> Int32

    // Contexts
    let clientMethod: @Sendable @convention(c) () -> Pointer?
    let serverMethod: @Sendable @convention(c) () -> Pointer?
    let makeContext: @Sendable @convention(c) (Pointer?) -> Pointer?
    let freeContext: @Sendable @convention(c) (Pointer) -> Void
    let setContext: @Sendable @convention(c) (Pointer, Int32, Int, UnsafeMutableRawPointer?) -> Int
    let setContextOptions: @Sendable @convention(c) (Pointer, UInt64) -> UInt64
    let trustSystem: @Sendable @convention(c) (Pointer) -> Int32
    let trustFile: @Sendable @convention(c) (Pointer, Text?, Text?) -> Int32
    let setVerification: @Sendable @convention(c) (Pointer, Int32, UnsafeMutableRawPointer?) -> Void
    let setPassword: @Sendable @convention(c) (Pointer, Password) -> Void
    let useCertificates: @Sendable @convention(c) (Pointer, Text) -> Int32
    let useKey: @Sendable @convention(c) (Pointer, Text, Int32) -> Int32

    // Sessions
    let makeSession: @Sendable @convention(c) (Pointer) -> Pointer?
    let freeSession: @Sendable @convention(c) (Pointer) -> Void
    let setSession: @Sendable @convention(c) (Pointer, Int32, Int, UnsafeMutableRawPointer?) -> Int
    let setConnects: @Sendable @convention(c) (Pointer) -> Void
    let setAccepts: @Sendable @convention(c) (Pointer) -> Void
    let setHost: @Sendable @convention(c) (Pointer, Text) -> Int32
    let setHostFlags: @Sendable @convention(c) (Pointer, UInt32) -> Void
    let parameters: @Sendable @convention(c) (Pointer) -> Pointer?
    let setAddress: @Sendable @convention(c) (Pointer, Text) -> Int32
    let setBuffers: @Sendable @convention(c) (Pointer, Pointer, Pointer) -> Void
    let handshake: @Sendable @convention(c) (Pointer) -> Int32
    let read: @Sendable @convention(c) (Pointer, UnsafeMutableRawPointer?, Int32) -> Int32
    let write: @Sendable @convention(c) (Pointer, UnsafeRawPointer?, Int32) -> Int32
    let shutdown: @Sendable @convention(c) (Pointer) -> Int32
    let sessionError: @Sendable @convention(c) (Pointer, Int32) -> Int32
    let verification: @Sendable @convention(c) (Pointer) -> Int

    // Buffers between a session and its socket
    let memory: @Sendable @convention(c) () -> Pointer?
    let makeBuffer: @Sendable @convention(c) (Pointer?) -> Pointer?
    let readBuffer: @Sendable @convention(c) (Pointer, UnsafeMutableRawPointer?, Int32) -> Int32
    let writeBuffer: @Sendable @convention(c) (Pointer, UnsafeRawPointer?, Int32) -> Int32
    let bufferedCount: @Sendable @convention(c) (Pointer) -> Int

    // Errors, which each thread has in a queue of its own
    let clearErrors: @Sendable @convention(c) () -> Void
    let nextError: @Sendable @convention(c) () -> UInt
    let reason: @Sendable @convention(c) (UInt) -> Text?
    let verificationReason: @Sendable @convention(c) (Int) -> Text?

    /// The library, loaded once; nil if the system has none.
    static let shared: OpenSSL? = {
        for name in Platform.tlsLibraries {
            guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL), let library = OpenSSL(Symbols(handle: handle)),
                library.initialize(withoutExitHandler, nil) == 1
            else { continue }
            return library
        }
        return nil
    }()

    /// `OPENSSL_INIT_NO_ATEXIT`: a connection may still be in use while the process exits.
    private static let withoutExitHandler: UInt64 = 0x80000

    /// The functions of a loaded library and of those that it needs.
    private struct Symbols {
        let handle: UnsafeMutableRawPointer

        /// A function of that name, whose type the caller knows from OpenSSL's manual.
        func callAsFunction<Function>(_ name: String) throws(Missing) -> Function {
            guard let symbol = dlsym(handle, name) else { throw Missing() }
            return unsafeBitCast(symbol, to: Function.self)
        }
    }

    private struct Missing: Error {}

    private init?(_ symbol: Symbols) {
        do throws(Missing) {
            initialize = try symbol("OPENSSL_init_ssl")
            clientMethod = try symbol("TLS_client_method")
            serverMethod = try symbol("TLS_server_method")
            makeContext = try symbol("SSL_CTX_new")
            freeContext = try symbol("SSL_CTX_free")
            setContext = try symbol("SSL_CTX_ctrl")
            setContextOptions = try symbol("SSL_CTX_set_options")
            trustSystem = try symbol("SSL_CTX_set_default_verify_paths")
            trustFile = try symbol("SSL_CTX_load_verify_locations")
            setVerification = try symbol("SSL_CTX_set_verify")
            setPassword = try symbol("SSL_CTX_set_default_passwd_cb")
            useCertificates = try symbol("SSL_CTX_use_certificate_chain_file")
            useKey = try symbol("SSL_CTX_use_PrivateKey_file")
            makeSession = try symbol("SSL_new")
            freeSession = try symbol("SSL_free")
            setSession = try symbol("SSL_ctrl")
            setConnects = try symbol("SSL_set_connect_state")
            setAccepts = try symbol("SSL_set_accept_state")
            setHost = try symbol("SSL_set1_host")
            setHostFlags = try symbol("SSL_set_hostflags")
            parameters = try symbol("SSL_get0_param")
            setAddress = try symbol("X509_VERIFY_PARAM_set1_ip_asc")
            setBuffers = try symbol("SSL_set_bio")
            handshake = try symbol("SSL_do_handshake")
            read = try symbol("SSL_read")
            write = try symbol("SSL_write")
            shutdown = try symbol("SSL_shutdown")
            sessionError = try symbol("SSL_get_error")
            verification = try symbol("SSL_get_verify_result")
            memory = try symbol("BIO_s_mem")
            makeBuffer = try symbol("BIO_new")
            readBuffer = try symbol("BIO_read")
            writeBuffer = try symbol("BIO_write")
            bufferedCount = try symbol("BIO_ctrl_pending")
            clearErrors = try symbol("ERR_clear_error")
            nextError = try symbol("ERR_get_error")
            reason = try symbol("ERR_reason_error_string")
            verificationReason = try symbol("X509_verify_cert_error_string")
        } catch {
            return nil
        }
    }
}
