import Digests
import Foundation
import JSONCore
import LangBotContract

/// The sandbox, in which commands and MCP servers run.
extension Behaviour {
    var sandbox: [OperationID: Handler] {
        [
            "sandbox.errors": { _, _ throws(DomainError) in [] },
            "sandbox.status": { world, call throws(DomainError) in
                guard hasSandbox(call) else {
                    return .object(Self.unavailable.merging(["profile": "default", "recent_error_count": 0]))
                }
                return .object(status(world))
            },
            "box.runtime_status": { _, call throws(DomainError) in
                .object(hasSandbox(call) ? Self.backend : Self.unavailable)
            },
            "sandbox.sessions": { world, call throws(DomainError) in
                guard hasSandbox(call) else {
                    guard traits.listsSessionsWithoutSandbox else { throw .failure("The sandbox is not available") }
                    return []
                }
                let folder = Self.sandboxFolder("default", world)
                return .array(world.sandbox.sessions.map { .object(shown($0, folder)) })
            },
        ]
    }

    func hasSandbox(_ call: Call) -> Bool { call.surroundings.runtimes.contains(.sandbox) }

    /// Uses a session of the sandbox; the shared one is for MCP servers, and stays.
    func openSandbox(_ name: String, isShared: Bool, _ live: LiveWorld) {
        guard live.surroundings.runtimes.contains(.sandbox) else { return }
        _ = try? live.change { world throws(DomainError) in
            world.sandbox.open(name, isShared: isShared, live.surroundings)
        }
    }

    /// Looks for files that a runner leaves for its answer: in the sandbox, unless its folder is there already.
    func collectFiles(for query: Query, _ live: LiveWorld) {
        guard traits.answersCarryFiles, live.now.sandbox.sessions.isEmpty else { return }
        openSandbox(sandboxSession(of: query, live.now), isShared: false, live)
    }

    /// The session of the sandbox for a query, as its pipeline names it.
    func sandboxSession(of query: Query, _ world: World) -> String {
        let agent = world.runningPipeline(query.pipeline)?["config"]?["ai"]?["local-agent"]
        guard let template = agent?["box-session-id-template"]?.stringValue else { return query.session }
        let values = [
            "launcher_type": query.launcher.rawValue, "launcher_id": query.launcherID, "sender_id": query.senderID,
            "global": "global",
        ]
        return template.replacing(/\{(\w+)\}/) { values[String($0.output.1)] ?? "unknown" }
    }

    private static let unavailable: JSONObject = [
        "available": false, "connector_error": .string(Contract.sandboxFault), "enabled": true, "hidden": false,
    ]
    private static let backend: JSONObject = [
        "available": true, "backend": ["available": true, "name": "host", "unsafe_direct_execution": true],
        "enabled": true, "hidden": false,
    ]

    private func status(_ world: World) -> JSONObject {
        let used = Int64(world.sandbox.sessions.count)
        let limit = Int64(Sandbox.limit)
        var status = Self.backend.merging([
            "active_sessions": .integer(used),
            "limits": [
                "max_admission_records": 100_000, "max_completed_processes": 256, "max_managed_processes": 64,
                "max_rpc_file_bytes": 20_971_520, "max_sessions": .integer(limit),
            ], "managed_processes": 0, "profile": "default", "recent_error_count": 0, "session_ttl_sec": 300,
        ])
        if traits.sandboxShowsCapacity {
            status["capacity"] = [
                "limit": .integer(limit), "remaining": .integer(limit - used), "used": .integer(used),
            ]
        }
        return status.sortedByName()
    }

    private func shown(_ session: Sandbox.Session, _ folder: String) -> JSONObject {
        var shown: JSONObject = [
            "backend_name": "host", "backend_session_id": .string("host-\(session.digits)"), "cpus": 1.0,
            "created_at": .string(session.createdAt.text + "+00:00"), "host_path": .string(folder),
            "host_path_mode": "rw", "image": "rockchin/langbot-sandbox:latest",
            "last_used_at": .string(session.usedAt.text + "+00:00"), "memory_mb": session.isShared ? 1536 : 512,
            "mount_path": "/workspace",
            "network": session.isShared ? "on" : "off", "persistent": .bool(session.isShared), "pids_limit": 128,
            "read_only_rootfs": .bool(!session.isShared), "session_id": .string(session.name),
            "workspace_quota_mb": 0,
        ]
        if traits.sandboxShowsCapacity { shown["status"] = "idle" }
        return shown.sortedByName()
    }

    /// The folder of a workspace, as a LangBot in the working directory names it.
    static func sandboxFolder(_ name: String, _ world: World) -> String {
        let digest = SHA256.hexadecimalDigest(of: Array("instance_\(world.workspace)\0\(world.workspace)".utf8))
        let directory = FileManager.default.currentDirectoryPath
        return "\(directory)/data/box/\(name)/tenants/ws-\(digest.prefix(24))"
    }
}
