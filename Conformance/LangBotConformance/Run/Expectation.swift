import HTTPCore
import JSONCore
import LangBotContract

/// An expectation about an answer, as text and as a test.
struct Expectation: Sendable {
    let text: String
    /// The header fields that the test looks at.
    let fields: [String]
    let holds: @Sendable (Reply) -> Bool

    init(_ text: String, fields: [String] = [], _ holds: @escaping @Sendable (Reply) -> Bool) {
        self.text = text
        self.fields = fields
        self.holds = holds
    }

    func judge(_ exchange: AnsweredProbe) -> Finding {
        let seen = fields.map { "\($0): \(exchange.reply.shown($0) ?? "(absent)")" }
        let actual = ([exchange.reply.summary] + seen).joined(separator: ", ")
        let signature = AnswerSignature.of(exchange.reply, fields: fields)
        return Finding(holds(exchange.reply), expected: text, actual: actual, exchange, signature: signature)
    }

    static func status(_ statuses: Int...) -> Expectation {
        Expectation("status \(statuses.map(String.init).joined(separator: " or "))") { statuses.contains($0.status) }
    }

    /// The request was accepted and carried out.
    static let accepted = Expectation("status 200 and code 0") { $0.isSuccess && $0.status == 200 }

    /// The request was refused for its credential.
    static let rejected = Expectation("status 401") { $0.status == 401 }

    /// Refused for its credential, or for its form before the credential was checked.
    static let refused = Expectation("status 400 or 401") { $0.status == 401 || $0.status == 400 }

    /// The credential was accepted, whatever else is wrong, and the API answered.
    static let authenticated = Expectation("an answer of the API other than 401 and 403") { reply in
        reply.status != 0 && reply.status != 401 && reply.status != 403 && reply.mediaType != "text/html"
    }

    /// The request got past the credential and failed.
    static let errorOfTheAPI = Expectation("an error other than 401 and 403") { reply in
        reply.status >= 400 && ![401, 403].contains(reply.status)
    }

    static let noServerError = Expectation("any status but 5xx") { (100..<500).contains($0.status) }

    /// An error envelope with exactly this code and one of these messages.
    static func envelope(code: Int, messages: [String]) -> Expectation {
        let text = messages.map { "\"\($0)\"" }.joined(separator: " or ")
        let what = messages.isEmpty ? "a message" : "msg \(text)"
        return Expectation("code \(code) (a number) and \(what)") { reply in
            guard case .integer(let value)? = reply.code, value == code, let message = reply.message else {
                return false
            }
            return messages.isEmpty ? !message.isEmpty : messages.contains(message)
        }
    }

    /// A header field is present and its value passes the test.
    static func field(_ name: String, _ text: String, _ test: @escaping @Sendable (String) -> Bool) -> Expectation {
        Expectation(text, fields: [name]) { reply in reply.fields[name].map(test) ?? false }
    }

    /// Both must hold.
    func and(_ other: Expectation) -> Expectation {
        Expectation("\(text), and \(other.text)", fields: fields + other.fields) { holds($0) && other.holds($0) }
    }

    /// No data is disclosed: any answer except a success or a server error.
    static let noData = Expectation("no data of the API") { reply in
        !reply.isSuccess && !reply.isBareData && reply.status < 500 && reply.status != 0
    }
}
