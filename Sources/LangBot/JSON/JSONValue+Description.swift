import Foundation
import Redaction

extension JSONValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The JSON text without secrets.
    ///
    /// What stands under a name such as `token`, or in free configuration such as `adapter_config`, is shown by its shape,
    /// `"… (44 characters)"`. ``json()`` has everything.
    public var description: String { shown(as: .content) }

    /// The JSON text with the shape of every value whose name is not known to be harmless.
    ///
    /// Swift prints the values of a dictionary this way, where nothing tells under which name a text stands.
    public var debugDescription: String {
        switch self {
        case .string(let text) where text.utf8.count >= 6: "\"… (\(text.unicodeScalars.count) characters)\""
        case .integer(let number) where !(-99_999...99_999).contains(number): "… (number)"
        case .number: "… (number)"
        default: shown(as: .evidence)
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["json": debugDescription]) }

    private func shown(as view: Redactor.View) -> String {
        switch self {
        case .string, .array, .object:
            // What JSON cannot express, such as infinity, has no text.
            guard let json = try? json() else { return "(no JSON)" }
            return VisibleText.escaped(String(decoding: Redactor().content(json, as: view), as: UTF8.self))
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .integer(let number): return "\(number)"
        case .double(let number): return "\(number)"
        case .number(let text): return VisibleText.escaped(text)
        }
    }
}
