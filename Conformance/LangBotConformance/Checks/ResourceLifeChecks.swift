import JSONCore
import LangBotContract

/// The life of a resource: creation, reading, update and deletion.
enum ResourceLifeChecks {
    static let checks = [
        documentedContent, otherContent, read, listed, changed, keepsIdentifier, user, protected, deleted, gone, twice,
    ]

    private static let documentedContent = Check(
        "life.create.documented",
        .must,
        "Creating a resource from the documented content: 200 and a uuid",
        .createBot,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.filter { $0.documented != nil }.map(\.create))
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        guard let documented = recipe.documented else { throw .untestable("the document shows no content for it") }
        let creation = try await context.create(recipe, documented: documented.make)
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
        "Creating a resource from documented or release-specific content: 200",
        .sameEndpoints,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.map(\.create))
    ) { context throws(Interruption) in
        do throws(Interruption) {
            return try await context.withResource(ResourceRecipe.of(context.operation.resource)) {
                made throws(Interruption) in
                Finding(true, expected: "status 200 and code 0", actual: "created \(made.recipe.resource.rawValue)")
            }
        } catch .refused(let reason) {
            return Finding(false, expected: "status 200 and code 0", actual: reason)
        }
    }

    private static let read = life(
        "life.read-after-create",
        .must,
        "New resource: readable at once",
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
        "New resource: listed",
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
        "Updating a resource: accepted and visible at once",
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
        "Updating a resource with another uuid: identifier unchanged",
        .sameEndpoints,
        \.update,
        identifiers: [.uuid]
    ) { context, made throws(Interruption) in
        let other = MadeResource(
            identifier: context.uuid(),
            name: made.name,
            recipe: made.recipe,
            content: made.content,
            creation: made.creation
        )
        var content = made.recipe.change.content
        content["uuid"] = .string(other.identifier)
        _ = try await context.send(
            made.probe(made.recipe.update).apiKey().json(Template(JSONValue.object(content).description))
        )
        let finding = try await context.judge(
            made.probe(made.recipe.read).apiKey(),
            Expectation("the identifier it was created with") {
                shown($0, made)?["uuid"]?.stringValue == made.identifier
            }
        )
        if !finding.conforms { _ = try await context.send(other.probe(other.recipe.delete).apiKey()) }
        return finding
    }

    private static let user = life(
        "life.user-token",
        .must,
        "Resource created with an API key: visible to a signed-in user",
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
        "Updating and deleting with an unknown key: resource unchanged",
        .authenticationBypass,
        \.delete
    ) { context, made throws(Interruption) in
        let (content, member) = made.recipe.change
        let text = Template(JSONValue.object(content).description)
        _ = try await context.send(made.probe(made.recipe.update).apiKey(unknownKey).json(text))
        _ = try await context.send(made.probe(made.recipe.delete).apiKey(unknownKey))
        let unchanged = Expectation("the resource as it was created") { reply in
            shown(reply, made) != nil && shown(reply, made)?[member] != content[member]
        }
        let after = try await context.send(made.probe(made.recipe.read).apiKey())
        let finding = unchanged.judge(after)
        return after.reply.isSuccess || after.reply.status == 404 ? finding.asBreach : finding
    }

    private static let deleted = life(
        "life.delete",
        .must,
        "Deleting a resource: accepted",
        .sameEndpoints,
        \.delete
    ) { context, made throws(Interruption) in
        try await context.judge(made.probe(made.recipe.delete).apiKey(), .accepted)
    }

    private static let gone = life(
        "life.read-after-delete",
        .must,
        "Deleted resource: 404",
        .notFound,
        \.read
    ) { context, made throws(Interruption) in
        _ = try await context.send(made.probe(made.recipe.delete).apiKey())
        return try await context.judge(made.probe(made.recipe.read).apiKey(), .status(404))
    }

    private static let twice = life(
        "life.delete-twice",
        .should,
        "Deleting a resource twice: 200 or 404",
        .idempotent,
        \.delete
    ) { context, made throws(Interruption) in
        _ = try await context.send(made.probe(made.recipe.delete).apiKey())
        return try await context.judge(made.probe(made.recipe.delete).apiKey(), .status(200, 404))
    }
}

extension ResourceLifeChecks {
    /// A check that runs once for each kind of resource, on a new one.
    private static func life(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        _ operation: any KeyPath<ResourceRecipe, DocumentedOperation> & Sendable,
        needs: Set<Need> = [],
        identifiers: Set<Resource.Identifier> = [.uuid, .name],
        _ body: @escaping @Sendable (CheckContext, MadeResource) async throws(Interruption) -> Finding
    ) -> Check {
        let operations = ResourceRecipe.all.filter { identifiers.contains($0.resource.identifier) }.map {
            $0[keyPath: operation]
        }
        return Check(id, level, sentence, source, needs: needs.union([.writes]), scope: .each(operations)) {
            context throws(Interruption) in
            try await context.withResource(ResourceRecipe.of(context.operation.resource)) { made throws(Interruption) in
                try await body(context, made)
            }
        }
    }

    /// The resource as an answer shows it.
    private static func shown(_ reply: Reply, _ made: MadeResource) -> JSONValue? {
        guard reply.isSuccess else { return nil }
        return reply.data?[made.recipe.resource.singular]
    }
}
