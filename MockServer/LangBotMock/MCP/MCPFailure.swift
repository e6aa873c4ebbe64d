import HTTPCore

/// Why an MCP server does not answer.
enum MCPFailure: Error, Hashable, Sendable {
    /// Nothing accepts connections there.
    case unreachable
    /// The server did not answer in time.
    case timeout
    /// An HTTP status that is not a success.
    case status(Int, asksForSignIn: Bool)
    /// The connection or the process ended.
    case ended
    /// The server answered something that is no MCP, so that nobody learns of it.
    case nonsense
    /// The transport broke before MCP began.
    case broken
    /// A request has had no answer in time.
    case silence
    /// The server's answer lacks what it must have.
    case invalid
    /// The server answered with an error of its own.
    case refused(code: Int64, message: String)
    /// There is no such command.
    case noCommand(String)
    /// The arguments of the server lack something, or hold what cannot be used.
    case misconfigured(String)

    /// Whether LangBot notices nothing, and gives up when its patience ends.
    var isSilent: Bool { self == .nonsense || self == .silence }

    /// The code of the error, which says nothing of the address.
    var code: String {
        switch self {
        case .unreachable: "connection_unreachable"
        case .timeout: "connection_timeout"
        case .status(let status, _): "http_\(status)"
        case .ended, .nonsense, .broken, .silence, .invalid, .refused, .noCommand, .misconfigured: "runtime_error"
        }
    }

    /// The text of LangBot's exception.
    var text: String {
        switch self {
        // Python reports the errors of background work in groups.
        case .unreachable, .timeout, .status, .broken: "unhandled errors in a TaskGroup (1 sub-exception)"
        case .ended: "Connection closed"
        case .nonsense, .invalid: "The answer is invalid"
        case .silence: "Timed out while waiting for response"
        case .refused(_, let message): message
        case .noCommand(let command): "[Errno 2] No such file or directory: '\(command)'"
        case .misconfigured(let reason): reason
        }
    }

    init(_ error: HTTPClientError) {
        self =
            switch error {
            case .unresolvable, .refused, .unreachable, .unreadable, .tls: .unreachable
            case .timeout: .timeout
            case .closed, .reset, .cancelled: .ended
            case .malformed, .tooLarge: .nonsense
            }
    }
}
