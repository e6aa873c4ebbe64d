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
        let disables = !isBlank(try leniently(call)["disable_pipeline_at_bot"] ?? true)
        let bot = try world.record(.bot, call.identifier)
        let migration = GroupFilterMigration(bot, world)
        let identifier = JSONValue.string(call.identifier)
        guard migration.isNeeded else {
            return ["applied": false, "bot_uuid": identifier, "reason": "no_migration_needed"]
        }
        let bindings = JSONValue.array(migration.bindings.map { .object($0.changed) })
        try changeBot(&world, call, ["event_bindings": bindings])
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
    private var rules: [(pipeline: String, rule: GroupRule)] = []

    init(_ bot: JSONObject, _ world: World) {
        self.bot = bot["uuid"] ?? .null
        for binding in bot["event_bindings"]?.arrayValue?.compactMap(\.objectValue) ?? [] {
            add(binding, world)
        }
    }

    private mutating func add(_ before: JSONObject, _ world: World) {
        var binding = Binding(before: before, changed: before)
        let filters = before["filters"]?.arrayValue ?? []
        binding.isFiltered = GroupRule.filters.allSatisfy { wanted in
            filters.contains { Self.isEqual($0) && $0["field"] == wanted["field"] && $0["value"] == wanted["value"] }
        }
        defer { bindings.append(binding) }
        guard before["target_type"] == "pipeline", let pipeline = before["target_uuid"]?.stringValue,
            !pipeline.isEmpty
        else { return }
        let rule = GroupRule(of: world.tables[.pipeline]?[pipeline])
        if !rules.contains(where: { $0.pipeline == pipeline }) { rules.append((pipeline, rule)) }
        guard !binding.isFiltered, rule.isOn else { return }
        binding.isChanged = true
        let isForGroups = filters.contains { $0["field"] == "chat_type" && $0["value"] == "group" }
        let asksForMention = filters.contains { $0["field"] == "is_at_bot" }
        let missing = zip(GroupRule.filters, [isForGroups, asksForMention]).filter { !$0.1 }.map(\.0)
        binding.changed["filters"] = .array(filters + missing)
    }

    /// Whether a filter compares for equality, which it also does without an operator.
    private static func isEqual(_ filter: JSONValue) -> Bool { filter["operator"] ?? "eq" == "eq" }

    var isNeeded: Bool { bindings.contains(where: \.isChanged) }

    var pipelinesWithRule: [String] { rules.filter(\.rule.isOn).map(\.pipeline).sorted() }

    var shown: JSONObject {
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
            "pipeline_flags": .object(JSONObject(rules.map { ($0.pipeline, $0.rule.shown) })),
            "pipelines_with_at_bot": .array(pipelinesWithRule.map(JSONValue.string)),
        ]
    }
}

/// A pipeline's own rule for groups.
private struct GroupRule {
    static let filters: [JSONValue] = [
        ["field": "chat_type", "operator": "eq", "value": "group"],
        ["field": "is_at_bot", "operator": "eq", "value": true],
    ]

    private let members: JSONObject

    init(of pipeline: JSONObject?) {
        members = pipeline?["config"]?["trigger"]?["group-respond-rules"]?.objectValue ?? [:]
    }

    /// Whether the bot answers only when it is mentioned; any true value of Python's counts.
    var isOn: Bool { PythonText.isTrue(members["at"] ?? false) }

    var shown: JSONValue {
        [
            "at_bot_enabled": .bool(isOn), "prefix": members["prefix"] ?? [], "random": members["random"] ?? 0.0,
            "regexp": members["regexp"] ?? [],
        ]
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
