import Foundation

/// Makes texts of an attempt's bodies and errors without what is secret in them.
struct BodyRedaction {
    private let redactor: Redactor

    /// Remembers what the request's body has to hide, since the answer may repeat it.
    init(_ request: TransportRequest) {
        guard case .data(let data)? = request.body, let value = try? JSONValue(json: data) else {
            redactor = Redactor()
            return
        }
        redactor = Redactor(value.secretTexts)
    }

    /// The body of a request; nil where there is none or the limit is 0.
    func text(_ request: TransportRequest, limit: Int) -> String? {
        switch request.body {
        case nil: nil
        case .data(let data): text(data, request.headers, limit: limit)
        case .file: limit > 0 ? "(a file of \(request.headers.mediaType))" : nil
        }
    }

    /// The body of a message, at most `limit` characters of it; nil where it is empty or the limit is 0.
    func text(_ data: Data, _ headers: HTTPHeaders, limit: Int) -> String? {
        guard limit > 0, !data.isEmpty else { return nil }
        if let value = try? JSONValue(json: data), let json = try? value.redacted.json() {
            return String(redactor.redact(String(decoding: json, as: UTF8.self)).prefix(limit))
        }
        guard headers.mediaType.hasPrefix("text/"), let text = String(data: data, encoding: .utf8) else {
            return "(\(data.count) bytes of \(headers.mediaType))"
        }
        return String(redactor.redact(text).prefix(limit))
    }

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
