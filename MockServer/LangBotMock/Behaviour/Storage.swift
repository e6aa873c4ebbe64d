import JSONCore
import LangBotContract

/// How much an installation stores.
extension Behaviour {
    var storage: [OperationID: Handler] {
        [
            "system.storage_analysis": { world, call throws(DomainError) in
                let sizes = sizes(world)
                let sections = sizes.map { section -> JSONValue in
                    [
                        "exists": true, "file_count": .integer(section.files), "key": .string(section.name),
                        "path": .string("data/\(section.name)"), "size_bytes": .integer(section.bytes),
                    ]
                }
                return [
                    "binary_storage": ["count": .integer(sizes[1].files), "size_bytes": .integer(sizes[1].bytes)],
                    "cleanup_candidates": [
                        "log_files": ["count": 0, "size_bytes": 0], "uploaded_files": ["count": 0, "size_bytes": 0],
                    ], "cleanup_policy": ["log_retention_days": 3, "uploaded_file_retention_days": 7],
                    "database": ["type": "sqlite"],
                    "generated_at": .string(call.surroundings.now().text + "+00:00"), "sections": .array(sections),
                    "total_size_bytes": .integer(sizes.reduce(0) { $0 + $1.bytes }),
                ]
            }
        ]
    }

    private func sizes(_ world: World) -> [(name: String, files: Int64, bytes: Int64)] {
        let documents = world.documents.values.reduce(0) { $0 + $1.text.utf8.count }
        let images = world.images.values.reduce(0) { $0 + $1.content.count }
        let packages = world.plugins.all.reduce(0) { $0 + $1.archive.count }
        let skills = world.skills.values.flatMap(\.files.values)
        return [
            ("storage", Int64(world.documents.count + world.images.count), Int64(documents + images)),
            ("plugins", Int64(world.plugins.all.count), Int64(packages)),
            ("skills", Int64(skills.count), Int64(skills.reduce(0) { $0 + $1.count })),
        ]
    }
}
