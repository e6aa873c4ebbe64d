/// The transport of a client that is given none.
enum DefaultTransport {
    static func make() -> any Transport {
        #if os(Linux)
        SocketTransport()
        #else
        URLSessionTransport()
        #endif
    }
}
