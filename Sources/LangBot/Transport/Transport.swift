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

    /// Cancels the requests in progress and frees the transport's resources. Nothing can be sent afterwards.
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

    /// Does nothing.
    public func close() {}
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
