import Redaction

/// One attempt at an operation, as a log may show it.
///
/// No member holds a credential, nor what stands under the name of a secret, such as `token`, or in free configuration,
/// such as `adapter_config`: of a body's values the shape is left, `"… (44 characters)"`, elsewhere `<redacted>`.
public struct CallRecord: Sendable {
    /// What became of an attempt.
    public enum Outcome: Sendable {
        /// An answer arrived; of a streamed one its head. `body` is nil where bodies are not logged.
        case answered(status: Int, headers: HTTPHeaders, body: String?)
        /// None arrived, for the reason that the sentence tells.
        case failed(String)
    }

    /// The operation.
    public let operation: OperationName
    /// Which attempt it is, counted from 1.
    public let attempt: Int
    /// The method of the request.
    public let method: HTTPMethod
    /// The address of the request.
    public let url: String
    /// The header fields of the request, without the credential's.
    public let headers: HTTPHeaders
    /// The body of the request; nil where there is none or bodies are not logged.
    public let body: String?
    /// What became of it.
    public let outcome: Outcome
    /// From the moment when the request was handed on to the answer or the failure.
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
