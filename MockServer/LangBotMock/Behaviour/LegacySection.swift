import Foundation
import JSONCore

/// The configuration of a former runner, repaired as far as that goes.
struct LegacySection: Sendable {
    enum Kind: Sendable { case flag, integer, number, names, attachments, text }

    private let runner: LegacyRunner
    private let given: JSONObject
    private(set) var members = JSONObject()
    private(set) var blockers: [JSONValue] = []
    private(set) var warnings: [JSONValue] = []

    init(_ runner: LegacyRunner, _ given: JSONObject) {
        self.runner = runner
        self.given = given
    }

    private var place: String { "ai.\(runner.name)" }

    private mutating func block(_ code: String, _ field: String) {
        blockers.append(["code": .string(code), "field": .string("\(place).\(field)")])
    }

    private mutating func warn(_ code: String, _ field: String? = nil) {
        let field = field.map { "\(place).\($0)" } ?? place
        let note: JSONValue = ["code": .string(code), "field": .string(field)]
        if !warnings.contains(note) { warnings.append(note) }
    }

    mutating func normalize() {
        if !given.names.allSatisfy(runner.fields.contains) { warn("migration.unknown_field_dropped") }
        members = JSONObject(runner.fields.compactMap { name in given[name].map { (name, $0) } })
        for alias in runner.aliases { join(alias.kept, alias.other) }
        if runner.name == "coze-api", members["auto-save-history"] ?? .null == .null {
            members["auto-save-history"] = true
            warn("migration.null_default", "auto_save_history")
        }
        for name in runner.required where members[name] == nil && runner.critical.contains(name) {
            block("missing_field", name)
        }
        for name in members.names.sorted() { coerce(name) }
        for name in runner.required where members[name] == nil && !runner.critical.contains(name) {
            guard let value = runner.fill[name] ?? runner.defaults[name] else { continue }
            members[name] = value
            warn("migration.missing_default_filled", name)
        }
        if runner.name == "local-agent" { normalizeAgent() } else { normalizeService() }
    }

    private mutating func join(_ kept: String, _ other: String) {
        guard let value = members[other] else { return }
        let first = members[kept] ?? .null
        // Where both are given, the spelling with hyphens counts.
        let hyphened = kept.contains("_") ? value : first
        let isConflict = !first.isNull && !value.isNull && first != value
        warn(isConflict ? "migration.alias_conflict_resolved" : "migration.alias_repaired", other)
        members[other] = nil
        members[kept] = hyphened.isNull ? (hyphened == first ? value : first) : hyphened
    }

    private mutating func coerce(_ name: String) {
        guard !["model", "prompt", "tweaks"].contains(name), let value = members[name] else { return }
        if value.isNull, runner.name == "weknora-api", ["agent-id", "knowledge-base-ids"].contains(name) { return }
        var coerced = Self.coerced(value, to: kind(of: name))
        if name == "timeout", let number = coerced, !Self.isPositive(number) { coerced = nil }
        if let coerced {
            if coerced != value { warn("migration.value_coerced", name) }
            members[name] = coerced
        } else if runner.critical.contains(name) {
            block("invalid_type", name)
        } else {
            members[name] = nil
            warn("migration.invalid_value_defaulted", name)
        }
    }

    private func kind(of name: String) -> Kind {
        switch name {
        case "enable-all-tools", "mcp-resource-agent-read-enabled", "auto-save-history", "thinking-enabled",
            "plan-mode",
            "subagent-enabled", "web-search-enabled":
            .flag
        case "max-round", "rerank-top-k", "max-concurrent-subagents", "recursion-limit": .integer
        case "timeout": runner.hasWholeSeconds ? .integer : .number
        case "tools", "knowledge-bases", "knowledge-base-ids": .names
        case "mcp-resources": .attachments
        default: .text
        }
    }

    private static func isPositive(_ value: JSONValue) -> Bool {
        switch value {
        case .integer(let number): number > 0
        case .double(let number): number > 0
        default: false
        }
    }

    static func isNames(_ value: JSONValue) -> Bool {
        value.arrayValue?.allSatisfy { $0.stringValue?.isEmpty == false } ?? false
    }

    static func isAttachments(_ value: JSONValue) -> Bool { value.arrayValue?.allSatisfy(isAttachment) ?? false }

    private static func isAttachment(_ value: JSONValue) -> Bool {
        value.objectValue != nil && (value["enabled"] == nil || value["enabled"]?.boolValue != nil)
    }

