import Foundation
import JSONCore

/// What becomes of the configuration of a pipeline whose runner was part of LangBot.
struct LegacyPlan: Sendable {
    private(set) var state = "not_legacy"
    private(set) var runner: JSONValue = .null
    private(set) var target: LegacyRunner?
    /// The configuration after the migration; nil if there is none.
    private(set) var config: JSONObject?
    /// The preferences after the migration; nil if they stay.
    private(set) var preferences: JSONObject?
    private(set) var changedPaths: [String] = []
    private(set) var blockers: [JSONValue] = []
    private(set) var warnings: [JSONValue] = []

    var targetID: String? { target.map { "plugin:langbot-team/\($0.plugin)/default" } }

    var targetPlugin: JSONValue {
        guard let target else { return .null }
        return ["author": "langbot-team", "name": .string(target.plugin), "version": .string(target.version)]
    }

    init(_ config: JSONValue, _ preferences: JSONValue) {
        read(config, preferences)
    }

    private mutating func read(_ config: JSONValue, _ preferences: JSONValue) {
        guard let members = config.objectValue else { return block("invalid_type", "config") }
        guard let intelligence = (members["ai"] ?? [:]).objectValue else { return block("invalid_type", "ai") }
        guard let selection = (intelligence["runner"] ?? [:]).objectValue else {
            return block("invalid_type", "ai.runner")
        }
        guard let legacy = chosen(selection, intelligence) else { return }
        target = legacy
        (state, runner) = ("ready", .string(legacy.name))
        plan(legacy, members, intelligence, selection, preferences)
    }

    private mutating func block(_ code: String, _ field: String) {
        Self.note(code, field, in: &blockers)
        state = "blocked"
    }

    private mutating func warn(_ code: String, _ field: String) { Self.note(code, field, in: &warnings) }

    private static func note(_ code: String, _ field: String, in list: inout [JSONValue]) {
        let note: JSONValue = ["code": .string(code), "field": .string(field)]
        if !list.contains(note) { list.append(note) }
    }

    /// The runner to migrate; nil if there is nothing to do or it cannot be done, which ``state`` says.
    private mutating func chosen(_ selection: JSONObject, _ intelligence: JSONObject) -> LegacyRunner? {
        let name = selection["runner"]
        let known = name?.stringValue.flatMap(LegacyRunner.named)
        if let id = selection["id"] {
            let text = id.stringValue
            let isPlugin = text?.wholeMatch(of: /plugin:[^\/\s]+\/[^\/\s]+\/[^\/\s]+/) != nil
            if name != nil {
                guard isPlugin || known != nil else {
                    block("mixed_runner_selection", "ai.runner")
                    return nil
                }
                warn("migration.mixed_runner_selection", "ai.runner")
                if isPlugin { state = "already_current" }
                if isPlugin { return nil }
            } else {
                let isBlank = text?.allSatisfy(\.isWhitespace) ?? false
                if isBlank, !LegacyRunner.all.contains(where: { intelligence[$0.name] != nil }) { return nil }
                if isPlugin { state = "already_current" } else { block("invalid_runner_id", "ai.runner.id") }
                return nil
            }
        }
        guard let name else { return nil }
        guard let text = name.stringValue else {
            block("invalid_type", "ai.runner.runner")
            return nil
        }
        if known == nil, text.contains(where: { !$0.isWhitespace }) {
            state = "unsupported_runner"
            runner = text.wholeMatch(of: /[A-Za-z0-9_.\-]{1,64}/) == nil ? .null : .string(text)
            warn("legacy.custom_runner_unsupported", "ai.runner.runner")
        }
        return known
    }

