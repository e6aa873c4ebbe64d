import Redaction

/// A text that must not be printed.
///
/// Conforming types appear as redacted wherever Swift turns values into text: interpolation, `print`, `dump`, mirrors
/// and the debugger. They are deliberately not `Encodable`.
public protocol Secret: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// Wraps a text, without surrounding white space.
    init(_ text: String)

    /// Returns the text itself, for sending or storing it.
    func revealed() -> String
}

extension Secret {
    /// Wraps a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The type's name and a placeholder.
    public var description: String { "\(Self.self)(\(Redactor.placeholder))" }

    /// The type's name and a placeholder.
    public var debugDescription: String { description }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        let start = text.drop(while: isSpace)
        guard let end = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...end])
    }
}

/// An API key of LangBot, such as `lbk_…`.
public struct APIKey: Secret {
    private let text: String

    /// Wraps a key, without the white space around it.
    public init(_ text: String) {
        self.text = Self.trimmed(text)
    }

    /// The key itself.
    public func revealed() -> String { text }
}

/// The token of a signed-in user, returned by `account.signIn`.
public struct UserToken: Secret {
    private let text: String

    /// Wraps a token, without the white space around it.
    public init(_ text: String) {
        self.text = Self.trimmed(text)
    }

    /// The token itself.
    public func revealed() -> String { text }
}
