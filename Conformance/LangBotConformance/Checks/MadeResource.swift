import JSONCore
import LangBotContract

/// A resource that a check creates and that is deleted when the check ends.
struct MadeResource: Sendable {
    let identifier: String
    let name: String
    let recipe: ResourceRecipe

    /// A request for an operation on it.
    func probe(_ operation: DocumentedOperation) -> Probe {
        let values = Dictionary(uniqueKeysWithValues: operation.path.parameters.map { ($0, identifier) })
        return Probe(operation.method.rawValue, Template(operation.path.path(values)))
    }
}

extension CheckContext {
    /// Creates a resource from the first content that the server accepts, runs `body` with it, and deletes it.
    ///
    /// - Throws: untestable if the server accepts none.
    func withResource(
        _ recipe: ResourceRecipe,
        _ body: (MadeResource) async throws(Interruption) -> Finding
    ) async throws(Interruption) -> Finding {
        var refusal = ""
        for content in recipe.contents {
            let name = name(recipe.resource.singular)
            let entry = open(recipe, name)
            let creation = try await create(recipe, content(name), entry)
            guard creation.reply.isSuccess else {
                refusal = creation.reply.summary
                continue
            }
            let identifier = Self.identifier(recipe, name, creation.reply)
            guard let identifier else {
                throw .untestable("the server did not return an identifier: \(creation.reply.summary)")
            }
            session.ledger.made(entry, identifier: identifier)
            let made = MadeResource(identifier: identifier, name: name, recipe: recipe)
            try await noteProvider(made)
            let finding = try await body(made)
            // What was found counts, even if the way fails now; the end of the run removes what is left.
            let status = try? await send(made.probe(recipe.delete).apiKey()).reply.status
            if status == 200 || status == 404 { session.ledger.close(entry) }
            return finding
        }
        throw .untestable("the server created no \(recipe.resource.rawValue): \(refusal)")
    }

    /// Creates a resource only to see whether the server accepts this content.
    func create(_ recipe: ResourceRecipe, documented content: (String) -> JSONValue) async throws(Interruption)
        -> AnsweredProbe
    {
        let name = name(recipe.resource.singular)
        let entry = open(recipe, name)
        let creation = try await create(recipe, content(name), entry)
        if let identifier = Self.identifier(recipe, name, creation.reply) {
            let made = MadeResource(identifier: identifier, name: name, recipe: recipe)
            session.ledger.made(entry, identifier: identifier)
            try await noteProvider(made)
            if try await send(made.probe(recipe.delete).apiKey()).reply.isSuccess { session.ledger.close(entry) }
        }
        return creation
    }

    private func open(_ recipe: ResourceRecipe, _ name: String) -> Int {
        session.ledger.open(
            Ledger.Entry(
                collection: recipe.create.path.path(),
                name: name,
                plural: recipe.resource.plural,
                key: recipe.identifierMember,
                isUserOnly: false
            )
        )
    }

    private func create(
        _ recipe: ResourceRecipe,
        _ content: JSONValue,
        _ entry: Int
    ) async throws(Interruption) -> AnsweredProbe {
        let probe = Probe("POST", Template(recipe.create.path.path())).apiKey().json(Template(content.description))
        let creation = try await send(probe)
        // After a client error nothing exists; after any other failure the ledger looks for the resource.
        if (400..<500).contains(creation.reply.status) { session.ledger.close(entry) }
        return creation
    }

    private static func identifier(_ recipe: ResourceRecipe, _ name: String, _ reply: Reply) -> String? {
        guard reply.isSuccess else { return nil }
        return recipe.resource.identifier == .name ? name : reply.data?["uuid"]?.stringValue
    }

    /// Notes the provider that servers since 4.7 create along with a model.
    ///
    /// It is removed at the end of the run, because it cannot be deleted before the model.
    private func noteProvider(_ made: MadeResource) async throws(Interruption) {
        guard made.recipe.resource == .llmModel || made.recipe.resource == .embeddingModel else { return }
        let reply = try await send(made.probe(made.recipe.read).apiKey()).reply
        let model = reply.data?[made.recipe.resource.singular]
        guard let provider = model?["provider_uuid"]?.stringValue,
            model?["provider"]?["base_url"]?.stringValue?.contains(made.name) == true
        else { return }
        session.ledger.note(
            Ledger.Entry(
                collection: "/api/v1/provider/providers",
                name: made.name,
                plural: "providers",
                key: "uuid",
                isUserOnly: false,
                identifier: provider
            )
        )
    }
}
