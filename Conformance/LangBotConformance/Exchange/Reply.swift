package import HTTPCore
package import JSONCore

/// What the server answered.
package struct Reply: Sendable {
    package let status: Int
    package let fields: HTTPFields
    package let body: [UInt8]
    /// The content as JSON, or nil where it is none; a byte order mark is passed over, for a check of its own.
    package let json: JSONValue?
    /// Why there was no answer.
    package let failure: HTTPClientError?

    init(_ response: HTTPResponse) {
        failure = nil
        status = response.status
        fields = response.fields
        body = response.body
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        json = try? JSONValue(parsing: Array(body.dropFirst(body.starts(with: mark) ? mark.count : 0)))
    }

    /// Stands for the answer that did not come.
    init(failure: HTTPClientError) {
        status = 0
        fields = [:]
        body = Array(failure.description.utf8)
        json = nil
        self.failure = failure
    }

    /// Whether the server ended the connection instead of answering.
    var isClosed: Bool {
        switch failure {
        case .closed, .reset: true
        default: false
        }
    }

    /// The media type without its parameters, in lower case.
    package var mediaType: String {
        let value = fields["content-type"] ?? ""
        return String(value.prefix { $0 != ";" }).lowercased().filter { $0 != " " }
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The envelope's `code` as text: a number's digits, or a string in quotation marks.
    package var code: JSONValue? { json?["code"] }

    package var message: String? { json?["msg"]?.stringValue }

    package var data: JSONValue? { json?["data"] }

    /// Whether status and envelope both say that it worked.
    package var isSuccess: Bool { (200..<300).contains(status) && code?.integerValue == 0 }

    /// Status and message, or status and media type where there is no message.
    package var brief: String {
        if status == 0 { return text }
        if let message { return "\(status) \"\(message.prefix(200))\"" }
        return "\(status)" + (mediaType.isEmpty ? " without content" : " with \(mediaType)")
    }

    /// Status, media type and the beginning of the content, on one line.
    package var summary: String {
        if status == 0 { return text }
        let type = mediaType.isEmpty ? "" : " \(mediaType)"
        let content = text.prefix(300).split(whereSeparator: \.isNewline).joined(separator: " ")
        return "\(status)\(type)\(content.isEmpty ? "" : " ")\(content)\(text.count > 300 ? "…" : "")"
    }
}

/// A request and its answer.
package struct Exchange: Sendable {
    package let probe: Probe
    package let reply: Reply

    /// Whether the server has done something that shows in what comes later.
    var hasChangedSomething: Bool {
        !["GET", "HEAD", "OPTIONS"].contains(probe.method) && (200..<300).contains(reply.status)
    }
}
