/// Why an exchange over a raw connection failed.
package enum HTTPClientError: Error, Hashable, Sendable {
    /// The host has no address.
    case unresolvable(host: String, reason: String)
    /// Nobody accepts connections there.
    case refused(SystemError)
    /// No connection to the host comes about, for a reason that only words tell.
    case unreachable(host: String, reason: String)
    /// The deadline passed.
    case timeout
    /// The connection ended before an answer began.
    case closed
    /// The connection broke off.
    case reset(SystemError?)
    /// What came is no HTTP/1.1 answer.
    case malformed(HTTPSyntaxError, received: [UInt8])
    /// The answer exceeds the client's limits.
    case tooLarge
    /// The task that waited was cancelled.
    case cancelled
}

extension HTTPClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unresolvable(let host, let reason): "the host '\(host)' has no address: \(reason)"
        case .refused(let error): "the connection was not accepted (\(error))"
        case .unreachable(_, let reason): reason
        case .timeout: "no answer came in time"
        case .closed: "the connection was closed without an answer"
        case .reset(let error): "the connection broke off" + (error.map { " (\($0))" } ?? "")
        case .malformed(_, let received) where Self.isTLSRecord(received): "the server speaks TLS"
        case .malformed(let error, _): "the answer is not HTTP: \(error.rawValue)"
        case .tooLarge: "the answer is too large"
        case .cancelled: "the call was cancelled"
        }
    }

    /// Whether the other side answered with a TLS record, as it does to a client that does not speak TLS.
    package var isTLSAnswer: Bool {
        if case .malformed(_, let received) = self { Self.isTLSRecord(received) } else { false }
    }

    /// Whether bytes begin as an alert or handshake record of any version (RFC 8446, section 5.1).
    package static func isTLSRecord(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03
    }
}
