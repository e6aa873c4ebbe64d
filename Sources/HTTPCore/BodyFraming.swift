/// How the end of a message's content is determined (RFC 9112, section 6).
enum BodyFraming: Hashable, Sendable {
    case length(Int)
    case chunked
    case untilClose

    /// Why framing fields are rejected.
    enum Fault: Error {
        case syntax(HTTPSyntaxError)
        case unsupportedCoding
    }

    /// The framing that the fields specify; nil if they specify none.
    static func of(_ fields: HTTPFields, version: HTTPVersion, codingWins: Bool = false) throws(Fault) -> BodyFraming? {
        let lengths = fields.values("content-length")
        let codings = fields.contains("transfer-encoding") ? fields.tokens("transfer-encoding") : nil
        if let codings {
            guard lengths.isEmpty || codingWins else { throw .syntax(.lengthConflict) }
            return try chunked(codings, version)
        }
        guard let length = lengths.first else { return nil }
        guard lengths.count == 1, let value = contentLength(length) else { throw .syntax(.contentLength) }
        return .length(value)
    }

    private static func chunked(_ codings: [String], _ version: HTTPVersion) throws(Fault) -> BodyFraming {
        guard version == .http11, codings.last == "chunked", codings.dropLast().allSatisfy({ $0 != "chunked" }) else {
            throw .syntax(.transferEncoding)
        }
        guard codings.count == 1 else { throw .unsupportedCoding }
        return .chunked
    }

    /// Digits alone: no sign, no white space, no list.
    private static func contentLength(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text)
    }
}
