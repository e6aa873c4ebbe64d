import JSONCore
import LangBotContract

/// How much an installation stores.
extension Behaviour {
    var storage: [OperationID: Handler] {
        [
            "system.storage_analysis": { world, call throws(DomainError) in
                let sections = storedFolders(world)
                let total = sections.reduce(0) { $0 + $1.bytes }
                var analysis: JSONObject = [
                    "cleanup_candidates": ["log_files": [], "uploaded_files": []],
                    "cleanup_policy": ["log_retention_days": 3, "uploaded_file_retention_days": 7],
                    "database": [
                        "binary_storage": ["count": 0, "size_bytes": 0],
                        "monitoring_counts": .object(monitoringCounts(world)), "type": "sqlite",
                    ],
                    "generated_at": .string(call.surroundings.now().text + "+00:00"),
                    "sections": .array(sections.map { .object($0.json) }), "tasks": .object(taskCounts(world)),
                ]
                if traits.storageShowsProcesses {
                    analysis["processes"] = .array(processes(sections, total, call))
                    analysis["total_size_bytes"] = .integer(total)
                }
                return .object(analysis.sortedByName())
            }
        ]
    }

    private struct StoredFolder {
        let key: String
        let path: String
        var isThere = true
        var files: Int64 = 0
        var bytes: Int64 = 0

        var json: JSONObject {
            [
                "exists": .bool(isThere), "file_count": .integer(files), "key": .string(key), "path": .string(path),
                "size_bytes": .integer(bytes),
            ]
        }
    }

    /// The folders of a release; of those that the mock does not keep, the size is zero.
    private func storedFolders(_ world: World) -> [StoredFolder] {
        let uploads = world.documents.values.map(\.text.utf8.count) + world.images.values.map(\.content.count)
        let packages = world.plugins.all.map(\.archive.count)
        let skills = world.skills.values.flatMap { $0.files.values.map(\.count) }
        func folder(_ key: String, _ path: String, _ sizes: [Int]) -> StoredFolder {
            let bytes = Int64(sizes.reduce(0, +))
            return StoredFolder(key: key, path: path, files: Int64(sizes.count), bytes: bytes)
        }
        let first = [
            folder("database", "data/langbot.db", [0]), folder("logs", "data/logs", [0]),
            folder("storage", "data/storage", uploads), folder("vector_store", "data/chroma", [0]),
        ]
        let temporary = StoredFolder(key: "temp", path: "data/temp", isThere: false)
        if traits.storageShowsProcesses { return first + [temporary, folder("skills", "data/skills", skills)] }
        var plugins = folder("plugins", "data/plugins", packages)
        plugins.isThere = !packages.isEmpty
        return first + [plugins, StoredFolder(key: "mcp", path: "data/mcp", isThere: false), temporary]
    }

    private func processes(_ folders: [StoredFolder], _ total: Int64, _ call: Call) -> [JSONValue] {
        func runtime(_ key: String, _ isThere: Bool, _ status: JSONValue, _ error: JSONValue) -> JSONValue {
            var shown: JSONObject = ["directories": [], "key": .string(key), "source": "runtime_rpc"]
            shown["size_bytes"] = isThere ? 0 : .null
            shown["status"] = isThere ? "available" : status
            if !isThere { shown["error"] = error }
            return .object(shown.sortedByName())
        }
        let directories = folders.map { folder -> JSONValue in
            .object(folder.json.merging(["error_count": 0, "kind": "root"]).sortedByName())
        }
        return [
            [
                "directories": .array(directories), "key": "langbot", "size_bytes": .integer(total),
                "source": "local_process", "status": "available",
            ],
            runtime("plugin_runtime", hasPluginRuntime(call), "disabled", "Plugin Runtime is disabled"),
            runtime("box_runtime", hasSandbox(call), "unavailable", .string(Contract.sandboxFault)),
        ]
    }

    private func monitoringCounts(_ world: World) -> JSONObject {
        var counts: JSONObject = [
            "embedding_calls": .integer(world.monitoring.count(.embeddingCall)),
            "errors": .integer(world.monitoring.count(.error)), "feedback": .integer(world.monitoring.count(.feedback)),
            "llm_calls": .integer(world.monitoring.count(.modelCall)),
            "messages": .integer(world.monitoring.count(.message)),
            "sessions": .integer(world.monitoring.count(.session)),
        ]
        if traits.countsToolCalls { counts["tool_calls"] = .integer(world.monitoring.count(.toolCall)) }
        return counts
    }

    private func taskCounts(_ world: World) -> JSONObject {
        let total = Int64(world.tasks.count)
        let running = Int64(world.tasks.values.count { $0.end == nil })
        return [
            "completed": .integer(total - running), "id_index": .integer(world.nextTask), "running": .integer(running),
            "total": .integer(total),
        ]
    }
}
