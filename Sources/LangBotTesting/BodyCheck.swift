public import Foundation
public import LangBot
import Redaction

/// What a stub wants of a request's body.
public struct BodyCheck: Sendable {
    /// What is wanted, to follow "with" in a sentence.
    let summary: String
    let holds: @Sendable (Data?) -> Bool

    private init(_ summary: String, _ holds: @escaping @Sendable (Data?) -> Bool) {
        self.summary = summary
        self.holds = holds
    }

    /// No body, or an empty one.
    public static let none = BodyCheck("no body") { $0?.isEmpty ?? true }

    /// A body that is this JSON; the order of members and the white space do not matter.
    public static func json(_ value: JSONValue) -> BodyCheck {
        BodyCheck("the JSON \(excerpt(try? value.json()))") { parsed($0) == value }
    }

    /// A body that is a JSON object with these members and perhaps others.
    public static func members(_ members: JSONObject) -> BodyCheck {
        BodyCheck("the members \(excerpt(try? JSONValue.object(members).json()))") { body in
            guard let object = parsed(body)?.objectValue else { return false }
            return members.allSatisfy { object[$0.key] == $0.value }
        }
    }

    /// A body in which these bytes occur, such as the name of a file in a form.
    public static func containing(_ text: String) -> BodyCheck {
        BodyCheck("\"\(Redactor().text(text))\" in the body") { $0?.range(of: Data(text.utf8)) != nil || text.isEmpty }
    }

    /// A body about which the caller decides.
    ///
    /// - Parameters:
    ///   - summary: What is wanted, as it follows "with" in a sentence, such as `a name of ten letters`.
    ///   - holds: Whether the body is as wanted; a request without one has empty bytes.
    public static func custom(_ summary: String, _ holds: @escaping @Sendable (Data) -> Bool) -> BodyCheck {
        BodyCheck(summary) { holds($0 ?? Data()) }
    }

    private static func parsed(_ body: Data?) -> JSONValue? { body.flatMap { try? JSONValue(json: $0) } }

    /// The beginning of a body without its secrets, for a sentence.
    static func excerpt(_ body: Data?) -> String {
        guard let body, !body.isEmpty else { return "nothing" }
        guard let text = String(data: Data(Redactor().content(body)), encoding: .utf8), !text.contains("\0") else {
            return "\(body.count) bytes"
        }
        return text.count > 300 ? text.prefix(300) + "…" : text
    }
}

extension BodyCheck: CustomStringConvertible, CustomReflectable {
    /// What is wanted, without secrets.
    public var description: String { summary }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["wants": summary]) }
}
