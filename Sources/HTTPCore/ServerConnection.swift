/// The state of one client's connection.
///
/// Belongs to the thread of its event loop.
final class ServerConnection {
    /// Where the connection stands.
    enum Phase {
        /// Waiting for a request, or in the middle of one.
        case reading
        /// A handler has the request.
        case handling
        /// A handler has started a chunked response.
        case streaming
        /// The connection is a websocket.
        case upgraded
        /// The last response is being sent.
        case closing
        /// The last response has been sent, and the client gets time to read it before the connection is closed.
        case lingering
    }

    /// What the deadline is for.
    enum Wait {
        case idle
        case head
        case body
        case handler
        case write
        case linger
        case stream
    }

    let socket: Socket
    var parser: HTTPRequestParser
    var phase = Phase.reading
    /// Distinguishes the current request's exchange from earlier ones.
    var serial: UInt64 = 0
    var method = HTTPMethod.get
    var version = HTTPVersion.http11
    var keepsAlive = true
    var disconnectActions: [@Sendable () -> Void] = []
    /// The websocket that the connection has become.
    var upgraded: UpgradedConnection?

    var readsInterest = true
    var writesInterest = false
    /// The client will send nothing more.
    var inputEnded = false
    /// Bytes thrown away while lingering.
    var discarded = 0
    /// When lingering ends at the latest.
    var lingerEnd: MonotonicTime?

    var wait: Wait?
    var deadline: MonotonicTime?
    /// Guards against handlers that answer inside the call that hands them the request.
    var isProcessing = false

    /// Empty and without memory of its own while there is nothing to send.
    private var output: [UInt8] = []
    private var outputStart = 0
    private let spare: SpareBuffer

    init(socket: Socket, limits: HTTPLimits, spare: SpareBuffer) {
        self.socket = socket
        self.spare = spare
        parser = HTTPRequestParser(limits: limits)
    }

    /// Whether the client has ended its side and everything that it sent has been handled.
    var isAtItsLastRequest: Bool { inputEnded && parser.bufferedCount == 0 }

    /// Whether it is a websocket whose end has begun.
    var isEnding: Bool { upgraded?.isClosing ?? false }

    var pendingOutput: Int { output.count - outputStart }

    /// Hands the bytes that are still to be sent to `body` for extension.
    func append(_ body: (inout [UInt8]) -> Void) {
        if output.isEmpty { spare.lend(to: &output) }
        body(&output)
    }

    /// Sends as much as the socket takes.
    ///
    /// - Returns: the number of bytes sent; nil if the connection is gone.
    func send() -> Int? {
        var sent = 0
        while pendingOutput > 0 {
            let transfer = output.withUnsafeBytes { socket.send(UnsafeRawBufferPointer(rebasing: $0[outputStart...])) }
            switch transfer {
            case .moved(let count):
                sent += count
                outputStart += count
            case .wouldBlock: return sent
            case .closed, .failed: return nil
            }
        }
        spare.takeBack(&output)
        outputStart = 0
        return sent
    }
}
