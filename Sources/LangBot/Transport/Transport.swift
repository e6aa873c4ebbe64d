/// Carries requests to a server.
///
/// A transport moves bytes and makes no decisions: it adds no header fields that matter to LangBot, follows no
/// redirects, stores no cookies and does not retry. It must return soon after its task is cancelled, and should throw
/// `TransportFailure` for failures that it can classify.
public protocol Transport: Sendable {
    /// Sends a request and waits for the complete response.
    func send(_ request: TransportRequest) async throws -> TransportResponse

    /// Sends a request and returns once the head of the response has arrived.
    func stream(_ request: TransportRequest) async throws -> TransportStream

    /// Opens a websocket; the default implementation says that the transport has none.
    ///
    /// The scheme of the URL is http or https. It may return before the server has accepted; then what the socket does
    /// next fails if the server does not.
    func socket(_ request: TransportRequest) async throws -> any TransportSocket

    /// Cancels the requests in progress, ends the websockets, and frees the transport's resources.
    ///
    /// Nothing can be sent afterwards.
    func close()
}

extension Transport {
    /// Waits for the complete response and delivers its body as one chunk.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let response = try await send(request)
        let body = Guarded(response.body.isEmpty ? nil : Optional(response.body))
        let chunks = BodyChunks {
            body.withLock { value in
                defer { value = nil }
                return value
            }
        }
        return TransportStream(status: response.status, headers: response.headers, body: chunks)
    }

    /// Throws an error, because this transport has no websockets.
    public func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        throw LangBotError(.transport, detail: "the client's transport has no websockets; use the default one")
    }

    /// Does nothing.
    public func close() {}
}

/// A websocket that a transport has opened.
///
/// Releasing it ends it.
public protocol TransportSocket: Sendable {
    /// Sends a text message.
    ///
    /// It may wait until the server takes it. Several tasks may send.
    func send(_ text: String) async throws

    /// Waits for the next text message; nil if the server has ended the websocket in order.
    ///
    /// Nothing is received before it is asked for, so that a server cannot fill the memory. Cancelling the task ends the
    /// websocket at once. One task at a time may wait.
    func receive() async throws -> String?

    /// Ends the websocket at once, and all calls that wait.
    func close()
}

/// A failure between this machine and the server.
public struct TransportFailure: Error, Sendable {
    /// The kinds of failure that the client distinguishes.
    public enum Kind: Hashable, Sendable {
        /// The connection could not be established.
        case connectionFailed
        /// TLS could not be established, or the server's certificate is not accepted.
        case insecure
        /// The connection ended before the response was complete.
        case connectionLost
        /// The transport's own timeout expired.
        case timeout
        /// The body is larger than the request allows.
        case responseTooLarge
        /// The transport was closed, or the transfer cancelled from outside the calling task.
        case cancelled
        /// Anything else.
        case other
    }

    /// The kind of failure.
    public let kind: Kind
    /// The reason in words that follow a comma, such as `the server's certificate has expired`; nil if there is none.
    public let reason: String?
    /// The error of the layer below.
    public let underlying: (any Error)?

    /// Creates a failure.
    public init(_ kind: Kind, reason: String? = nil, underlying: (any Error)? = nil) {
        self.kind = kind
        self.reason = reason
        self.underlying = underlying
    }
}

extension TransportFailure: CustomStringConvertible, CustomReflectable {
    /// The kind; the error below may print a whole address.
    public var description: String { "TransportFailure(\(kind))" }

    /// The description, for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }
}
