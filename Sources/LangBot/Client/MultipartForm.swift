public import Foundation

/// A form with files, in the coding `multipart/form-data` (RFC 7578).
public struct MultipartForm: Sendable {
    private struct Part {
        let name: String
        let filename: String?
        let contentType: String?
        let content: Data
    }

    private var parts: [Part] = []

    /// Makes an empty form.
    public init() {}

    /// Adds a field of text.
    public mutating func append(_ name: String, text: String) {
        parts.append(Part(name: name, filename: nil, contentType: nil, content: Data(text.utf8)))
    }

    /// Adds a file.
    public mutating func append(_ name: String, file content: Data, filename: String, contentType: String) {
        parts.append(Part(name: name, filename: filename, contentType: contentType, content: content))
    }

    /// The body, and the media type that names the boundary.
    func encoded(
        proposing boundaries: () -> String = { "langbot-" + UUID().uuidString }
    ) -> (data: Data, contentType: String) {
        var boundary = boundaries()
        // A random boundary practically never occurs in a file; this makes it never.
        while parts.contains(where: { $0.content.range(of: Data(boundary.utf8)) != nil }) {
            boundary = boundaries() + boundary.suffix(8)
        }
        var data = Data()
        for part in parts {
            data.append(contentsOf: "--\(boundary)\r\n\(Self.head(of: part))\r\n".utf8)
            data.append(part.content)
            data.append(contentsOf: "\r\n".utf8)
        }
        data.append(contentsOf: "--\(boundary)--\r\n".utf8)
        return (data, "multipart/form-data; boundary=\(boundary)")
    }

    private static func head(of part: Part) -> String {
        var lines = "Content-Disposition: form-data; name=\"\(quoted(part.name))\""
        if let filename = part.filename { lines += "; filename=\"\(quoted(filename))\"" }
        if let contentType = part.contentType {
            lines += "\r\nContent-Type: " + contentType.filter { $0.isASCII && !$0.isNewline }
        }
        return lines + "\r\n"
    }

    /// The text as the HTML standard writes names: what would end the line or the quotes is percent-encoded.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "%22"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case "\0": result += "%00"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
