import JSONCore
import LangBotContract

/// How a resource is created and updated.
struct ResourceRecipe: Sendable {
    /// Content to create one from.
    struct Content: Sendable {
        /// The members that hold whatever a user writes, of which the first is tried.
        let bags: [String]
        let make: @Sendable (String) -> JSONValue

        init(_ bags: String..., make: @escaping @Sendable (String) -> JSONValue) {
            self.bags = bags
            self.make = make
        }
    }

    let create: DocumentedOperation
    let list: DocumentedOperation
    let read: DocumentedOperation
    let update: DocumentedOperation
    let delete: DocumentedOperation
    /// The content that the document shows; nil if it shows none.
    let documented: Content?
    /// Content that some releases require instead, in the order in which it is tried.
    let alternatives: [Content]
    /// An update, and the member that shows it afterwards.
    let change: (content: JSONObject, member: String)

    var resource: Resource { create.resource }

    /// The member that holds the identifier.
    var identifierMember: String { resource.identifier == .name ? "name" : "uuid" }

    /// The content to try, the documented one first.
    var contents: [Content] {
        [documented].compactMap(\.self) + alternatives
    }

    /// The update with another text in it.
    func changed(by text: String) -> JSONObject {
        var content = change.content
        if var object = content[change.member]?.objectValue {
            object["lbconf"] = .string(text)
            content[change.member] = .object(object)
        } else {
            content[change.member] = .string(text)
        }
        return content
    }

    /// The recipe of a kind of resource.
    static func of(_ resource: Resource) -> ResourceRecipe {
        guard let recipe = all.first(where: { $0.resource == resource }) else {
            preconditionFailure("there is no recipe for a \(resource)")
        }
        return recipe
    }

    static let all = [model("llm"), model("embedding"), bot, pipeline, knowledgeBase, mcpServer]

    private init(
        _ prefix: String,
        documented: Content?,
        alternatives: [Content],
        change: (content: JSONObject, member: String)
    ) {
        func operation(_ action: String) -> DocumentedOperation {
            Subject.operation(OperationID(rawValue: "\(prefix).\(action)"))
        }
        create = operation("create")
        list = operation("list")
        read = operation("get")
        update = operation("update")
        delete = operation("delete")
        self.documented = documented
        self.alternatives = alternatives
        self.change = change
    }

    private static func model(_ kind: String) -> ResourceRecipe {
        ResourceRecipe(
            "model.\(kind)",
            documented: Content("extra_args", "requester_config") { documentedModel(kind, $0) },
            alternatives: [Content("extra_args") { modelWithProvider(kind, $0) }],
            change: (["extra_args": ["lbconf": 1]], "extra_args")
        )
    }

    private static func documentedModel(_ kind: String, _ name: String) -> JSONValue {
        var model: JSONObject = [
            "name": .string(name), "description": "Description of the model",
            "requester": "openai-chat-completions", "requester_config": ["model": "gpt-4", "args": [:]],
            "api_keys": [["name": "default", "keys": ["sk-..."]]], "extra_args": [:],
        ]
        if kind == "llm" { model["abilities"] = ["chat"] }
        return .object(model)
    }

    /// Since 4.7 a model belongs to a provider, which the server creates along with it unless one has the same address.
    private static func modelWithProvider(_ kind: String, _ name: String) -> JSONValue {
        let provider: JSONValue = [
            "requester": "openai-chat-completions", "base_url": "http://\(name).invalid/v1",
            "api_keys": ["sk-lbconf"],
        ]
        var model: JSONObject = ["name": .string(name), "provider": provider, "extra_args": [:]]
        if kind == "llm" { model["abilities"] = ["func_call"] }
        return .object(model)
    }

    private static let bot = ResourceRecipe(
        "bot",
        documented: Content("config") {
            ["name": .string($0), "adapter": "telegram", "config": ["token": "your-telegram-token"]]
        },
        alternatives: [
            Content("adapter_config") {
                [
                    "name": .string($0), "description": "", "adapter": "telegram",
                    "adapter_config": ["token": "1:lbconf"], "enable": false,
                ]
            }
        ],
        change: (["description": "changed by lbconf"], "description")
    )

    static let pipeline = ResourceRecipe(
        "pipeline",
        documented: Content("config") { ["name": .string($0), "config": [:]] },
        alternatives: [Content("config") { ["name": .string($0), "description": ""] }],
        change: (["description": "changed by lbconf"], "description")
    )

    private static let knowledgeBase = ResourceRecipe(
        "knowledge_base",
        documented: nil,
        alternatives: [
            Content {
                [
                    "name": .string($0), "description": "",
                    "embedding_model_uuid": "00000000-0000-4000-8000-00000000dead", "top_k": 7,
                ]
            }
        ],
        change: (["description": "changed by lbconf"], "description")
    )

    private static let mcpServer = ResourceRecipe(
        "mcp_server",
        documented: nil,
        alternatives: [
            Content("extra_args") {
                [
                    "name": .string($0), "enable": false, "mode": "sse",
                    "extra_args": ["url": "http://127.0.0.1:9/sse", "headers": [:], "timeout": 1],
                ]
            }
        ],
        change: (["enable": false, "extra_args": ["url": "http://127.0.0.1:9/changed"]], "extra_args")
    )
}
