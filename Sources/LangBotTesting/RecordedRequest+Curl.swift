import Foundation
import LangBot

extension RecordedRequest {
    /// The request as a command for a POSIX shell that sends the same bytes with `curl`.
    ///
    /// ```swift
    /// print(request.curl(keyFrom: "LANGBOT_API_KEY"))
    /// ```
    ///
    /// - Parameters:
    ///   - variable: The environment variable that holds the credential when the command is run. Without one, or where
    ///     no shell has variables of that name, `<redacted>` stands in the credential's place.
    ///   - showsSecrets: Whether passwords, tokens and keys inside the body are shown. Other header fields that carry
    ///     secrets, such as `Cookie`, never are.
    public func curl(keyFrom variable: String? = nil, showsSecrets: Bool = false) -> String {
        let method = method == .head ? "--head" : "--request \(Shell.quoted(method.rawValue))"
        var words = ["curl \(method)", Shell.quoted(SecretMask.text(url.absoluteString))]
        for (name, value) in headers { words.append("--header " + header(name, value, variable)) }
        guard let body else { return Self.command(words) }
        // Without a type of its own a body would go out as a form's.
        if headers["Content-Type"] == nil { words.append("--header 'Content-Type:'") }
        let shown = showsSecrets ? body : SecretMask.body(body)
        guard let text = Shell.argument(shown) else {
            return "printf %b \(Shell.octal(shown)) | " + Self.command(words + ["--data-binary @-"])
        }
        return Self.command(words + ["--data-raw \(text)"])
    }

    private static func command(_ words: [String]) -> String { words.joined(separator: " \\\n  ") }

    private func header(_ name: String, _ value: String, _ variable: String?) -> String {
        // A field with nothing after the colon is one that curl leaves out.
        if value.isEmpty { return Shell.quoted("\(name);") }
        guard SecretMask.isSecret(name) else { return Shell.quoted("\(name): \(SecretMask.text(value))") }
        let isCredential = ["x-api-key", "authorization"].contains(name.lowercased())
        let scheme = value.hasPrefix("Bearer ") ? "Bearer " : ""
        if isCredential, let variable, Shell.isVariable(variable) {
            return Shell.quoted("\(name): \(scheme)") + "\"$\(variable)\""
        }
        return Shell.quoted("\(name): \(scheme)\(SecretMask.placeholder)")
    }
}
