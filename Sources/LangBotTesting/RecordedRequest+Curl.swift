import Foundation
import LangBot
import Redaction

extension RecordedRequest {
    /// Returns a `curl` command for a POSIX shell that sends the same request.
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
        let redactor = redactor
        var words = ["curl \(method)", Shell.quoted(redactor.text(url.absoluteString))]
        for (name, value) in headers { words.append("--header " + header(name, value, variable, redactor)) }
        guard let body else { return Self.command(words) }
        // Without a type of its own a body would go out as a form's.
        if headers["Content-Type"] == nil { words.append("--header 'Content-Type:'") }
        let shown = showsSecrets ? body : Data(redactor.content(body))
        guard let text = Shell.argument(shown) else {
            return "printf %b \(Shell.octal(shown)) | " + Self.command(words + ["--data-binary @-"])
        }
        return Self.command(words + ["--data-raw \(text)"])
    }

    private static func command(_ words: [String]) -> String { words.joined(separator: " \\\n  ") }

    /// Knows the credential and the other secrets of the request.
    private var redactor: Redactor {
        var redactor = Redactor()
        for (name, value) in headers { redactor.learn(from: name, value) }
        if let body { redactor.learn(from: body) }
        return redactor
    }

    private func header(_ name: String, _ value: String, _ variable: String?, _ redactor: Redactor) -> String {
        // A field with nothing after the colon is one that curl leaves out.
        if value.isEmpty { return Shell.quoted("\(name);") }
        let isCredential = ["x-api-key", "authorization"].contains(name.lowercased())
        if isCredential, let variable, Shell.isVariable(variable) {
            return Shell.quoted("\(name): \(value.hasPrefix("Bearer ") ? "Bearer " : "")") + "\"$\(variable)\""
        }
        return Shell.quoted("\(name): \(redactor.value(of: name, value))")
    }
}