    /// The value as one of a kind, if nothing is lost by that.
    static func coerced(_ value: JSONValue, to kind: Kind) -> JSONValue? {
        let text = value.stringValue?.trimmingCharacters(in: .whitespacesAndNewlines)
        switch kind {
        case .flag:
            if value.boolValue != nil { return value }
            if value == .integer(1) || ["true", "1", "yes", "on"].contains(text?.lowercased()) { return true }
            if value == .integer(0) || ["false", "0", "no", "off"].contains(text?.lowercased()) { return false }
            return nil
        case .integer, .number:
            if value.integerValue != nil { return value }
            if let number = text.flatMap({ Int64($0) }) { return .integer(number) }
            let double: Double? = if case .double(let number) = value { number } else { text.flatMap(Double.init) }
            guard let double, double.isFinite else { return nil }
            if let whole = Int64(exactly: double) { return .integer(whole) }
            return kind == .number ? .double(double) : nil
        case .names:
            if let text { return text.isEmpty ? [] : [.string(text)] }
            guard let list = value.arrayValue else { return nil }
            let names = list.compactMap { $0.stringValue?.trimmingCharacters(in: .whitespacesAndNewlines) }
            return .array(names.filter { !$0.isEmpty }.map(JSONValue.string))
        case .attachments: return value.arrayValue.map { .array($0.filter(isAttachment)) }
        case .text:
            switch value {
            case .string: return value
            case .integer, .double: return .string("\(value)")
            default: return nil
            }
        }
    }
}

/// LangBot's own agent.
extension LegacySection {
    private static let plainPrompt: JSONValue = [["content": "You are a helpful assistant.", "role": "system"]]
    private static let boxTemplate: JSONValue = "{launcher_type}_{launcher_id}"
    private static let levels: [JSONValue] = [
        "provider_default", "disabled", "enabled", "minimal", "low", "medium", "high", "xhigh", "max",
    ]

    private mutating func normalizeAgent() {
        members["model"] = model(members["model"] ?? .null)
        let prompt = members["prompt"] ?? .null
        if prompt.isNull {
            members["prompt"] = Self.plainPrompt
            warn("migration.missing_default_filled", "prompt")
        } else if let text = prompt.stringValue {
            members["prompt"] = [["content": .string(text), "role": "system"]]
            warn("local.prompt_normalized", "prompt")
        } else if prompt.arrayValue?.allSatisfy({ $0["role"]?.stringValue != nil }) != true {
            let kept = (prompt.arrayValue ?? []).filter {
                $0["role"]?.stringValue != nil && $0["content"]?.stringValue != nil
            }
            members["prompt"] = kept.isEmpty ? Self.plainPrompt : .array(kept)
            warn("local.prompt_normalized", "prompt")
        }
        warn("local.context_defaults", "max-round")
        warn("local.serial_tools_preserved", "tools")
        warn("local.retrieval_defaults", "knowledge-bases")
        let template = (members["box-session-id-template"] ?? Self.boxTemplate).stringValue ?? ""
        if !Self.isTemplate(template) {
            members["box-session-id-template"] = Self.boxTemplate
            warn("local.box_template_defaulted", "box-session-id-template")
        }
        warn("local.box_state_reset", "box-session-id-template")
    }

    private mutating func model(_ value: JSONValue) -> JSONValue {
        if let name = value.stringValue, name.contains(where: { !$0.isWhitespace }) {
            return ["fallbacks": [], "primary": .string(name), "reasoning": [:]]
        }
        guard let given = value.objectValue else {
            warn("migration.missing_default_filled", "model")
            return ["fallbacks": [], "primary": "", "reasoning": [:]]
        }
        if !given.names.allSatisfy(["primary", "fallbacks", "reasoning"].contains) {
            warn("migration.unknown_field_dropped", "model")
        }
        if given["primary"]?.stringValue == nil { warn("migration.missing_default_filled", "model") }
        let fallbacks = given["fallbacks"] ?? []
        let names = Self.coerced(fallbacks, to: .names)
        if names != fallbacks { warn("migration.value_coerced", "model.fallbacks") }
        let reasoning = (given["reasoning"] ?? [:]).objectValue
        let kept = JSONObject((reasoning ?? [:]).filter { Self.levels.contains($0.value) })
        if reasoning?.count != kept.count { warn("local.reasoning_dropped", "model.reasoning") }
        if !kept.isEmpty { warn("local.model_reasoning", "model.reasoning") }
        return [
            "fallbacks": names ?? [], "primary": given["primary"]?.stringValue.map(JSONValue.string) ?? "",
            "reasoning": .object(kept),
        ]
    }

    /// Whether a text is a Python format string with plain names only.
    private static func isTemplate(_ text: String) -> Bool {
        guard text.contains(where: { !$0.isWhitespace }) else { return false }
        let rest = text.replacing("{{", with: "").replacing("}}", with: "")
            .replacing(/\{(?![0-9]+\})[^{}.\[\]:!]+\}/, with: "")
        return !rest.contains("{") && !rest.contains("}")
    }
}

