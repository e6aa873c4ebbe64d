import Foundation
import JSONCore

/// Reads what a JSON web token says, without believing it.
enum JSONWebToken {
    /// The claims of the second segment, or nil where it is no token.
    static func claims(_ token: String) -> JSONValue? {
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3 else { return nil }
        var text = segments[1].replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: String(text)).flatMap { try? JSONValue(parsing: Array($0)) }
    }
}
