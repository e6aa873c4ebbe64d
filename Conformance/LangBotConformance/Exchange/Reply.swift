package import HTTPCore
package import JSONCore
import Redaction

/// What the server answered.
package struct Reply: Sendable {
    package let status: Int
    package let fields: HTTPFields
    package let body: [UInt8]
    /// The content as JSON, or nil where it is none; a byte order mark is passed over, for a check of its own.
    package let json: JSONValue?
    /// Why there was no answer.
    package let failure: HTTPClientError?
    /// Hides the secrets of the run, also those that it learns later.
    private let secrets: Locked<Redactor>

    init(_ response: HTTPResponse, hiding secrets: Locked<Redactor> = Locked(Redactor())) {
        failure = nil
        self.secrets = secrets
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
        secrets = Locked(Redactor())
        self.failure = failure
    }

    private var redactor: Redactor { secrets.withLock { $0 } }

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

    /// Whether the media type names no other encoding of its text than UTF-8.
    var isDeclaredAsUTF8: Bool {
        let parameters = (fields["content-type"] ?? "").lowercased().split(separator: ";").dropFirst()
        let names = parameters.map { $0.filter { $0 != " " && $0 != "\"" } }
        return names.allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
    }

    /// The content as evidence: names and shapes, and of values those whose names are known to be harmless.
    func evidence(hiding redactor: Redactor) -> String {
        guard let failure else { return String(decoding: redactor.content(body, as: .evidence), as: UTF8.self) }
        return redactor.known(in: failure.description)
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The envelope's `code` as text: a number's digits, or a string in quotation marks.
    package var code: JSONValue? { json?["code"] }

    package var message: String? { json?["msg"]?.stringValue }

    package var data: JSONValue? { json?["data"] }

    /// Whether status and envelope both say that it worked.
    package var isSuccess: Bool { (200..<300).contains(status) && code?.integerValue == 0 }

    /// Whether it is data without an envelope: JSON without a code, or a stream of events.
    var isBareData: Bool {
        guard (200..<300).contains(status) else { return false }
        return json?.arrayValue != nil || json?.objectValue.map { !$0.isEmpty && code == nil } ?? false
            || ["text/event-stream", "text/csv"].contains(mediaType)
    }

    var isRedirect: Bool { (300..<400).contains(status) }

    /// Whether it redirects to another origin.
    func leads(awayFrom target: Target) -> Bool {
        guard isRedirect, let location = fields["location"] else { return false }
        return !(location.hasPrefix("/") && !location.hasPrefix("//") || location.hasPrefix(target.url + "/"))
    }

    /// Whether it says that caches may keep it for others, or without asking again.
    var isCacheable: Bool {
        let sharing = ["cdn-cache-control", "surrogate-control"].flatMap { fields.tokens($0) }
        if sharing.contains(where: { $0.contains("max-age=") && !$0.hasSuffix("=0") }) { return true }
        let directives = fields.tokens("cache-control")
        if directives.contains(where: { ["no-store", "private", "no-cache"].contains($0) }) { return false }
        return directives.contains { directive in
            directive == "public" || directive == "immutable"
                || (directive.hasPrefix("max-age=") || directive.hasPrefix("s-maxage=")) && !directive.hasSuffix("=0")
        } || directives.isEmpty && fields["expires"].map { $0.hasSuffix("GMT") && !$0.contains(" 1970 ") } ?? false
    }

    /// The message without secrets.
    var shownMessage: String? { message.map(redactor.text) }

    /// The value of a field without secrets.
    func shown(_ field: String) -> String? { fields[field].map { redactor.value(of: field, $0) } }

    /// Status and message, or status and media type where there is no message.
    package var brief: String {
        if status == 0 { return text }
        if let shownMessage { return "\(status) \"\(shownMessage.prefix(200))\"" }
        return "\(status)" + (mediaType.isEmpty ? " without content" : " with \(mediaType)")
    }

    /// Status, media type and the beginning of the content as evidence, on one line.
    package var summary: String {
        if status == 0 { return text }
        let type = mediaType.isEmpty ? "" : " \(mediaType)"
        let evidence = evidence(hiding: redactor)
        let content = evidence.prefix(300).split(whereSeparator: \.isNewline).joined(separator: " ")
        return "\(status)\(type)\(content.isEmpty ? "" : " ")\(content)\(evidence.count > 300 ? "…" : "")"
    }

    /// Whether a text is the summary of an answer.
    ///
    /// Most texts are not, and a summary is costly to make.
    func isSummarized(by text: String) -> Bool { status != 0 && text.hasPrefix("\(status)") && summary == text }
}

/// A request and its answer.
package struct AnsweredProbe: Sendable {
    package let probe: Probe
    package let reply: Reply

    /// Whether a request without a valid credential was answered with data, or carried out.
    var hasLetAnybodyIn: Bool {
        guard !probe.hasValidCredential else { return false }
        switch probe.method {
        case "HEAD": return (200..<300).contains(reply.status) && reply.mediaType != "text/html"
        case "GET", "OPTIONS": return reply.isBareData || reply.isSuccess && reply.data.map { !$0.isNull } ?? false
        default: return reply.isSuccess
        }
    }

    /// Whether the server has done something that shows in what comes later.
    var hasChangedSomething: Bool {
        !["GET", "HEAD", "OPTIONS"].contains(probe.method) && (200..<300).contains(reply.status)
    }
}
