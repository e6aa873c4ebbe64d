import HTTPCore
import JSONCore
import LangBotContract

/// A resource that a check creates and that is deleted when the check ends.
struct MadeResource: Sendable {
    let identifier: String
    let name: String
    let recipe: ResourceRecipe
    /// What it was created from.
    let content: ResourceRecipe.Content
    /// The exchange that created it.
    let creation: AnsweredProbe

    /// Text that an answer shows only if it shows the resource; nil where its path has it too.
    var marker: String? { recipe.resource.identifier == .name ? nil : name }

    /// Requests for what belongs to it.
    var parts: [Probe] {
        switch recipe.resource {
        case .bot: [probe(Subject.operation("bot.logs")).json("{\"from_index\":-1,\"max_count\":10}")]
        case .pipeline: [probe(Subject.operation("pipeline.extensions.get"))]
        case .knowledgeBase: [probe(Subject.operation("knowledge_base.file.list"))]
        default: []
        }
    }

    /// The resource as an answer to reading it shows it.
    func shown(_ reply: Reply) -> JSONValue? {
        reply.isSuccess ? reply.data?[recipe.resource.singular] : nil
    }

    /// The resource as a list shows it.
    func listed(_ reply: Reply) -> JSONValue? {
        guard reply.isSuccess else { return nil }
        return reply.data?[recipe.resource.plural]?.arrayValue?.first {
            $0[recipe.identifierMember]?.stringValue == identifier
        }
    }

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
        let (made, entry) = try await make(recipe)
        let finding = try await body(made)
        // What was found counts, even if the way fails now; the end of the run removes what is left.
        await remove(made, entry)
        return finding
    }

    /// Deletes a resource, unless the way fails now: then the end of the run does it.
    func remove(_ made: MadeResource, _ entry: Int) async {
        let status = try? await send(made.probe(made.recipe.delete).apiKey()).reply.status
        if status == 200 || status == 404 { session.ledger.close(entry) }
    }

    /// Creates a resource from the first content that the server accepts.
    ///
    /// - Parameter adorn: changes the content before it is sent.
    /// - Returns: the resource, and its entry in the ledger.
    /// - Throws: untestable if the server accepts none.
    func make(
        _ recipe: ResourceRecipe,
        adorn: @Sendable (ResourceRecipe.Content, JSONObject) -> JSONObject = { $1 }
    ) async throws(Interruption) -> (MadeResource, Int) {
        switch try await attempt(recipe, adorn: adorn) {
        case .made(let made, let entry): return (made, entry)
        case .refused(let creation):
            throw .refused("the server created no \(recipe.resource.rawValue): \(creation?.reply.summary ?? "")")
        }
    }

    /// What comes of a creation.
    enum Attempt {
        case made(MadeResource, Int)
        /// The last refusal.
        case refused(AnsweredProbe?)
    }

    /// Creates a resource as ``make(_:adorn:)`` does, for questions that a refusal answers as well.
    func attempt(
        _ recipe: ResourceRecipe,
        adorn: @Sendable (ResourceRecipe.Content, JSONObject) -> JSONObject
    ) async throws(Interruption) -> Attempt {
        var refusal: AnsweredProbe?
        for content in recipe.contents {
            let name = name(recipe.resource.singular)
            let sent = adorn(content, content.make(name).objectValue ?? [:])
            let entry = open(recipe, sent["name"]?.stringValue ?? name)
            let creation = try await create(recipe, .object(sent), entry)
            guard creation.reply.isSuccess else {
                refusal = creation
                continue
            }
            guard let made = try await made(recipe, name, content, creation, entry) else {
                throw .refused("the server did not return an identifier: \(creation.reply.summary)")
            }
            return .made(made, entry)
        }
        return .refused(refusal)
    }

    /// A resource that stays until the end of the run, for questions that need one and leave it as it is.
    ///
    /// - Parameter number: which of them; there are as many as are asked for.
    /// - Throws: untestable if the server creates none.
    func witness(_ recipe: ResourceRecipe, _ number: Int = 0) async throws(Interruption) -> MadeResource {
        let key = "\(recipe.resource.rawValue) \(number)"
        if let made = session.witnesses.withLock({ $0[key] }) {
            // A deviation may have removed it.
            if try await send(made.probe(made.recipe.read).apiKey()).reply.isSuccess { return made }
        }
        let (made, _) = try await make(recipe)
        session.witnesses.withLock { $0[key] = made }
        return made
    }

    /// Lets `body` try to create resources like the given one, and looks whether there is one afterwards.
    ///
    /// - Parameter body: tries to create with this name and content, and returns the exchange that succeeded, if one did.
    func creating(
        _ made: MadeResource,
        _ body: (String, JSONValue) async throws(Interruption) -> AnsweredProbe?
    ) async throws(Interruption) -> Finding {
        let recipe = made.recipe
        let name = name(recipe.resource.singular)
        let entry = open(recipe, name)
        let culprit = try await body(name, made.content.make(name))
        let list = try await send(made.probe(recipe.list).apiKey())
        let rows = list.reply.data?[recipe.resource.plural]?.arrayValue
        guard list.reply.isSuccess, let rows else { throw .untestable("the list answered \(list.reply.brief)") }
        let isThere = rows.contains { $0["name"]?.stringValue?.hasPrefix(name) ?? false }
        if !isThere, culprit == nil { session.ledger.close(entry) }
        return Finding(
            !isThere && culprit == nil,
            expected: "nothing created",
            actual: culprit.map { "a request without a valid credential is answered with \($0.reply.brief)" }
                ?? (isThere ? "something was created" : "nothing created"),
            culprit,
            isBreach: true
        )
    }

    /// Creates a resource only to see whether the server accepts this content.
    func create(_ recipe: ResourceRecipe, documented content: @escaping @Sendable (String) -> JSONValue)
        async throws(Interruption)
        -> AnsweredProbe
    {
        let name = name(recipe.resource.singular)
        let entry = open(recipe, name)
        let creation = try await create(recipe, content(name), entry)
        let content = recipe.documented ?? ResourceRecipe.Content(make: content)
        if let made = try await made(recipe, name, content, creation, entry) {
            if try await send(made.probe(recipe.delete).apiKey()).reply.isSuccess { session.ledger.close(entry) }
        }
        return creation
    }

    /// What a creation has made, noted in the ledger; nil if the answer names nothing.
    private func made(
        _ recipe: ResourceRecipe,
        _ name: String,
        _ content: ResourceRecipe.Content,
        _ creation: AnsweredProbe,
        _ entry: Int
    ) async throws(Interruption) -> MadeResource? {
        guard let identifier = Self.identifier(recipe, name, creation.reply) else { return nil }
        session.ledger.made(entry, identifier: identifier)
        let made = MadeResource(
            identifier: identifier,
            name: name,
            recipe: recipe,
            content: content,
            creation: creation
        )
        try await noteProvider(made)
        return made
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
