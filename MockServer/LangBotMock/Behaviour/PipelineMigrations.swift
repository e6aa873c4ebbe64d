import Digests
import JSONCore
import LangBotContract

/// The migration of pipelines whose runner was part of LangBot before runners were plugins.
extension Behaviour {
    var pipelineMigrations: [OperationID: Handler] {
        [
            "pipeline.migration.preview": { world, call throws(DomainError) in
                let items = world.records(.pipeline).map { PipelineMigration($0, world, call) }
                    .sorted { $0.uuid < $1.uuid }
                return [
                    "items": .array(items.map(\.shown)), "planner_version": "5",
                    "total": .integer(Int64(items.count)), "workspace_uuid": .string(world.workspace),
                ]
            },
            "pipeline.migration.execute": { world, call throws(DomainError) in
                let content = (try? call.json()) ?? .null
                guard content["all"] == true else { return try migrateSelected(content, &world, call) }
                guard let members = content.objectValue,
                    Set(members.names) == ["confirmed", "all", "install_plugins"], members["confirmed"] == true,
                    let installs = members["install_plugins"]?.boolValue
                else { throw Self.migrationFault("confirmation_required", 400) }
                return try migrateAll(&world, installs: installs, call)
            },
        ]
    }

    private static func migrationFault(_ code: String, _ status: Int = 409) -> DomainError {
        .refused(status: status, code: -1, reason: code)
    }

    private func migrateSelected(
        _ content: JSONValue,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        guard let members = content.objectValue, Set(members.names) == ["confirmed", "items"],
            members["confirmed"] == true
        else { throw Self.migrationFault("confirmation_required", 400) }
        guard let items = members["items"]?.arrayValue, (1...50).contains(items.count),
            items.allSatisfy(isSelection), Set(items.map { $0["pipeline_uuid"]?.stringValue }).count == items.count
        else { throw Self.migrationFault("invalid_selection", 400) }
        var chosen: [PipelineMigration] = []
        for item in items {
            guard let record = world.tables[.pipeline]?[item["pipeline_uuid"]?.stringValue ?? ""] else {
                throw Self.migrationFault("pipeline_not_found", 404)
            }
            let migration = PipelineMigration(record, world, call)
            guard item["preview_token"] == .string(migration.token) else {
                throw Self.migrationFault("preview_stale")
            }
            guard migration.state == "ready" else { throw Self.migrationFault("migration_blocked") }
            chosen.append(migration)
        }
        let results = chosen.map { migration -> JSONValue in
            let code = migrate(migration, withPlugin: true, &world, call)
            return Self.result(migration, state: code == nil ? "migrated" : "blocked", code)
        }
        let metadata: JSONObject = ["kind": "pipeline_migration", "results": .array(results)]
        return ["task_id": .integer(addMigration(metadata, &world, call))]
    }

    private func isSelection(_ item: JSONValue) -> Bool {
        guard let members = item.objectValue, Set(members.names) == ["pipeline_uuid", "preview_token"] else {
            return false
        }
        return [("pipeline_uuid", 255), ("preview_token", 256)].allSatisfy { name, longest in
            guard let text = members[name]?.stringValue else { return false }
            return !text.isEmpty && text == trimmed(text) && text.unicodeScalars.count <= longest
        }
    }

    private func migrateAll(
        _ world: inout World,
        installs: Bool,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        let pending = world.records(.pipeline).map { PipelineMigration($0, world, call) }.filter(\.isPending)
            .sorted { $0.uuid < $1.uuid }
        guard !pending.isEmpty else { throw Self.migrationFault("nothing_to_migrate") }
        var installations: [(plugin: JSONValue, progress: JSONValue)] = []
        let results = pending.map { migration -> JSONValue in
            if let code = migration.hardBlocker { return Self.result(migration, state: "blocked", code) }
            if !installs {
                _ = migrate(migration, withPlugin: false, &world, call)
                return Self.result(migration, state: "migrated", "data_only")
            }
            guard migration.state == "ready" else {
                // Plugins come from the internet.
                let plugin = migration.plan.targetPlugin
                if !installations.contains(where: { $0.plugin == plugin }) {
                    installations.append((plugin, failedInstallation(plugin, call)))
                }
                return Self.result(migration, state: "blocked", installationFault(call))
            }
            let code = migrate(migration, withPlugin: true, &world, call)
            return Self.result(migration, state: code == nil ? "migrated" : "blocked", code)
        }
        let metadata: JSONObject = [
            "installations": .array(installations.map(\.progress)), "kind": "pipeline_migration", "phase": "finished",
            "results": .array(results),
        ]
        let id = addMigration(metadata, &world, call)
        return ["pipeline_uuids": .array(pending.map { .string($0.uuid) }), "task_id": .integer(id)]
    }

    private static func result(_ migration: PipelineMigration, state: JSONValue, _ code: String?) -> JSONValue {
        ["code": code.map(JSONValue.string) ?? .null, "pipeline_uuid": .string(migration.uuid), "state": state]
    }

    private func installationFault(_ call: Call) -> String {
        call.surroundings.runtimes.contains(.plugins) ? "plugin_download_failed" : "plugin_runtime_unavailable"
    }

