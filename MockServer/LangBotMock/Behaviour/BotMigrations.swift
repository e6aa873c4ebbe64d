import JSONCore
import LangBotContract

/// The migration of bots whose pipelines answer in groups only when they are mentioned: a pipeline's own rule becomes a
/// filter of the bot's binding to it.
extension Behaviour {
    var botMigrations: [OperationID: Handler] {
        [
            "bot.group_filter_migration.get": { world, call throws(DomainError) in
                let bot = try world.record(.bot, call.identifier)
                return .object(GroupFilterMigration(bot, world).shown)
            },
            "bot.group_filter_migration.execute": { world, call throws(DomainError) in
                try migrateGroupFilters(&world, call)
            },
        ]
    }

    private func migrateGroupFilters(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let bot = try world.record(.bot, call.identifier)
        let migration = GroupFilterMigration(bot, world)
        let identifier = JSONValue.string(call.identifier)
        guard migration.isNeeded else {
            return ["applied": false, "bot_uuid": identifier, "reason": "no_migration_needed"]
        }
        let content = try? call.json()
        let disables = content?["disable_pipeline_at_bot"] != false
        let bindings = JSONValue.array(migration.bindings.map { .object($0.changed) })
        try world.change(.bot, call.identifier, ["event_bindings": bindings], traits, call.surroundings)
        let pipelines = disables ? migration.pipelinesWithRule : []
        for pipeline in pipelines {
            let record = try world.record(.pipeline, pipeline)
            guard let config = GroupRule.disabled(in: record) else { continue }
            try world.change(.pipeline, pipeline, ["config": config], traits, call.surroundings)
        }
        return [
            "applied": true, "bot_uuid": identifier,
            "disabled_pipeline_at_bot": .array(pipelines.map(JSONValue.string)),
            "updated_bindings": .array(migration.bindings.filter(\.isChanged).map(\.identifier)),
        ]
    }
}

/// What a bot's bindings would become.
private struct GroupFilterMigration {
    /// A binding to a pipeline, before and after.
    struct Binding {
        let before: JSONObject
        var changed: JSONObject
        var isFiltered = false
        var isChanged = false

        var identifier: JSONValue { before["id"] ?? .null }
    }

    private(set) var bindings: [Binding] = []
    private let bot: JSONValue
    private var rules: [(pipeline: String, rule: JSONValue)] = []

    init(_ bot: JSONObject, _ world: World) {
        self.bot = bot["uuid"] ?? .null
        for binding in bot["event_bindings"]?.arrayValue?.compactMap(\.objectValue) ?? [] {
            add(binding, world)
        }
    }

    private mutating func add(_ before: JSONObject, _ world: World) {
        var binding = Binding(before: before, changed: before)
        defer { bindings.append(binding) }
        guard before["target_type"] == "pipeline", let pipeline = before["target_uuid"]?.stringValue,
            let record = world.tables[.pipeline]?[pipeline]
        else { return }
        let rule = GroupRule.of(record)
        if !rules.contains(where: { $0.pipeline == pipeline }) { rules.append((pipeline, rule)) }
        let filters = before["filters"]?.arrayValue ?? []
        binding.isFiltered = filters.contains { $0["field"] == "is_at_bot" }
        guard !binding.isFiltered, rule["at"] == true else { return }
        binding.isChanged = true
        binding.changed["filters"] = .array(filters + GroupRule.filters.filter { !filters.contains($0) })
    }

    var isNeeded: Bool { bindings.contains(where: \.isChanged) }

    var pipelinesWithRule: [String] { rules.filter { $0.rule["at"] == true }.map(\.pipeline) }

    var shown: JSONObject {
        let flags = rules.map { pipeline, rule in
            let flag: JSONValue = [
                "at_bot_enabled": .bool(rule["at"] == true), "prefix": rule["prefix"] ?? [],
                "random": rule["random"] ?? 0, "regexp": rule["regexp"] ?? [],
            ]
            return (pipeline, flag)
        }
        let changes: [JSONValue] = bindings.filter(\.isChanged).map { binding in
            [
                "binding_id": binding.identifier, "current_filters": binding.before["filters"] ?? [],
                "event_pattern": binding.before["event_pattern"] ?? .null,
                "proposed_filters": binding.changed["filters"] ?? [], "target_type": "pipeline",
                "target_uuid": binding.before["target_uuid"] ?? .null,
            ]
        }
        return [
            "bindings_already_filtered": .array(bindings.filter(\.isFiltered).map(\.identifier)),
            "bindings_to_update": .array(changes), "bot_uuid": bot, "needs_migration": .bool(isNeeded),
            "pipeline_flags": .object(JSONObject(flags)),
            "pipelines_with_at_bot": .array(pipelinesWithRule.map(JSONValue.string)),
        ]
    }
}

/// A pipeline's own rule for groups.
private enum GroupRule {
    static let filters: [JSONValue] = [
        ["field": "chat_type", "operator": "eq", "value": "group"],
        ["field": "is_at_bot", "operator": "eq", "value": true],
    ]

    static func of(_ pipeline: JSONObject) -> JSONValue {
        pipeline["config"]?["trigger"]?["group-respond-rules"] ?? .null
    }

    /// The configuration without the rule that the bot must be mentioned.
    static func disabled(in pipeline: JSONObject) -> JSONValue? {
        guard var config = pipeline["config"]?.objectValue, var trigger = config["trigger"]?.objectValue,
            var rule = trigger["group-respond-rules"]?.objectValue
        else { return nil }
        rule["at"] = false
        trigger["group-respond-rules"] = .object(rule)
        config["trigger"] = .object(trigger)
        return .object(config)
    }
}
