public import Foundation

/// A form with files, encoded as `multipart/form-data` (RFC 7578).
public struct MultipartForm: Sendable {
    fileprivate enum Content {
        case data(Data)
        case file(URL)
    }

    fileprivate struct Part {
        let name: String
        let filename: String?
        let contentType: String?
        let content: Content
    }

    private var parts: [Part] = []

    /// Creates an empty form.
    public init() {}

    /// Adds a text field.
    public mutating func append(_ name: String, text: String) {
        parts.append(Part(name: name, filename: nil, contentType: nil, content: .data(Data(text.utf8))))
    }

    /// Adds a file from memory.
    public mutating func append(_ name: String, file content: Data, filename: String, contentType: String) {
        parts.append(Part(name: name, filename: filename, contentType: contentType, content: .data(content)))
    }

    /// Adds a file from disk.
    ///
    /// It is read in pieces when the form is sent.
    ///
    /// - Parameters:
    ///   - name: The name of the field.
    ///   - file: The URL of the file on disk.
    ///   - filename: The name to send; nil for the file's own.
    ///   - contentType: The media type of the file.
    public mutating func append(_ name: String, contentsOf file: URL, filename: String? = nil, contentType: String) {
        let filename = filename ?? file.lastPathComponent
        parts.append(Part(name: name, filename: filename, contentType: contentType, content: .file(file)))
    }
}

extension MultipartForm {
    /// Creates a form whose field `file` is a file from memory.
    init(file content: Data, filename: String, contentType: String) {
        self.init()
        append("file", file: content, filename: filename, contentType: contentType)
    }

    /// Creates a form whose field `file` is a file from disk, an archive unless told otherwise.
    init(contentsOf file: URL, filename: String? = nil, contentType: String = "application/zip") {
        self.init()
        append("file", contentsOf: file, filename: filename, contentType: contentType)
    }

    /// Encodes the body, and returns it with the media type that contains the boundary.
    ///
    /// Files on disk are not read, so that a transport can send them piece by piece.
    func encoded(
        proposing boundaries: () -> String = { "langbot-" + UUID().uuidString }
    ) throws -> (body: TransportBody, contentType: String) {
        let boundary = boundary(proposing: boundaries)
        var bodies: [TransportBody] = []
        var text = Data()
        for part in parts {
            text.append(Data("--\(boundary)\r\n\(part.head)\r\n".utf8))
            switch part.content {
            case .data(let data): text.append(data)
            case .file(let file):
                bodies += [.data(text), try Self.body(of: file)]
                text = Data()
            }
            text.append(Data("\r\n".utf8))
        }
        bodies.append(.data(text + Data("--\(boundary)--\r\n".utf8)))
        let body = bodies.count == 1 ? bodies[0] : .sequence(bodies)
        return (body, "multipart/form-data; boundary=\(boundary)")
    }

    /// The file, to be read while it is sent, or what is in it now if it has no length, such as a pipe.
    private static func body(of file: URL) throws -> TransportBody {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let attributes = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
            if attributes[.type] as? FileAttributeType == .typeRegular { return .file(file) }
            return .data(try handle.readToEnd() ?? Data())
        } catch {
            let detail = "the file \"\(file.lastPathComponent)\" cannot be read; check its path and permissions"
            throw LangBotError(.invalidRequest, detail: detail, underlying: error)
        }
    }

    private func boundary(proposing boundaries: () -> String) -> String {
        var boundary = boundaries()
        // A random boundary practically never occurs in a file. For parts in memory, make sure of it.
        while parts.contains(where: { $0.contains(Data(boundary.utf8)) }) {
            boundary = boundaries() + boundary.suffix(8)
        }
        return boundary
    }
}

extension MultipartForm.Part {
    func contains(_ bytes: Data) -> Bool {
        if case .data(let data) = content { data.range(of: bytes) != nil } else { false }
    }

    var head: String {
        var lines = "Content-Disposition: form-data; name=\"\(Self.quoted(name))\""
        if let filename { lines += "; filename=\"\(Self.quoted(filename))\"" }
        if let contentType { lines += "\r\nContent-Type: " + contentType.filter { $0.isASCII && !$0.isNewline } }
        return lines + "\r\n"
    }

    /// Escapes a name as the HTML standard does: characters that would end the line or the quotes are percent-encoded.
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

extension MultipartForm: CustomStringConvertible, CustomReflectable {
    /// The names of the fields and of the files, without their contents.
    public var description: String {
        let names = parts.map { part in part.filename.map { "\(part.name) (\($0))" } ?? part.name }
        return "a form of \(names.joined(separator: ", "))"
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["form": description]) }
}
