import HTTPCore
import JSONCore
import LangBotContract

/// What was seen in the life of one resource: its creation, its updates and its deletion, and beside it what happened to
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
    /// Whether its creation has made something else, in any list.
    let hasStrangers: Bool
    let created: View
    /// What its creation did to others of the run.
    let disturbanceOfCreation: Disturbance
    let textChange: Change
    let bagChange: Change?
    /// A second change of a text, which must leave the first changes as they are.
    let lastChange: Change
    let nameChange: Change?
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
        let neighbours = try await neighbours()
        var refusal: String?
        var adorned: (MadeResource, Int)?
        do throws(Interruption) {
            adorned = try await make(recipe, adorn: Values.adorn)
        } catch .refused(let reason) {
            refusal = reason
        }
        let (made, entry): (MadeResource, Int)
        if let adorned { (made, entry) = adorned } else { (made, entry) = try await make(recipe) }
        let plain = made.content.make(made.name).objectValue ?? [:]
        let created = try await view(made)
        let after = try await self.neighbours()
        let disturbanceOfCreation = Disturbance(own: differences(neighbours, after, besides: made).own)
        let hasStrangers = try await hasStrangers(made, neighbours, after)
        _ = try? await witness(recipe, 1)
        let textChange = try await change(made, text(made, created, "  Grüße, 你好, \u{1F916} e\u{301} "))
        let bag = made.content.bags.first
        var bagChange: Life.Change?
        if let bag {
            let old = made.shown(textChange.view.read.reply)?[bag]?.objectValue ?? plain[bag]?.objectValue ?? [:]
            let changed = Values.adorn(old).merging([Values.changed: "changed"])
            bagChange = try await change(made, (bag, .object(changed)))
        }
        let lastChange = try await change(made, text(made, created, "changed again "))
        var nameChange: Life.Change?
        if recipe.resource.identifier == .uuid {
            let name =
                "\(made.name) Grüße, 你好 \u{1F916} e\u{301}  <b>&amp;'\"\\</b> %41 {{7*7}} ${x} " + Values.words(120)
                + " "
            nameChange = try await change(made, ("name", .string(name)))
        }
        let (deletion, disturbance) = try await deleting(made)
        let gone = try await view(made)
        if deletion.reply.isSuccess { session.ledger.close(entry) }
        return Life(
            made: made,
            content: refusal == nil ? Values.adorn(made.content, plain) : plain,
            bag: bag,
            refusal: refusal,
            listedBefore: Set(listedBefore.compactMap { $0[recipe.identifierMember]?.stringValue }),
            namesakes: rows(after).count { isNamed($0, like: made) },
            hasStrangers: hasStrangers,
            created: created,
            disturbanceOfCreation: disturbanceOfCreation,
            textChange: textChange,
            bagChange: bagChange,
            lastChange: lastChange,
            nameChange: nameChange,
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

    private func rows(_ lists: Neighbours) -> [JSONValue] { lists.values.flatMap(\.values) }

    private func isNamed(_ row: JSONValue, like made: MadeResource) -> Bool {
        row["name"]?.stringValue?.hasPrefix(made.name) ?? false
    }

    /// Whether rows besides the resource appear after each of two creations; false if others create at the same time.
    private func hasStrangers(
        _ made: MadeResource,
        _ before: Neighbours,
        _ after: Neighbours
    ) async throws(Interruption) -> Bool {
        guard !added(before, after).allSatisfy({ isNamed($0, like: made) }) else { return false }
        let (quiet, still) = (try await neighbours(), try await neighbours())
        guard added(quiet, still).isEmpty else { return false }
        let (other, entry) = try await make(made.recipe)
        let isAlone = added(still, try await neighbours()).allSatisfy { isNamed($0, like: other) }
        await remove(other, entry)
        return !isAlone
    }

    /// The rows that were not there before.
    private func added(_ before: Neighbours, _ after: Neighbours) -> [JSONValue] {
        after.flatMap { resource, rows in
            rows.filter { before[resource]?[$0.key] == nil && before[resource] != nil }.map(\.value)
        }
    }

    /// A description with all that is unusual in texts, or what a resource without one has to change.
    private func text(_ made: MadeResource, _ created: Life.View, _ beginning: String) -> (String, JSONValue) {
        let change = made.recipe.change
        guard made.shown(created.read.reply)?["description"] != nil || change.member == "description" else {
            return (change.member, made.recipe.changed(by: beginning)[change.member] ?? .null)
        }
        let text =
            beginning + "<b>\"quoted\"</b> &amp; \\ '; --\r\n\t%41 {{7*7}} ${x} \\n sk-lbconf ... " + Values.words(1100)
            + " "
        return ("description", .string(text))
    }

    private func change(
        _ made: MadeResource,
        _ change: (member: String, value: JSONValue)
    ) async throws(Interruption) -> Life.Change {
        let (member, value) = change
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