/// Services that others run.
extension LegacySection {
    private mutating func normalizeService() {
        for name in runner.critical where members[name]?.stringValue?.allSatisfy(\.isWhitespace) ?? false {
            block("invalid_value", name)
        }
        if !runner.appTypes.isEmpty, !runner.appTypes.contains(members["app-type"]?.stringValue ?? "") {
            members["app-type"] = runner.fill["app-type"]
            warn("migration.invalid_value_defaulted", "app-type")
        }
        switch runner.name {
        case "coze-api":
            if !Self.isPlainAddress(members["api-base"]?.stringValue ?? "") {
                block("coze.custom_endpoint", "api-base")
            }
            warn("coze.persistent_history")
        case "langflow-api":
            members["tweaks"] = tweaks(members["tweaks"] ?? .null)
            warn("langflow.persistent_history")
        case "dify-service-api": warn("dify.timeout_default", "timeout")
        case "n8n-service-api": normalizeSignIn()
        case "deerflow-api":
            if let base = members["api-base"]?.stringValue?.trimmingCharacters(in: .whitespacesAndNewlines),
                !base.hasPrefix("http://"), !base.hasPrefix("https://")
            {
                block("invalid_value", "api-base")
            }
        default: break
        }
    }

    private static func isPlainAddress(_ text: String) -> Bool {
        guard !text.contains(where: \.isWhitespace), let parts = URLComponents(string: text) else { return false }
        return ["http", "https"].contains(parts.scheme) && parts.host?.isEmpty == false && parts.user == nil
            && parts.password == nil && (parts.query ?? "").isEmpty && (parts.fragment ?? "").isEmpty
    }

    private mutating func tweaks(_ value: JSONValue) -> JSONValue {
        let text = value.stringValue?.trimmingCharacters(in: .whitespacesAndNewlines)
        if value.isNull || text == "" || text == "null" {
            warn("langflow.tweaks_default", "tweaks")
            return [:]
        }
        let parsed = value.stringValue.map { try? JSONValue(parsing: $0) } ?? value
        if parsed?.objectValue != nil { return parsed ?? [:] }
        warn("langflow.tweaks_invalid_defaulted", "tweaks")
        return [:]
    }

    private mutating func normalizeSignIn() {
        let fields = [
            "none": [], "basic": ["basic-username", "basic-password"], "jwt": ["jwt-secret"],
            "header": ["header-name", "header-value"],
        ]
        var mode = members["auth-type"]?.stringValue ?? "none"
        if fields[mode] == nil {
            mode = "none"
            members["auth-type"] = "none"
            warn("migration.invalid_value_defaulted", "auth-type")
        }
        for name in fields[mode] ?? [] where members[name] == nil { block("missing_field", name) }
        if !["reply", "ignore"].contains(members["response-handling"]?.stringValue ?? "reply") {
            members["response-handling"] = "reply"
            warn("migration.invalid_value_defaulted", "response-handling")
        }
        if mode == "basic" {
            for name in ["basic-username", "basic-password"] {
                guard let text = members[name]?.stringValue else { continue }
                let isLatin = text.unicodeScalars.allSatisfy { $0.value < 256 }
                if !isLatin || name == "basic-username" && text.contains(":") { block("n8n.basic_encoding", name) }
            }
        }
        if mode == "header", let name = members["header-name"]?.stringValue,
            name.wholeMatch(of: /[!#$%&'*+.^_`|~0-9A-Za-z-]+/) == nil
        {
            block("n8n.header_name", "header-name")
        }
        warn("n8n.session_ids_reset")
    }
}

extension LegacySection {
    /// The configuration of the plugin that takes the runner's place.
    func assembled(_ removesThoughts: Bool, _ preferences: JSONValue, _ warn: (String, String) -> Void) -> JSONObject {
        var selected = runner.defaults.merging(members)
        if let source = runner.identitySource { selected["user-id-source"] = .string(source) }
        if runner.name == "local-agent" {
            selected["max-round"] = nil
            let base = selected["knowledge-base"]?.stringValue ?? ""
            selected["knowledge-base"] = nil
            if selected["knowledge-bases"] == [], !base.isEmpty, base != "__none__" {
                selected["knowledge-bases"] = [.string(base)]
                warn("migration.alias_repaired", "\(place).knowledge-base")
            }
            let resources = preferences["mcp_resources"] ?? []
            let mayRead = preferences["mcp_resource_agent_read_enabled"]?.boolValue ?? true
            selected["mcp-resources"] = members["mcp-resources"] ?? (Self.isAttachments(resources) ? resources : [])
            selected["mcp-resource-agent-read-enabled"] =
                members["mcp-resource-agent-read-enabled"] ?? .bool(mayRead)
        } else {
            selected.merge([
                "enable-all-tools": false, "knowledge-bases": [], "mcp-resource-agent-read-enabled": false,
                "mcp-resources": [], "tools": [],
            ])
        }
        if runner.hidesAssets { selected["langbot-assets-enabled"] = false }
        if runner.copiesThinking {
            selected["remove-think"] = .bool(removesThoughts)
            warn("migration.output_policy_copied", "output.misc.remove-think")
        }
        if runner.name == "dify-service-api" { selected["timeout"] = 30 }
        if runner.name == "weknora-api" {
            if selected["agent-id"] ?? .null == .null {
                let isChat = selected["app-type"] == "chat"
                selected["agent-id"] = isChat ? "builtin-quick-answer" : "builtin-smart-reasoning"
            }
            if selected["knowledge-base-ids"] == .null { selected["knowledge-base-ids"] = [] }
            warn("weknora.session_title_changed", place)
        }
        return selected
    }
}
