import JSONCore
import LangBotContract

/// Uses of a resource that the document shows, and what careless clients send.
enum ResourceUseChecks {
    static let checks = [
        modelMembers, updateModel, botLogs, extensions, charset, identifierForm, loneSurrogate, onlyOne,
        text,
    ]

    private static let modelMembers = use(
        "life.model-members",
        .must,
        "Listed model: all documented members",
        .modelMembers,
        .llmModel,
        \.list
    ) { context, made throws(Interruption) in
        let members = [
            "uuid", "name", "description", "requester", "requester_config", "abilities", "created_at", "updated_at",
        ]
        return try await context.judge(
            made.probe(made.recipe.list).apiKey(),
            Expectation("a model with \(members.joined(separator: ", "))") { reply in
                let models = reply.data?["models"]?.arrayValue ?? []
                let model = models.first { $0["uuid"]?.stringValue == made.identifier }
                return members.allSatisfy { model?[$0] != nil }
            }
        )
    }

    private static let updateModel = use(
        "life.update-model",
        .must,
        "Updating a model: new name and description shown",
        .updateModel,
        .llmModel,
        \.update
    ) { context, made throws(Interruption) in
        let content: JSONValue = ["name": .string("\(made.name)-new"), "description": "Updated description"]
        let probe = made.probe(made.recipe.update).apiKey().json(Template(content.description))
        let update = try await context.send(probe)
        guard update.reply.isSuccess else { return Expectation.accepted.judge(update) }
        return try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the new name and description") { reply in
                let model = reply.data?["model"]
                return model?["name"] == content["name"] && model?["description"] == content["description"]
            }
        )
    }

    private static let botLogs = use(
        "life.bot-logs",
        .must,
        "Bot logs with the documented request: accepted",
        .botLogs,
        .bot,
        \.read
    ) { context, made throws(Interruption) in
        let probe = made.probe(Subject.operation("bot.logs")).apiKey()
        return try await context.judge(probe.json("{\"from_index\":-1,\"max_count\":10}"), .accepted)
    }

    private static let extensions = use(
        "life.pipeline-extensions",
        .must,
        "Pipeline extensions: accepted",
        .extensions,
        .pipeline,
        \.read
    ) { context, made throws(Interruption) in
        try await context.judge(made.probe(Subject.operation("pipeline.extensions.get")).apiKey(), .accepted)
    }

    private static let charset = use(
        "body.charset",
        .should,
        "JSON declared with charset=utf-8: accepted",
        .jsonText,
        .pipeline,
        \.update
    ) { context, made throws(Interruption) in
        var probe = made.probe(made.recipe.update).apiKey()
            .adding("Content-Type", "application/json; charset=utf-8")
        probe.body = Template(JSONValue.object(made.recipe.change.content).description)
        return try await context.judge(probe, .accepted)
    }

    private static let identifierForm = use(
        "identifier.upper-case",
        .harden,
        "Identifier in upper case: no data",
        .notFoundStatus,
        .pipeline,
        \.read
    ) { context, made throws(Interruption) in
        let path = "\(made.recipe.create.path.path())/\(made.identifier.uppercased())"
        return try await context.judge(Probe("GET", Template(path)).apiKey(), .noData)
    }

    private static let loneSurrogate = use(
        "body.lone-surrogate",
        .harden,
        "Lone surrogate in a description: resource still readable",
        .jsonText,
        .pipeline,
        \.update
    ) { context, made throws(Interruption) in
        let probe = made.probe(made.recipe.update).apiKey().json("{\"description\":\"\\ud800\"}")
        _ = try await context.send(probe)
        return try await context.judge(made.probe(made.recipe.read).apiKey(), .accepted)
    }

    private static let onlyOne = use(
        "life.delete-only-one",
        .must,
        "Deleting a pipeline: others kept",
        .sameEndpoints,
        .pipeline,
        \.delete
    ) { context, made throws(Interruption) in
        try await context.withResource(made.recipe) { other throws(Interruption) in
            _ = try await context.send(other.probe(other.recipe.delete).apiKey())
            return try await context.judge(
                made.probe(made.recipe.list).apiKey(),
                Expectation("a list with the kept pipeline and without the deleted one") { reply in
                    let names = (reply.data?["pipelines"]?.arrayValue ?? []).map { $0["uuid"]?.stringValue }
                    return names.contains(made.identifier) && !names.contains(other.identifier)
                }
            )
        }
    }

    private static let text = use(
        "life.text",
        .must,
        "Unicode, HTML and SQL in a description: stored unchanged",
        .sameEndpoints,
        .pipeline,
        \.update
    ) { context, made throws(Interruption) in
        let original = "Grüße, 你好, \u{1F916}, <b>\"quoted\"</b> \\ '; --"
        let content: JSONValue = ["description": .string(original)]
        let probe = made.probe(made.recipe.update).apiKey().json(Template(content.description))
        let update = try await context.send(probe)
        guard update.reply.isSuccess else { return Expectation.accepted.judge(update) }
        return try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the description as it was sent") {
                $0.data?["pipeline"]?["description"]?.stringValue == original
            }
        )
    }

    /// A check that runs on a new resource of one kind.
    private static func use(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        _ resource: Resource,
        _ operation: KeyPath<ResourceRecipe, DocumentedOperation>,
        _ body: @escaping @Sendable (CheckContext, MadeResource) async throws(Interruption) -> Finding
    ) -> Check {
        let recipe = ResourceRecipe.of(resource)
        return Check(id, level, sentence, source, needs: [.writes], scope: .each([recipe[keyPath: operation]])) {
            context throws(Interruption) in
            try await context.withResource(recipe) { made throws(Interruption) in try await body(context, made) }
        }
    }
}
