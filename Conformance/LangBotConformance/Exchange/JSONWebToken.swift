import Foundation
import JSONCore

/// Reads a JSON web token without verifying it.
enum JSONWebToken {
    /// The claims in the second segment, or nil if the text is not a token.
    static func claims(_ token: String) -> JSONValue? {
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3 else { return nil }
        var text = segments[1].replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: String(text)).flatMap { try? JSONValue(parsing: Array($0)) }
    }
}
