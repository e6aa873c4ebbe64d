/// Why an exchange over a raw connection failed.
package enum HTTPClientError: Error, Hashable, Sendable {
    /// The host has no address.
    case unresolvable(host: String, reason: String)
    /// The connection was refused.
    case refused(SystemError)
    /// The host cannot be reached, for the reason given in words.
    case unreachable(host: String, reason: String)
    /// The deadline passed.
    case timeout
    /// The connection was closed before a response started.
    case closed
    /// The connection was reset.
    case reset(SystemError?)
    /// The data received is not an HTTP/1.1 response.
    case malformed(HTTPSyntaxError, received: [UInt8])
    /// The response exceeds the client's limits.
    case tooLarge
    /// There is no TLS, or the server's certificate is not accepted, for the reason given in words.
    case tls(String)
    /// What is to be sent cannot be read, for the reason given in words.
    case unreadable(String)
    /// The waiting task was cancelled.
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
        case .tls(let reason), .unreadable(let reason): reason
        case .cancelled: "the call was cancelled"
        }
    }

    /// What is wrong with an answer of which these bytes came first.
    init(_ fault: HTTPResponseParser.Fault, received: [UInt8]) {
        self =
            switch fault {
            case .malformed(let error): .malformed(error, received: received)
            case .tooLarge: .tooLarge
            }
    }

    /// Whether bytes start like an alert or handshake record of any version (RFC 8446, section 5.1).
    package static func isTLSRecord(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03
    }
}