    private mutating func plan(
        _ legacy: LegacyRunner,
        _ members: JSONObject,
        _ intelligence: JSONObject,
        _ selection: JSONObject,
        _ preferences: JSONValue
    ) {
        if let given = intelligence["runner_config"], given != [:] {
            warn("migration.runner_config_replaced", "ai.runner_config")
        }
        let expiry = expiry(selection["expire-time"] ?? 0)
        let sections = Set(LegacyRunner.all.map(\.name) + ["runner", "runner_config"])
        if !sections.isSuperset(of: intelligence.names) { warn("migration.unknown_section_archived", "ai") }
        if !selection.names.allSatisfy(["runner", "expire-time", "id"].contains) {
            warn("migration.unknown_field_dropped", "ai.runner")
        }
        guard let given = intelligence[legacy.name] else { return block("missing_field", "ai.\(legacy.name)") }
        guard let given = given.objectValue else { return block("invalid_type", "ai.\(legacy.name)") }
        var section = LegacySection(legacy, given)
        section.normalize()
        for note in section.warnings where !warnings.contains(note) { warnings.append(note) }
        for note in section.blockers { block(note["code"]?.stringValue ?? "", note["field"]?.stringValue ?? "") }
        self.preferences = preferencesBinding(legacy, preferences)
        let removesThoughts = removesThoughts(members)
        warn("external.state_validation_required", "ai.runner")
        warn("migration.history_reset", "ai.runner")
        warn("migration.new_defaults", "ai.\(legacy.name)")
        warn("migration.legacy_sections_archived", "ai")
        if legacy.filtersVariables { warn("migration.filtered_variables", "ai.\(legacy.name)") }
        if legacy.identitySource != nil { warn("migration.identity_preserved", "ai.\(legacy.name)") }
        guard blockers.isEmpty, let id = targetID else {
            self.preferences = nil
            return
        }
        let selected = section.assembled(removesThoughts, preferences) { code, field in warn(code, field) }
        var changed = members
        changed["ai"] = [
            "runner": ["expire-time": .integer(expiry), "id": .string(id)],
            "runner_config": .object([id: .object(selected.sortedByName())]),
        ]
        config = changed
        changedPaths = ["ai.runner.runner", "ai.runner.id", "ai.runner_config"]
        changedPaths += LegacyRunner.all.filter { intelligence[$0.name] != nil }.map { "ai.\($0.name)" }
        if self.preferences != nil { changedPaths.append("extensions_preferences.plugins") }
    }

    private mutating func expiry(_ value: JSONValue) -> Int64 {
        guard let number = LegacySection.coerced(value, to: .integer)?.integerValue, number >= 0 else {
            warn("migration.invalid_value_defaulted", "ai.runner.expire-time")
            return 0
        }
        if value != .integer(number) { warn("migration.value_coerced", "ai.runner.expire-time") }
        return number
    }

    /// The preferences with the runner's plugin, where a pipeline uses chosen plugins only.
    private mutating func preferencesBinding(_ legacy: LegacyRunner, _ value: JSONValue) -> JSONObject? {
        if value.isNull { return nil }
        let place = "extensions_preferences"
        guard let given = value.objectValue else {
            warn("invalid_extension_preferences", place)
            return nil
        }
        for name in [
            "enable_all_plugins", "enable_all_mcp_servers", "enable_all_skills", "mcp_resource_agent_read_enabled",
        ] where given[name] != nil && given[name]?.boolValue == nil {
            warn("invalid_extension_preferences", "\(place).\(name)")
        }
        for name in ["mcp_servers", "skills"] {
            guard let list = given[name], !LegacySection.isNames(list) else { continue }
            warn("invalid_extension_preferences", "\(place).\(name)")
        }
        if let list = given["mcp_resources"], !LegacySection.isAttachments(list) {
            warn("invalid_extension_preferences", "\(place).mcp_resources")
        }
        let plugins = given["plugins"] ?? []
        let kept = (plugins.arrayValue ?? []).filter { plugin in
            ["author", "name"].allSatisfy { plugin[$0]?.stringValue?.isEmpty == false }
        }
        if plugins.arrayValue?.count != kept.count { warn("invalid_extension_preferences", "\(place).plugins") }
        let isBound = kept.contains { $0["author"] == "langbot-team" && $0["name"] == .string(legacy.plugin) }
        guard given["enable_all_plugins"] == false, !isBound else { return nil }
        warn("extensions.runner_added", "\(place).plugins")
        let entry: JSONValue = ["author": "langbot-team", "name": .string(legacy.plugin)]
        return given.merging(["plugins": .array(kept + [entry])])
    }

    private mutating func removesThoughts(_ members: JSONObject) -> Bool {
        guard let output = (members["output"] ?? [:]).objectValue else {
            warn("migration.invalid_value_defaulted", "output")
            return false
        }
        guard let misc = (output["misc"] ?? [:]).objectValue else {
            warn("migration.invalid_value_defaulted", "output.misc")
            return false
        }
        let value = misc["remove-think"] ?? false
        guard let flag = LegacySection.coerced(value, to: .flag)?.boolValue else {
            warn("migration.invalid_value_defaulted", "output.misc.remove-think")
            return false
        }
        if value.boolValue == nil { warn("migration.value_coerced", "output.misc.remove-think") }
        return flag
    }
}