    private func failedInstallation(_ plugin: JSONValue, _ call: Call) -> JSONValue {
        let seconds = JSONValue.double(Double(call.surroundings.now().microseconds) / 1_000_000)
        let progress: JSONObject = [
            "code": .string(installationFault(call)), "finished_at": seconds, "stage": "checking",
            "started_at": seconds, "status": "failed",
            "steps": [["finished_at": seconds, "stage": "checking", "started_at": seconds]], "updated_at": seconds,
        ]
        return .object(progress.merging(plugin.objectValue ?? [:]).sortedByName())
    }

    private func addMigration(_ metadata: JSONObject, _ world: inout World, _ call: Call) -> Int64 {
        let name = "pipeline_migration"
        let task = TaskRecord(kind: name, name: name, label: name, metadata: metadata)
        return world.addDone(task, call.surroundings, result: .object(metadata))
    }

    /// Changes a pipeline as planned.
    ///
    /// - Returns: why not, or nil.
    private func migrate(
        _ migration: PipelineMigration,
        withPlugin: Bool,
        _ world: inout World,
        _ call: Call
    ) -> String? {
        if withPlugin, let fault = runnerFault(migration, world) { return fault }
        guard let config = migration.plan.config else { return "migration_blocked" }
        var changes: JSONObject = ["config": .object(config)]
        if let preferences = migration.plan.preferences { changes["extensions_preferences"] = .object(preferences) }
        do throws(DomainError) {
            try world.change(.pipeline, migration.uuid, changes, traits, call.surroundings)
            return nil
        } catch {
            return "migration_failed"
        }
    }

    /// Why the installed plugin cannot take over.
    private func runnerFault(_ migration: PipelineMigration, _ world: World) -> String? {
        guard let id = migration.plan.targetID, let runner = runners(world).first(where: { $0.id == id }),
            runner.usages.contains("agent"), let wanted = migration.plan.target
        else { return "runner_unavailable" }
        let installed = world.plugins["langbot-team", wanted.plugin]?.manifest["metadata"]?["version"]?.stringValue
        guard Self.isVersion(installed ?? "", atLeast: wanted.version) else { return "plugin_version_incompatible" }
        let fields = runner.fields.compactMap { $0["name"]?.stringValue } + Self.hostFields
        let chosen = migration.plan.config?["ai"]?["runner_config"]?[id]?.objectValue ?? [:]
        return chosen.names.allSatisfy(fields.contains) ? nil : "runner_schema_incompatible"
    }

    /// What LangBot itself reads of a runner's configuration.
    private static let hostFields = [
        "enable-all-tools", "knowledge-bases", "mcp-resource-agent-read-enabled", "mcp-resources", "tools",
    ]

    private static func isVersion(_ version: String, atLeast wanted: String) -> Bool {
        let numbers = [version, wanted].map { $0.split(separator: ".").map { Int($0) ?? 0 } }
        for place in 0..<max(numbers[0].count, numbers[1].count) {
            let pair = numbers.map { place < $0.count ? $0[place] : 0 }
            if pair[0] != pair[1] { return pair[0] > pair[1] }
        }
        return true
    }
}

/// One pipeline, and what its migration would do as things are.
private struct PipelineMigration {
    let uuid: String
    let plan: LegacyPlan
    private(set) var state: String
    private(set) var blockers: [JSONValue]
    /// What a person has seen who decides on it; another one for every change of the pipeline or the plugin.
    let token: String
    private let name: JSONValue

    init(_ record: JSONObject, _ world: World, _ call: Call) {
        uuid = record["uuid"]?.stringValue ?? ""
        name = record["name"] ?? .null
        plan = LegacyPlan(record["config"] ?? .null, record["extensions_preferences"] ?? .null)
        (state, blockers) = (plan.state, plan.blockers)
        let plugin = plan.target.flatMap { world.plugins["langbot-team", $0.plugin] }
        if state == "ready" {
            if plugin == nil {
                state = "needs_plugin"
                blockers.append(["code": "plugin_missing"])
            } else if plugin?.runs != true {
                state = "blocked"
                blockers.append(["code": "plugin_disabled"])
            }
        }
        let facts: JSONValue = [
            .string(call.account), .object(record.without(["created_at", "updated_at"])),
            plugin.map { .object($0.manifest) } ?? .null,
        ]
        token = SHA256.hexadecimalDigest(of: facts.serialized())
    }

    var isPending: Bool { !["already_current", "not_legacy", "unsupported_runner"].contains(state) }

    /// What no plugin would help against.
    var hardBlocker: String? {
        blockers.compactMap { $0["code"]?.stringValue }.first { !["plugin_missing", "plugin_disabled"].contains($0) }
    }

    var shown: JSONValue {
        [
            "blockers": .array(blockers), "changed_paths": .array(plan.changedPaths.map(JSONValue.string)),
            "legacy_runner": plan.runner, "name": name, "pipeline_uuid": .string(uuid),
            "preview_token": state == "ready" ? .string(token) : .null, "state": .string(state),
            "target_plugin": plan.targetPlugin, "target_runner_id": plan.targetID.map(JSONValue.string) ?? .null,
            "warnings": .array(plan.warnings),
        ]
    }
}
