import Redaction

/// A request and its answer for reports: without credentials, and with limited content.
public struct ExchangeRecord: Hashable, Sendable {
    /// A header field of a request or an answer.
    public struct Field: Hashable, Sendable {
        /// The name as sent; empty for a line that is not a field.
        public let name: String
        /// The value, with placeholders for credentials; the whole line if it is not a field.
        public let value: String

        init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        /// Parses a header line, which may be malformed.
        init(line: String) {
            let colon = line.firstIndex(of: ":")
            name = colon.map { String(line[..<$0]) } ?? ""
            value = colon.map { String(line[line.index(after: $0)...].drop { $0 == " " }) } ?? line
        }
    }

    /// The request's method.
    public let method: String
    /// The request's path and query.
    public let target: String
    /// The fields that the check added to the request.
    public let requestFields: [Field]
    /// The request's content, cut after 4,096 characters.
    public let requestBody: String
    /// The status of the answer; 0 if none came.
    public let status: Int
    /// The answer's fields.
    public let answerFields: [Field]
    /// The content of the answer, cut after 4,096 characters; the reason if no answer came.
    ///
    /// Of JSON it has every name, and in place of values whose names are not known to be harmless their shape:
    /// `"… (44 characters)"`.
    public let answerBody: String
}

extension ExchangeRecord {
    private static let limit = 4096

    init(_ exchange: AnsweredProbe, _ target: Target, hiding redactor: Redactor) {
        func cut(_ text: String) -> String { text.count > Self.limit ? text.prefix(Self.limit) + "…" : text }
        // What the check itself has written holds no secrets but those of the run.
        func shown(_ text: String) -> String { cut(redactor.known(in: text)) }
        let probe = exchange.probe
        if let wire = probe.wire {
            let (head, body) = Self.parts(of: Self.filled(wire.displayText, target))
            method = String(head[0].prefix { $0 != " " })
            self.target = shown(String(head[0].drop { $0 != " " }.dropFirst()))
            requestFields = head.dropFirst().map { Field(line: shown($0)) }
            requestBody = shown(body)
        } else {
            method = probe.method
            self.target = shown(target.prefix + probe.path.displayText)
            requestFields = probe.fields.map { Field(name: $0.name, value: shown($0.value.displayText)) }
            requestBody = shown(probe.body?.displayText ?? "")
        }
        status = exchange.reply.status
        answerFields = exchange.reply.fields.map { field in
            Field(name: shown(field.name), value: cut(redactor.value(of: field.name, field.value)))
        }
        answerBody = cut(exchange.reply.evidence(hiding: redactor))
    }

    /// The request, line by line.
    package var requestLines: [String] {
        Self.lines("\(method) \(target)", requestFields, requestBody)
    }

    /// The answer, line by line.
    package var answerLines: [String] {
        status == 0 ? [answerBody] : Self.lines("\(status)", answerFields, answerBody)
    }

    private static func filled(_ text: String, _ target: Target) -> String {
        text.replacing("{host}", with: target.authority).replacing("{prefix}", with: target.prefix)
    }

    /// The lines before the first empty one, and what comes after it.
    private static func parts(of request: String) -> (head: [String], body: String) {
        let end = request.firstRange(of: "\r\n\r\n")
        let head = request[..<(end?.lowerBound ?? request.endIndex)]
        let body = request[(end?.upperBound ?? request.endIndex)...]
        return (head.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init), String(body))
    }

    private static func lines(_ first: String, _ fields: [Field], _ body: String) -> [String] {
        let head = [first] + fields.map { $0.name.isEmpty ? $0.value : "\($0.name): \($0.value)" }
        return body.isEmpty
            ? head : head + [""] + body.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    }
}
