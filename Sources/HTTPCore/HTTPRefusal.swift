/// Why the server itself rejects a request.
///
/// The connection is closed after the response.
package enum HTTPRefusal: Error, Hashable, Sendable {
    case malformed(HTTPSyntaxError)
    case headTooLarge
    case targetTooLong
    case bodyTooLarge(limit: Int)
    case unsupportedVersion
    case unsupportedTransferCoding
    case unsupportedExpectation
    case requestTimeout
    case handlerTimeout

    /// The status of the response.
    package var status: Int {
        switch self {
        case .malformed: 400
        case .requestTimeout: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .unsupportedExpectation: 417
        case .headTooLarge: 431
        case .unsupportedTransferCoding: 501
        case .handlerTimeout: 503
        case .unsupportedVersion: 505
        }
    }
}

/// What is wrong with a message's syntax (RFC 9112).
package enum HTTPSyntaxError: String, Error, Hashable, Sendable, CaseIterable {
    case startLine = "the start line is malformed"
    case method = "the method is not a token"
    case target = "the request target is malformed"
    case lineEnding = "a line does not end with CR LF"
    case fieldName = "a field name is malformed"
    case fieldValue = "a field value contains a forbidden character"
    case foldedField = "a field continues on a second line"
    case missingHost = "the Host field is missing"
    case duplicateHost = "there is more than one Host field"
    case invalidHost = "the Host field is malformed"
    case contentLength = "Content-Length is malformed or given twice"
    case lengthConflict = "Content-Length and Transfer-Encoding are both present"
    case transferEncoding = "Transfer-Encoding is malformed"
    case chunk = "a chunk is malformed"
    case status = "the status line is malformed"
    case upgrade = "the server switches to another protocol"
    case prematureEnd = "the connection ended inside a message"
}

extension HTTPRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let error): error.rawValue
        case .headTooLarge: "the header section is too large"
        case .targetTooLong: "the request target is too long"
        case .bodyTooLarge(let limit): "the content is larger than \(limit) bytes"
        case .unsupportedVersion: "only HTTP/1.0 and HTTP/1.1 are supported"
        case .unsupportedTransferCoding: "only the transfer coding chunked is supported"
        case .unsupportedExpectation: "only the expectation 100-continue is supported"
        case .handlerTimeout: "the response was not ready in time"
        case .requestTimeout: "the request did not arrive in time"
        }
    }
}
