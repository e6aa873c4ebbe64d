import JSONCore
import LangBotContract

/// The records and derived values in a documented profile's answers.
struct DocumentedAnswers: AnswerSource {
    let traits: Traits

    func record(_ resource: Resource, isListed: Bool) -> JSONSchema {
        switch resource {
        // Creation shows a key once, where it is shown once.
        case .apiKey where traits.showsKeysOnce && !isListed:
            .any(of: [traits.key(withSecret: true), traits.key(withSecret: false)])
        case .apiKey: traits.key(withSecret: false)
        case .knowledgeFile:
            .object([
                "uuid": .uuid, "file_id": .text, "file_name": .text, "extension": .text,
                "status": .only("completed"), "created_at": .time,
            ])
        case .task: Self.shownTask
        default: Self.stored(resource)
        }
    }

    func derived(_ operation: OperationID) -> JSONSchema {
        switch operation {
        case "bot.logs": .object(["logs": .list(Self.logLine), "total_count": .integer])
        case "pipeline.extensions.get":
            .object([
                "bound_plugins": .array, "bound_mcp_servers": .array, "enable_all_plugins": .flag,
                "enable_all_mcp_servers": .flag, "available_plugins": .emptyList,
                "available_mcp_servers": .list(.mapping),
            ])
        case "pipeline.metadata": .object(["configs": JSONSchema(like: [PipelineSample.metadata])])
        case "system.info": .object(["version": .text, "debug": .flag, "enable_marketplace": .flag])
        case "task.get": Self.shownTask
        default: .null
        }
    }

    /// A stored resource, which keeps unknown members.
    private static func stored(_ resource: Resource) -> JSONSchema {
        let columns = Tables.documented[resource]?.columns ?? []
        var always = columns.filter { !$0.isOptional }.map { ($0.name, $0.schema) }
        var sometimes = columns.filter(\.isOptional).map { ($0.name, $0.schema) }
        always += [("uuid", .uuid), ("created_at", .time), ("updated_at", .time)]
        switch resource {
        case .bot:
            sometimes = sometimes.filter { $0.0 != "use_pipeline_uuid" }
            always += [("use_pipeline_uuid", JSONSchema.text.orNull), ("use_pipeline_name", JSONSchema.text.orNull)]
        case .mcpServer:
            let runtime = JSONSchema.object([
                "status": .oneOf("connected", "connecting", "error"), "tool_count": .integer, "tools": .list(.mapping),
            ])
            always.append(("runtime_info", runtime))
        default: break
        }
        return .object(always, sometimes, isOpen: true)
    }

    private static let logLine = JSONSchema.object([
        "seq_id": .integer, "timestamp": .integer, "level": .text, "text": .text, "images": .emptyList,
        "message_session_id": .text,
    ])

    private static let shownTask = JSONSchema.object([
        "id": .integer, "kind": .text, "task_type": .text, "created_at": .time,
        "status": .oneOf("completed", "failed", "running"),
        "runtime": .object([
            "done": .flag, "state": .oneOf("FINISHED", "PENDING"), "exception": .text.orNull, "result": .stored,
        ]),
    ])
}

extension Column.Form {
    var schema: JSONSchema {
        switch self {
        case .string: .text
        case .text: .filledText
        case .object: .mapping
        case .array: .array
        case .bool: .flag
        case .integer: .integer
        }
    }
}
