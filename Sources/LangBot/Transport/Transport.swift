/// Carries requests to a server.
///
/// A transport moves bytes and decides nothing: it adds no header of its own that matters to LangBot, follows no
/// redirect, keeps no cookie, repeats nothing. It must end soon after its task is cancelled, and should throw
/// `TransportFailure` for what it can name.
public protocol Transport: Sendable {
    /// Sends a request and waits for the whole answer.
    func send(_ request: TransportRequest) async throws -> TransportResponse

    /// Sends a request and returns when the head of the answer has arrived.
    func stream(_ request: TransportRequest) async throws -> TransportStream

    /// Ends what is under way and frees what the transport holds; nothing can be sent afterwards.
    func close()
}

extension Transport {
    /// Sends buffered and hands the whole body over as one part.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let response = try await send(request)
        let body = Locked(response.body.isEmpty ? nil : Optional(response.body))
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

/// What went wrong between this machine and the server.
public struct TransportFailure: Error, Sendable {
    /// The kinds of failure that the client tells apart.
    public enum Kind: Hashable, Sendable {
        /// No connection came about.
        case connectionFailed
        /// The connection ended before the answer was complete.
        case connectionLost
        /// The transport's own timer ran out.
        case timeout
        /// The body is larger than the request allows.
        case responseTooLarge
        /// The transport was closed, or the transfer cancelled from outside the calling task.
        case cancelled
        /// Anything else.
        case other
    }

    /// What sort of failure it is.
    public let kind: Kind
    /// The error of the layer below.
    public let underlying: (any Error)?

    /// Makes a failure.
    public init(_ kind: Kind, underlying: (any Error)? = nil) {
        self.kind = kind
        self.underlying = underlying
    }
}
