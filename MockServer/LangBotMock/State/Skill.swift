import Digests
import JSONCore

/// A skill: a folder with instructions in `SKILL.md`.
struct Skill: Sendable {
    let name: String
    /// The folder in the store; where skills have revisions, only previews show it.
    var folder: String
    /// The files by path.
    var files: [String: [UInt8]]
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// The file with the instructions.
    var entry: String { files["SKILL.md"] == nil && files["skill.md"] != nil ? "skill.md" : "SKILL.md" }

    /// What the file with the instructions says.
    var document: SkillDocument { SkillDocument(String(decoding: files[entry] ?? [], as: UTF8.self)) }

    /// The digest of all files.
    var revision: String {
        var digested: [UInt8] = []
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            digested += Array("\(path)\0\(SHA256.hexadecimalDigest(of: content))\n".utf8)
        }
        return SHA256.hexadecimalDigest(of: digested)
    }
}

/// The text of `SKILL.md`: a YAML header between two lines of three hyphens, and the instructions.
struct SkillDocument: Sendable {
    var metadata: JSONObject
    var instructions: String

    init(metadata: JSONObject, instructions: String) {
        (self.metadata, self.instructions) = (metadata, instructions)
    }

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isRule: (Substring) -> Bool = { line in
            line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
        }
        guard let first = lines.first, isRule(first), let end = lines.dropFirst().firstIndex(where: isRule),
            let header = try? YAML.parse(lines[1..<end].joined(separator: "\n").utf8)
        else {
            self.init(metadata: [:], instructions: text)
            return
        }
        let rest = lines[(end + 1)...].joined(separator: "\n").drop { $0 == "\n" }
        self.init(metadata: header.objectValue ?? [:], instructions: String(rest))
    }

    /// A member of the header without white space around it.
    func text(_ name: String) -> String {
        let value: String
        switch metadata[name] {
        case .string(let text): value = text
        case nil, .null, .bool(false), .array, .object: value = ""
        case let other?: value = String(decoding: other.serialized(), as: UTF8.self)
        }
        return String(value.trimmedOfSpaces)
    }

    /// The text of the file.
    var written: String {
        let names = ["name", "display_name", "description"]
        let rows = names.map { ($0, text($0)) }.filter { !$0.1.isEmpty }.map { "\($0): \(Self.scalar($1))" }
        return rows.isEmpty ? instructions : "---\n\(rows.joined(separator: "\n"))\n---\n\n\(instructions)"
    }

    /// A text as a YAML scalar: plain if it means itself, else quoted.
    private static func scalar(_ text: String) -> String {
        let isPlain = (try? YAML.parse("a: \(text)".utf8)) == ["a": .string(text)]
        if isPlain, !text.contains("\n") { return text }
        guard text.contains(where: { $0.isNewline || $0 == "\t" }) else {
            return "'\(text.replacing("'", with: "''"))'"
        }
        return String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmedOfSpaces: SubSequence {
        let rest = self.drop(while: \.isWhitespace)
        return rest.lastIndex { !$0.isWhitespace }.map { rest[...$0] } ?? rest[rest.endIndex...]
    }
}

extension Skill {
    var snapshot: JSONValue {
        [
            "name": .string(name), "folder": .string(folder),
            "files": .object(
                JSONObject(files.sorted { $0.key < $1.key }.map { ($0.key, .string(Base64URL.encode($0.value))) })
            ), "created_at": .integer(createdAt.microseconds), "updated_at": .integer(updatedAt.microseconds),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        name = try reader.text("name")
        folder = try reader.text("folder")
        files = [:]
        for (path, content) in try reader.object("files") {
            guard let bytes = content.stringValue.flatMap(Base64URL.decode) else {
                throw MockInputError("'\(path)' in the files of a skill must be base64")
            }
            files[path] = bytes
        }
        createdAt = Timestamp(microseconds: try reader.integer("created_at"))
        updatedAt = Timestamp(microseconds: try reader.integer("updated_at"))
    }
}
