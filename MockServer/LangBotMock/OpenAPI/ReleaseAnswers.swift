import JSONCore
import LangBotContract

/// The records and derived values in a release's answers.
struct ReleaseAnswers: AnswerSource {
    private let handlers: Behaviour
    private let traits: Traits

    init(_ traits: Traits) {
        self.traits = traits
        handlers = Behaviour(traits)
    }

    func record(_ resource: Resource, isListed: Bool) -> JSONSchema {
        switch resource {
        case .llmModel, .embeddingModel, .rerankModel: traits.model(resource)
        case .provider: traits.provider
        case .requester: .samples(traits.requesters.keys.sorted().map(handlers.requester))
        case .adapter: .samples(traits.adapters.keys.sorted().map(handlers.adapter))
        case .bot where !isListed: traits.bot
        case .botAdmin: .object(["id": .integer, "launcher_id": .text, "launcher_type": .text])
        case .webhook: traits.webhook
        case .knowledgeFile:
            .object(knowledgeFile)
        case .knowledgeBase where traits.knowledgeNeedsEngine:
            .object(traits.row(.knowledgeBase) + [("knowledge_engine", .mapping)])
        case .mcpServer: traits.server
        case .apiKey: traits.key(withSecret: false)
        default: .object(traits.row(resource))
        }
    }

    private var knowledgeFile: [(String, JSONSchema)] {
        var file: [(String, JSONSchema)] = [
            ("uuid", .uuid), ("created_at", .time), ("extension", .text), ("file_name", .text), ("kb_id", .text),
            ("status", .text),
        ]
        if traits.hasWorkspaces { file.append(("workspace_uuid", .uuid)) }
        if traits.ingestionsCanBeInterrupted { file.append(("engine_document_id", .text.orNull)) }
        return file
    }

    func derived(_ operation: OperationID) -> JSONSchema {
        switch operation {
        case "api_key.create": .object(["key": traits.key(withSecret: true)])
        case "pipeline.extensions.get": .object(extensions)
        case "pipeline.metadata": .object(["configs": .samples([traits.pipelines.metadata])])
        case "system.capabilities":
            .object([
                "operations": JSONSchema([
                    "type": "object", "additionalProperties": JSONSchema.object(["supported": .flag]).json,
                ]),
                "schema_version": .integer,
            ])
        case "system.info": information
        case "task.get": .any(of: [traits.tasks.key, traits.tasks.user])
        case "task.list":
            .any(of: [
                .object(["tasks": .list(traits.tasks.key)]),
                .object(["id_index": .integer, "tasks": .list(traits.tasks.user)]),
            ])
        case "user.account_info": JSONSchema(like: [handlers.accountInformation(World(workspace: ""))])
        case "sandbox.sessions": .array
        default: .mapping
        }
    }

    private var information: JSONSchema {
        let schema = JSONSchema(like: [handlers.information(version: "")])
        guard traits.hasWizard, var members = schema.json.objectValue,
            var properties = members["properties"]?.objectValue
        else { return schema }
        properties["wizard_progress"] = JSONSchema.stored.json
        members["properties"] = .object(properties)
        return JSONSchema(members)
    }

    private var extensions: [(String, JSONSchema)] {
        let available = traits.pipelines.available.map { name in
            (name, JSONSchema.list(name == "available_mcp_servers" ? traits.server : .mapping))
        }
        return available
            + traits.pipelines.extensions.map { row in
                // Releases that validate content keep the type of the value.
                (row.shown, traits.checksContents ? JSONSchema(kindOf: row.initial) : .stored)
            }
    }
}

extension JSONSchema {
    /// Any value of the same type.
    init(kindOf value: JSONValue) {
        switch value {
        case .array: self = .array
        case .object: self = .mapping
        default: self.init(like: [value])
        }
    }
}
