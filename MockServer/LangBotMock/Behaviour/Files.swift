import Digests
import JSONCore
import LangBotContract

extension Behaviour {
    var files: [OperationID: Handler] {
        [
            "file.document.upload": { world, call throws(DomainError) in
                let part = try upload(traits.missingDocument, call)
                try world.checkRoom(for: part.content.count, call.surroundings)
                let key = newKey("upload_document", part.name, world, call)
                world.documents[key] = World.Document(name: part.name, content: part.content)
                return ["file_id": .string(key)]
            },
            "file.image.upload": { world, call throws(DomainError) in
                let part = try upload("No image file provided", call)
                let type = try Self.imageType(part.name)
                try world.checkRoom(for: part.content.count, call.surroundings)
                let key = newKey("upload_image", part.name, world, call)
                world.images[key] = World.Image(type: type, content: part.content)
                return ["file_key": .string(key)]
            },
            "file.image.get": { world, call throws(DomainError) in
                guard let image = world.images[call.parameters["image_key"] ?? ""] else { throw .notFound(.document) }
                return ["type": .string(image.type), "content": .string(Base64URL.encode(image.content))]
            },
        ]
    }

    private func upload(_ complaint: String, _ call: Call) throws(DomainError) -> (name: String, content: [UInt8]) {
        guard let part = call.content.form?["file"], let name = part.fileName,
            !(traits.fileNamesMayHaveDots && name.isEmpty)
        else { throw .invalidUpload(complaint) }
        let isDotted =
            traits.fileNamesMayHaveDots ? [".", ".."].contains(name) || name.contains("\0") : name.contains("..")
        guard !isDotted, !name.contains(where: { "/\\".contains($0) }) else { throw .invalidUpload(traits.badFileName) }
        return (name, part.content)
    }

    func newKey(_ kind: String, _ name: String, _ world: World, _ call: Call) -> String {
        newKey(kind, name, world, call.surroundings)
    }

    /// The key of something stored; in releases with workspaces, those of one kind differ in their last part alone.
    func newKey(_ kind: String, _ name: String, _ world: World, _ surroundings: Surroundings) -> String {
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let type = storedExtension(name)
        let digits = surroundings.digits
        return traits.hasWorkspaces
            ? "v1/\(Self.digits(of: world.workspace, 24))/\(world.workspace)/1/\(kind)/"
                + "\(Self.digits(of: world.workspace + kind, 32))/\(digits(64))\(type)"
            : "\(stem)_\(digits(8))\(type)"
    }

    /// The extension that a stored file keeps, with its dot; releases with workspaces keep plain ones, in lower case.
    func storedExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), name.index(after: dot) < name.endIndex else { return "" }
        let letters = name[name.index(after: dot)...]
        guard traits.hasWorkspaces else { return "." + letters }
        let isPlain = letters.utf8.count <= 16 && letters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isPlain ? ".\(letters.lowercased())" : ""
    }

    /// Digits that are always the same for a text.
    private static func digits(of text: String, _ count: Int) -> String {
        String(SHA256.hexadecimalDigest(of: Array(text.utf8)).prefix(count))
    }

    /// The media type of the file extension, whatever the client declares.
    private static func imageType(_ name: String) throws(DomainError) -> String {
        guard let dot = name.lastIndex(of: ".") else { throw .invalidUpload("Invalid image file: no file extension") }
        guard let type = imageTypes[name[name.index(after: dot)...].lowercased()] else {
            throw .invalidUpload("Invalid image format. Allowed formats: png, jpg, jpeg, gif, webp")
        }
        return type
    }

    /// The media types of images.
    static var imageMediaTypes: [String] { Set(imageTypes.values).sorted() }

    private static let imageTypes = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    ]
}

extension World {
    /// The size of all uploads, and of what knowledge bases keep of them.
    private var fileBytes: Int {
        documents.values.reduce(0) { $0 + $1.content.count } + images.values.reduce(0) { $0 + $1.content.count }
            + chunks.values.reduce(0) { sum, chunks in
                chunks.reduce(sum) { $0 + $1.text.utf8.count + $1.vector.count * MemoryLayout<Float>.size }
            }
    }

    /// Fails like a full disk if there is no room for a file.
    func checkRoom(for count: Int, _ surroundings: Surroundings) throws(DomainError) {
        guard fileBytes + count <= surroundings.fileLimit else { throw .failure("[Errno 28] No space left on device") }
    }
}
