import Foundation
import Redaction

/// Makes texts of an attempt's bodies and errors without what is secret in them.
struct BodyRedaction {
    private var redactor = Redactor()

    /// Remembers what the request has to hide, since the answer may repeat it.
    init(_ request: TransportRequest) {
        redactor = CallSecrets(request: request, credential: nil).redactor()
    }

    /// Remembers what the answer has to hide, since its other texts may repeat it.
    mutating func learn(from response: TransportResponse) {
        redactor.learn(from: response.body)
    }

    /// The body of a request; nil where there is none or the limit is 0.
    func text(_ request: TransportRequest, limit: Int) -> String? {
        switch request.body {
        case nil: nil
        case .data(let data): text(data, request.headers, limit: limit)
        case .file, .sequence: limit > 0 ? "(a file of \(request.headers.mediaType))" : nil
        }
    }

    /// The body of a message, at most `limit` characters of it; nil where it is empty or the limit is 0.
    func text(_ data: Data, _ headers: HTTPHeaders, limit: Int) -> String? {
        guard limit > 0, !data.isEmpty else { return nil }
        let type = headers.mediaType
        let isText = type.hasPrefix("text/") || type.hasSuffix("json") || data.first == UInt8(ascii: "{")
        guard isText, let text = String(data: data, encoding: .utf8) else { return "(\(data.count) bytes of \(type))" }
        return String(redactor.text(text).prefix(limit))
    }

    /// The header fields of a message.
    func headers(_ headers: HTTPHeaders) -> HTTPHeaders { headers.redacted(redactor) }

    /// The address of a request.
    func address(_ request: TransportRequest) -> String { redactor.text(request.url.absoluteString) }

    /// Why there is no answer, in a sentence.
    func reason(_ error: any Error, _ context: AttemptContext) -> String {
        let mapped = LangBotError.mapping(
            error,
            operation: context.operation,
            attempt: context.attempt,
            redactor: redactor
        )
        guard var error = mapped as? LangBotError else { return "cancelled" }
        error.operation = nil
        return error.description
    }
}

extension HTTPHeaders {
    /// The media type without its parameters.
    fileprivate var mediaType: String {
        let type = self["Content-Type"]?.prefix { $0 != ";" } ?? "application/octet-stream"
        return type.trimmingCharacters(in: .whitespaces).lowercased()
    }
}
