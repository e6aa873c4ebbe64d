import JSONCore
import LangBotContract

extension Column {
    /// The schema of a value of this column in an answer.
    var schema: JSONSchema {
        let schema: JSONSchema =
            switch kind {
            case .text: .text
            case .bool: .flag
            // SQLite also stores other values in such a column.
            case .integer: .any(of: [.integer, .number, .text, .flag])
            case .json: .stored
            case .only(let form): form.schema
            }
        return isNullable && kind != .json ? schema.orNull : schema
    }
}

extension Traits {
    /// The members of a row in an answer.
    func row(_ resource: Resource) -> [(String, JSONSchema)] {
        guard let table = tables[resource] else { return [] }
        var members: [(String, JSONSchema)] = [("uuid", .text), ("created_at", .time)]
        if table.hasUpdateTime { members.append(("updated_at", .time)) }
        if hasWorkspaces { members.append(("workspace_uuid", .uuid)) }
        return members + table.columns.map { ($0.name, $0.schema) }
    }

    func model(_ resource: Resource) -> JSONSchema {
        guard modelsHaveProviders else { return .object(row(resource)) }
        var members = row(resource)
        if resource == .llmModel, hasWorkspaces {
            let capabilities = JSONSchema.object([
                "levels": .texts, "source": .text, "supported": .flag,
            ])
            members.append(("reasoning_capabilities", capabilities))
        }
        // A provider that does not exist is left out.
        return .object(members, [("provider", .object(row(.provider)))])
    }

    var provider: JSONSchema {
        let counts = ["embedding_count", "llm_count"] + (countsRerankModels ? ["rerank_count"] : [])
        return .object(row(.provider) + counts.map { ($0, .integer) })
    }

    var webhook: JSONSchema {
        var members: [(String, JSONSchema)] = [
            ("created_at", .time), ("description", JSONSchema.text.orNull), ("enabled", .flag), ("id", .integer),
            ("name", .text), ("updated_at", .time), ("url", .text),
        ]
        if hasWorkspaces { members.append(("workspace_uuid", .uuid)) }
        return .object(members)
    }

    /// A bot in the answer to `bot.get`.
    var bot: JSONSchema {
        guard let runtime = botRuntime else { return .object(row(.bot)) }
        var values = runtime.map { ($0.name, JSONSchema.text.orNull) }
        values.sort { $0.0 < $1.0 }
        // Only a running bot has an account.
        return .object(row(.bot) + [("adapter_runtime_values", .object(values, [("bot_account_id", .text)]))])
    }

    var server: JSONSchema {
        var boxed: [(String, JSONSchema)] = []
        if runsServersInBox { boxed = [("box_enabled", .flag), ("box_session_id", .text)] }
        let members = serverRuntime.map { name, value -> (String, JSONSchema) in
            switch value {
            case .null: (name, .text.orNull)
            case .array: (name, .list(.mapping))
            case .object: (name, .mapping)
            default: (name, JSONSchema(like: [value]))
            }
        }
        let runtime = JSONSchema.object(members, boxed)
        return .object(row(.mcpServer) + [("runtime_info", runtime.orNull)])
    }

    /// A key with or without its secret.
    func key(withSecret: Bool) -> JSONSchema {
        var members: [(String, JSONSchema)] = [
            ("id", .integer), ("name", .text), ("description", .text), ("created_at", .time), ("updated_at", .time),
        ]
        if !showsKeysOnce || withSecret { members.append(("key", .text)) }
        guard showsKeysOnce else { return .object(members) }
        return .object(
            members + [
                ("created_by_account_uuid", .uuid.orNull), ("expires_at", .time.orNull),
                ("last_used_at", .time.orNull), ("scopes", .list(.permission)),
                ("secret_available", .only(.bool(withSecret))), ("status", .oneOf("active", "revoked")),
                ("uuid", .uuid), ("workspace_uuid", .uuid),
            ]
        )
    }

    /// A task as shown to a key, and as shown to a user.
    var tasks: (key: JSONSchema, user: JSONSchema) {
        let brief = JSONSchema.object([
            "id": .integer, "created_at": .number, "error": .object(["message": .text, "type": .text]).orNull,
            "kind": .text, "result": .stored, "task_type": .text,
            "status": .oneOf("cancelled", "failed", "running", "succeeded"),
        ])
        let runtime = JSONSchema.object([
            "done": .flag, "exception": .text.orNull, "exception_traceback": .text.orNull, "result": .stored,
            "state": .oneOf("FINISHED", "PENDING"),
        ])
        var context: [(String, JSONSchema)] = [("current_action", .text), ("log", .text)]
        var members: [(String, JSONSchema)] = [
            ("id", .integer), ("kind", .text), ("label", .text), ("name", .text), ("task_type", .text),
            ("runtime", runtime), ("scopes", .texts),
        ]
        if tasksShowCreation {
            context.append(("metadata", .mapping))
            members.append(("created_at", .number))
        }
        if hasWorkspaces { members += [("placement_generation", .integer), ("workspace_uuid", .uuid)] }
        return (brief, .object(members + [("task_context", .object(context))]))
    }
}
