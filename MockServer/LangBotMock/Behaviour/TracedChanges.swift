import JSONCore
import LangBotContract

/// One member that a request changed, as the operation log keeps it.
struct TracedChange: Sendable {
    let field: String
    let before: JSONValue
    let after: JSONValue

    var json: JSONValue { ["after": after, "before": before, "field": .string(field)] }
}

/// What requests changed.
enum TracedChanges {
    /// How to read a resource before it is changed, and which of its members are not compared.
    struct Row: Sendable {
        let reader: OperationID
        let member: String
        let ignored: Set<String>
        /// Whether it is read without secrets; of others, only members that are never kept have any.
        var hidesSecrets = false
    }

    /// The operations whose changes are kept.
    static let rows: [OperationID: Row] = [
        "provider.update": Row(
            reader: "provider.get",
            member: "provider",
            ignored: times.union(["llm_count", "embedding_count", "rerank_count"])
        ),
        "model.llm.update": Row(reader: "model.llm.get", member: "model", ignored: times, hidesSecrets: true),
        "pipeline.update": Row(reader: "pipeline.get", member: "pipeline", ignored: times),
        "pipeline.extensions.update": Row(reader: "pipeline.get", member: "pipeline", ignored: []),
        "knowledge_base.update": Row(reader: "knowledge_base.get", member: "base", ignored: times),
        "mcp_server.update": Row(reader: "mcp_server.get", member: "server", ignored: ["uuid"]),
        "skill.update": Row(
            reader: "skill.get",
            member: "skill",
            ignored: ["files", "package_root", "created_at", "updated_at"]
        ),
        "plugin.config.update": Row(reader: "plugin.config.get", member: "config", ignored: []),
    ]

    private static let times: Set = ["uuid", "created_at", "updated_at"]

    /// What a successful request changed.
    static func of(_ call: Call, from before: JSONObject?, _ profile: Profile) -> [TracedChange] {
        guard let row = rows[call.endpoint.id] else { return [] }
        let content = (try? call.json())?.objectValue ?? [:]
        guard call.endpoint.id == "pipeline.extensions.update" else {
            return between(before ?? [:], content, ignoring: row.ignored)
        }
        // What the request does not name counts as gone.
        let named = profile.traits.pipelines.extensions
        let after = JSONObject(named.compactMap { item in content[item.shown].map { (item.preference, $0) } })
        let preferences = before?["extensions_preferences"]?.objectValue ?? [:]
        let all = JSONObject(named.map { ($0.preference, preferences[$0.preference] ?? $0.initial) })
        return before == nil ? [] : between(all.merging(after), after, ignoring: [])
    }

    /// The members in which two objects differ; a member that is missing is null.
    static func between(_ before: JSONObject, _ after: JSONObject, ignoring: Set<String>) -> [TracedChange] {
        Set(before.names + after.names).subtracting(ignoring).sorted().compactMap { name in
            let (old, new) = (before[name] ?? .null, after[name] ?? .null)
            guard old.sortedByName() != new.sortedByName() else { return nil }
            return isSecret(name)
                ? TracedChange(field: name, before: "__redacted__", after: "__redacted__")
                : TracedChange(field: name, before: short(old), after: short(new))
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return secretParts.contains(where: name.contains)
    }

    private static let secretParts = [
        "password", "passwd", "secret", "token", "hash", "api_key", "apikey", "credential", "private_key", "salt",
        "passkey", "totp", "recovery_code", "authorization",
    ]

    /// A value as the log keeps it: numbers as they are, the rest as text of at most 320 characters.
    private static func short(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string, .array, .object:
            let text = value.stringValue ?? PythonJSON.text(value)
            // Python counts code points.
            let points = text.unicodeScalars
            guard points.count > 320 else { return .string(text) }
            return .string(String(String.UnicodeScalarView(points.prefix(319))) + "…")
        default: return value
        }
    }

    /// The first six changes in words.
    static func summary(_ changes: [TracedChange]) -> String {
        let shown = changes.prefix(6).map {
            "\($0.field): \(PythonText.str($0.before)) → \(PythonText.str($0.after))"
        }
        return (shown + (changes.count > 6 ? ["+\(changes.count - 6)"] : [])).joined(separator: "; ")
    }
}
