import JSONCore
import LangBotContract

extension Behaviour {
    var files: [OperationID: Handler] {
        [
            "file.document.upload": { world, call throws(DomainError) in
                let part = try upload(traits.missingDocument, call)
                let key = newKey("upload_document", part.name, world, call)
                let text = String(decoding: part.content, as: UTF8.self)
                world.documents[key] = World.Document(name: part.name, text: text)
                return ["file_id": .string(key)]
            },
            "file.image.upload": { world, call throws(DomainError) in
                let part = try upload("No image file provided", call)
                let type = try Self.imageType(part.name)
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
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let type = name.dropFirst(stem.count)
        let digits = call.surroundings.digits
        return traits.hasWorkspaces
            ? "v1/\(digits(24))/\(world.workspace)/1/\(kind)/\(digits(32))/\(digits(64))\(type)"
            : "\(stem)_\(digits(8))\(type)"
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
