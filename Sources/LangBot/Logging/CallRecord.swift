import Redaction

/// A loggable record of one attempt at an operation.
///
/// No member holds a credential, nor what stands under the name of a secret, such as `token`, or in free configuration,
/// such as `adapter_config`: of a body's values the shape is left, `"… (44 characters)"`, elsewhere `<redacted>`.
public struct CallRecord: Sendable {
    /// The outcome of an attempt.
    public enum Outcome: Sendable {
        /// A response arrived (for a stream, its head). `body` is nil if bodies are not logged.
        case answered(status: Int, headers: HTTPHeaders, body: String?)
        /// No response arrived, for the given reason.
        case failed(String)
    }

    /// The call that the attempt belongs to.
    public let call: CallContext
    /// Which attempt it is, counted from 1.
    public let attempt: Int
    /// The method of the request.
    public let method: HTTPMethod
    /// The URL of the request.
    public let url: String
    /// The header fields of the request, without the credential's.
    public let headers: HTTPHeaders
    /// The body of the request; nil if there is none or bodies are not logged.
    public let body: String?
    /// The operation.
    public var operation: OperationName { call.operation }
    /// The outcome.
    public let outcome: Outcome
    /// The time from passing on the request to the response or failure.
    public let duration: Duration
}

extension CallRecord: CustomStringConvertible {
    /// One line, and where bodies are logged one more for each; line breaks and control characters in them are written
    /// as escapes.
    public var description: String {
        let retry = attempt > 1 ? ", attempt \(attempt)" : ""
        let milliseconds = Int((duration.inSeconds * 1000).rounded())
        var lines = ["\(operation): \(method) \(url): \(result) after \(milliseconds) ms\(retry)"]
        if let body { lines.append("> \(body)") }
        if case .answered(_, _, let body?) = outcome { lines.append("< \(body)") }
        return lines.map(VisibleText.escaped).joined(separator: "\n")
    }

    private var result: String {
        switch outcome {
        case .answered(let status, _, _): "\(status)"
        case .failed(let reason): reason
        }
    }
}
