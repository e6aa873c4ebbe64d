import HTTPCore
import JSONCore
import LangBotContract

/// What was seen in the life of one resource: its creation, two updates and its deletion, and beside it what happened to
/// others.
///
/// A run lives it once for each kind of resource; many checks judge it.
struct Life: Sendable {
    /// A resource, read and listed.
    struct View: Sendable {
        let read: AnsweredProbe
        let list: AnsweredProbe
    }

    /// An update of one member, and what is shown after it.
    struct Change: Sendable {
        let member: String
        let value: JSONValue
        let update: AnsweredProbe
        let view: View
        /// What happened to others.
        let disturbance: Disturbance
    }

    let made: MadeResource
    /// What it was created from.
    let content: JSONObject
    /// The member that holds whatever a user writes; nil if this kind has none.
    let bag: String?
    /// Why the server did not take unusual values in it at creation.
    let refusal: String?
    /// The identifiers that were listed before it was created.
    let listedBefore: Set<String>
    /// What was listed with its name after its creation, in all lists.
    let namesakes: Int
    let created: View
    let bagChange: Change?
    let textChange: Change
    let deletion: AnsweredProbe
    let gone: View
    let disturbanceOfDeletion: Disturbance
}

extension MadeResource {
    /// Whether two answers to reading it show the same, but for what changes by itself.
    func isSame(_ before: Reply, _ after: Reply) -> Bool {
        JSONComparison.changed(shown(before), shown(after)).isEmpty && shown(before) != nil
    }
}

extension CheckContext {
    /// The life of a resource of a kind, which this or an earlier check of the run has lived.
    func life(_ resource: Resource) async throws(Interruption) -> Life {
        let key = resource.rawValue
        if let known = session.lives.withLock({ $0[key] }) { return try known.get() }
        let life: Result<Life, Interruption>
        do throws(Interruption) {
            life = .success(try await live(ResourceRecipe.of(resource)))
        } catch {
            life = .failure(error)
        }
        session.lives.withLock { $0[key] = life }
        return try life.get()
    }

    private func live(_ recipe: ResourceRecipe) async throws(Interruption) -> Life {
        for other in ResourceRecipe.all { _ = try? await witness(other) }
        let before = try await send(Probe("GET", Template(recipe.list.path.path())).apiKey())
        let listedBefore = before.reply.data?[recipe.resource.plural]?.arrayValue ?? []
        var refusal: String?
        var adorned: (MadeResource, Int)?
        do throws(Interruption) {
            adorned = try await make(recipe, adorn: Values.adorn)
        } catch .untestable(let reason) {
            refusal = reason
        }
        let (made, entry): (MadeResource, Int)
        if let adorned { (made, entry) = adorned } else { (made, entry) = try await make(recipe) }
        let plain = made.content.make(made.name).objectValue ?? [:]
        let created = try await view(made)
        let namesakes = try await namesakes(made)
        _ = try? await witness(recipe, 1)
        let bag = made.content.bags.first
        let bagChange: Life.Change?
        if let bag {
            let old = made.shown(created.read.reply)?[bag]?.objectValue ?? plain[bag]?.objectValue ?? [:]
            bagChange = try await change(made, bag, .object(Values.adorn(old)))
        } else {
            bagChange = nil
        }
        let text = "  Grüße, 你好, \u{1F916} e\u{301}, <b>\"quoted\"</b> &amp; \\ '; --\r\n\t" + Values.words(330) + " "
        let isDescribed = made.shown(created.read.reply)?["description"] != nil
        let textChange = try await change(
            made,
            isDescribed ? "description" : recipe.change.member,
            isDescribed
                ? .string(text) : recipe.change.content[recipe.change.member] ?? .null
        )
        let (deletion, disturbance) = try await deleting(made)
        let gone = try await view(made)
        if deletion.reply.isSuccess { session.ledger.close(entry) }
        return Life(
            made: made,
            content: refusal == nil ? Values.adorn(made.content, plain) : plain,
            bag: bag,
            refusal: refusal,
            listedBefore: Set(listedBefore.compactMap { $0[recipe.identifierMember]?.stringValue }),
            namesakes: namesakes,
            created: created,
            bagChange: bagChange,
            textChange: textChange,
            deletion: deletion,
            gone: gone,
            disturbanceOfDeletion: disturbance
        )
    }

    private func view(_ made: MadeResource) async throws(Interruption) -> Life.View {
        Life.View(
            read: try await send(made.probe(made.recipe.read).apiKey()),
            list: try await send(made.probe(made.recipe.list).apiKey())
        )
    }

    private func namesakes(_ made: MadeResource) async throws(Interruption) -> Int {
        let lists = try await neighbours()
        return lists.values.reduce(0) { count, rows in
            count + rows.values.count { $0["name"]?.stringValue?.hasPrefix(made.name) ?? false }
        }
    }

    private func change(
        _ made: MadeResource,
        _ member: String,
        _ value: JSONValue
    ) async throws(Interruption) -> Life.Change {
        let content = Template(JSONValue.object([member: value]).description)
        let (update, disturbance) = try await disturbance(besides: made) { () throws(Interruption) in
            try await send(made.probe(made.recipe.update).apiKey().json(content))
        }
        return Life.Change(
            member: member,
            value: value,
            update: update,
            view: try await view(made),
            disturbance: disturbance
        )
    }

    /// Deletes the resource, and a second one if others than those of the run seem to have been touched.
    private func deleting(_ made: MadeResource) async throws(Interruption) -> (AnsweredProbe, Disturbance) {
        let delete = { @Sendable (made: MadeResource) async throws(Interruption) in
            try await disturbance(besides: made) { () throws(Interruption) in
                try await send(made.probe(made.recipe.delete).apiKey())
            }
        }
        let (deletion, first) = try await delete(made)
        guard !first.foreign.isEmpty else { return (deletion, first) }
        let (other, entry) = try await make(made.recipe)
        let (again, second) = try await delete(other)
        if again.reply.isSuccess { session.ledger.close(entry) }
        return (deletion, Disturbance(own: first.own, foreign: second.foreign.isEmpty ? [:] : first.foreign))
    }
}
