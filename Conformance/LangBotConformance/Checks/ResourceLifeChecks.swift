import JSONCore
import LangBotContract

/// From the making of a resource to its end.
enum ResourceLifeChecks {
    static let checks = [
        documentedContent, otherContent, read, listed, changed, keepsIdentifier, user, protected, deleted, gone, twice,
    ]

    private static let documentedContent = Check(
        "life.create.documented",
        .must,
        "A resource can be made with the content that the document shows.",
        .createBot,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.filter { $0.documented != nil }.map(\.create))
    ) { context throws(Interruption) in
        let recipe = recipe(context, \.create)
        guard let documented = recipe.documented else { throw .untestable("the document shows no content") }
        let creation = try await context.create(recipe, documented: documented.content)
        return Finding(
            creation.reply.isSuccess && creation.reply.data?["uuid"]?.stringValue != nil,
            expected: "status 200, code 0 and data.uuid",
            actual: creation.reply.summary,
            creation
        )
    }

    private static let otherContent = Check(
        "life.create.accepted",
        .info,
        "A resource can be made with content that a release takes.",
        .sameEndpoints,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.map(\.create))
    ) { context throws(Interruption) in
        do throws(Interruption) {
            return try await context.withResource(recipe(context, \.create)) { made throws(Interruption) in
                Finding(true, expected: "status 200 and code 0", actual: "made \(made.recipe.resource.rawValue)")
            }
        } catch .untestable(let reason) {
            return Finding(false, expected: "status 200 and code 0", actual: reason)
        }
    }

    private static let read = life(
        "life.read-after-create",
        .must,
        "What was made can be read at once.",
        .sameEndpoints,
        \.read
    ) { context, made throws(Interruption) in
        try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("status 200 and the name \(made.name)") { shown($0, made)?["name"]?.stringValue == made.name }
        )
    }

    private static let listed = life(
        "life.listed",
        .must,
        "What was made is listed.",
        .listAll,
        \.list
    ) { context, made throws(Interruption) in
        try await context.judge(
            made.probe(made.recipe.list).apiKey(),
            Expectation("the name \(made.name) in data.\(made.recipe.resource.plural)") { reply in
                reply.data?[made.recipe.resource.plural]?.arrayValue?.contains { $0["name"]?.stringValue == made.name }
                    ?? false
            }
        )
    }

    private static let changed = life(
        "life.update",
        .must,
        "A change is accepted and seen at once.",
        .sameEndpoints,
        \.update
    ) { context, made throws(Interruption) in
        let (content, member) = made.recipe.change
        let update = try await context.send(
            made.probe(made.recipe.update).apiKey().json(Template(JSONValue.object(content).description))
        )
        guard update.reply.isSuccess else { return Expectation.accepted.judge(update) }
        return try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the new \(member)") { shown($0, made)?[member] == content[member] }
        )
    }

    private static let keepsIdentifier = life(
        "life.update.keeps-identifier",
        .harden,
        "A change cannot give a resource another identifier.",
        .sameEndpoints,
        \.update,
        identifiers: [.uuid]
    ) { context, made throws(Interruption) in
        let other = MadeResource(identifier: context.uuid(), name: made.name, recipe: made.recipe)
        var content = made.recipe.change.content
        content["uuid"] = .string(other.identifier)
        _ = try await context.send(
            made.probe(made.recipe.update).apiKey().json(Template(JSONValue.object(content).description))
        )
        let finding = try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the identifier it was made with") { shown($0, made)?["uuid"]?.stringValue == made.identifier }
        )
        if !finding.conforms { _ = try await context.send(other.probe(other.recipe.delete).apiKey()) }
        return finding
    }

    private static let user = life(
        "life.user-token",
        .must,
        "What an API key has made, a signed-in user sees.",
        .sameEndpoints,
        \.read,
        needs: [.userToken]
    ) { context, made throws(Interruption) in
        try await context.judge(
            made.probe(made.recipe.read).userToken(),
            Expectation("status 200 and the name \(made.name)") { shown($0, made)?["name"]?.stringValue == made.name }
        )
    }

    private static let protected = life(
        "life.protected",
        .harden,
        "An unknown key changes and deletes nothing.",
        .authenticationBypass,
        \.delete
    ) { context, made throws(Interruption) in
        let (content, member) = made.recipe.change
        let text = Template(JSONValue.object(content).description)
        _ = try await context.send(made.probe(made.recipe.update).apiKey(unknownKey).json(text))
        _ = try await context.send(made.probe(made.recipe.delete).apiKey(unknownKey))
        return try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the resource as it was made") { reply in
                shown(reply, made) != nil && shown(reply, made)?[member] != content[member]
            }
        )
    }

    private static let deleted = life(
        "life.delete",
        .must,
        "What was made can be deleted.",
        .sameEndpoints,
        \.delete
    ) { context, made throws(Interruption) in
        try await context.judge(made.probe(made.recipe.delete).apiKey(), .accepted)
    }

    private static let gone = life(
        "life.read-after-delete",
        .must,
        "What was deleted is answered with 404.",
        .notFound,
        \.read
    ) { context, made throws(Interruption) in
        _ = try await context.send(made.probe(made.recipe.delete).apiKey())
        return try await context.judge(made.probe(made.recipe.read).apiKey(), .status(404))
    }

    private static let twice = life(
        "life.delete-twice",
        .should,
        "Deleting once more does no harm.",
        .idempotent,
        \.delete
    ) { context, made throws(Interruption) in
        _ = try await context.send(made.probe(made.recipe.delete).apiKey())
        return try await context.judge(made.probe(made.recipe.delete).apiKey(), .status(200, 404))
    }
}

extension ResourceLifeChecks {
    /// A check that is made with a new resource of each kind.
    private static func life(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Source,
        _ operation: any KeyPath<ResourceRecipe, Operation> & Sendable,
        needs: Set<Need> = [],
        identifiers: Set<Resource.Identifier> = [.uuid, .name],
        _ body: @escaping @Sendable (CheckContext, MadeResource) async throws(Interruption) -> Finding
    ) -> Check {
        let operations = ResourceRecipe.all.filter { identifiers.contains($0.resource.identifier) }.map {
            $0[keyPath: operation]
        }
        return Check(id, level, sentence, source, needs: needs.union([.writes]), scope: .each(operations)) {
            context throws(Interruption) in
            try await context.withResource(recipe(context, operation)) { made throws(Interruption) in
                try await body(context, made)
            }
        }
    }

    private static func recipe(
        _ context: CheckContext,
        _ operation: KeyPath<ResourceRecipe, Operation>
    ) -> ResourceRecipe {
        guard let recipe = ResourceRecipe.all.first(where: { $0[keyPath: operation].id == context.operation.id }) else {
            preconditionFailure("no recipe makes what \(context.operation.id) is about")
        }
        return recipe
    }

    /// The resource as an answer shows it.
    private static func shown(_ reply: Reply, _ made: MadeResource) -> JSONValue? {
        guard reply.isSuccess else { return nil }
        return reply.data?[made.recipe.resource.singular]
    }
}
