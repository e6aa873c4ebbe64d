import JSONCore
import LangBotContract

extension ReleaseHandlers {
    var files: [OperationID: Handler] {
        [
            "file.document.upload": { world, call throws(DomainError) in
                ["file_id": .string(try store("upload_document", "No file provided in request", &world, call))]
            },
            "file.image.upload": { world, call throws(DomainError) in
                ["file_key": .string(try store("upload_image", "No image file provided", &world, call))]
            },
        ]
    }

    private func store(
        _ kind: String,
        _ complaint: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> String {
        guard let part = call.content.form?["file"], let name = part.fileName else { throw .invalidUpload(complaint) }
        let isPath = name.contains { "/\\".contains($0) } || name.contains("..")
        guard !isPath else { throw .invalidUpload("File name contains invalid characters") }
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let type = name.dropFirst(stem.count)
        let digits = call.surroundings.digits
        let key =
            traits.hasWorkspaces
            ? "v1/\(digits(24))/\(world.workspace)/1/\(kind)/\(digits(32))/\(digits(64))\(type)"
            : "\(stem)_\(digits(8))\(type)"
        world.documents[key] = World.Document(name: name, text: String(decoding: part.content, as: UTF8.self))
        return key
    }
}
