import JSONCore
import LangBotContract

/// What is written comes back as it was written.
enum ValueChecks {
    static let checks: [Check] =
        [
            accepted, created, nul,
            text(
                "description",
                "Description with Unicode, markup and white space: stored unchanged",
                ResourceRecipe.all
            ) {
                $0.textChange
            },
            text("name", "Name with Unicode and markup: stored unchanged", named) { $0.nameChange },
        ] + [direct] + Values.rows.map(value)

    /// The kinds of resource that hold whatever a user writes.
    private static let withBags = ResourceRecipe.all.filter { recipe in recipe.contents.contains { !$0.bags.isEmpty } }

    private static let accepted = Check.life(
        "values.accepted",
        .must,
        "Unusual values in a free-form member: accepted and stored",
        .freeForm,
        withBags.flatMap { [$0.create, $0.update] }
    ) { life, operation throws(Interruption) in
        if operation.action == .create {
            let item = life.made.shown(life.created.read.reply)
            let isStored = life.bag.map { item?[$0]?[Values.member] != nil } ?? false
            return Finding(
                life.refusal == nil && isStored,
                expected: "status 200, code 0, and the values stored",
                actual: life.refusal ?? (isStored ? "accepted" : "accepted, and dropped"),
                life.created.read,
                signature: life.refusal != nil ? "refused" : isStored ? nil : "dropped"
            )
        }
        guard let change = life.bagChange else { throw .untestable("the resource has no free-form member") }
        guard change.update.reply.isSuccess else { return Expectation.accepted.judge(change.update) }
        let shown = try life.item(change.view.read)[change.member]
        let isStored = shown?[Values.member] != nil && shown?[Values.changed] != nil
        return Finding(
            isStored,
            expected: "the values stored",
            actual: isStored ? "stored" : "accepted, and dropped",
            change.view.read,
            signature: isStored ? nil : "dropped"
        )
    }

    private static func value(_ row: Values.Row) -> Check {
        stored(row.slug, row.what) { shown, bag in
            let place = "\(bag).\(Values.member).\(row.slug)"
            return JSONComparison.difference(row.value, shown[Values.member]?[row.slug], at: place)
        }
    }

    private static let direct = stored("direct", "Values directly in a free-form member") { shown, bag in
        Values.direct.lazy.compactMap { name, value in
            JSONComparison.difference(value, shown[name], at: "\(bag).\(name)")
        }.first
    }

    /// - Parameter difference: how what is shown of the free-form member differs; nil if it does not.
    private static func stored(
        _ slug: String,
        _ what: String,
        _ difference: @escaping @Sendable (_ shown: JSONValue, _ bag: String) -> String?
    ) -> Check {
        .life(
            "values.\(slug)",
            .must,
            "\(what): stored unchanged",
            .freeForm,
            withBags.flatMap { [$0.create, $0.update] }
        ) { life, operation throws(Interruption) in
            guard let bag = life.bag else { throw .untestable("the resource has no free-form member") }
            let view: Life.View
            if operation.action == .create {
                guard life.refusal == nil else { throw .untestable("the server refuses them; see values.accepted") }
                view = life.created
            } else {
                guard let change = life.bagChange, change.update.reply.isSuccess else {
                    throw .untestable("the server refuses them; see values.accepted")
                }
                view = change.view
            }
            guard let shown = try life.item(view.read)[bag], shown[Values.member] != nil else {
                throw .untestable("the server drops them all; see values.accepted")
            }
            let difference = difference(shown, bag)
            return Finding(
                difference == nil,
                expected: "what was written",
                actual: difference ?? "what was written",
                view.read
            )
        }
    }

    private static let created = Check.life(
        "values.created",
        .must,
        "Members of a creation: shown as they were sent",
        .freeForm,
        ResourceRecipe.all.map(\.create)
    ) { life, _ throws(Interruption) in
        var content = life.content
        if let bag = life.bag, var members = content[bag]?.objectValue {
            members[Values.member] = nil
            for (name, _) in Values.direct { members[name] = nil }
            content[bag] = .object(members)
        }
        let shown = try life.item()
        let difference = content.lazy.compactMap { name, value in
            JSONComparison.difference(value, shown[name], at: name)
        }.first
        return Finding(
            difference == nil,
            expected: "what was sent",
            actual: difference ?? "what was sent",
            life.created.read
        )
    }

    /// A server may refuse them: not every database can hold them.
    private static let nul = Check(
        "values.nul",
        .must,
        "Texts with NUL: refused, or stored unchanged",
        .freeForm,
        needs: [.writes],
        scope: .each(withBags.map(\.create))
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        let (made, entry) = try await context.make(recipe) { Values.adorn($0, $1, with: ["nul": Values.withNUL]) }
        let read = try await context.send(made.probe(recipe.read).apiKey())
        await context.remove(made, entry)
        guard let bag = made.content.bags.first, let shown = made.shown(read.reply)?[bag]?[Values.member] else {
            throw .untestable("the server drops unknown members; see values.accepted")
        }
        let difference = JSONComparison.difference(Values.withNUL, shown["nul"], at: "\(bag).\(Values.member).nul")
        return Finding(
            difference == nil,
            expected: "what was written",
            actual: difference ?? "what was written",
            read
        )
    }

    /// The kinds of resource whose name can change.
    private static let named = ResourceRecipe.all.filter { $0.resource.identifier == .uuid }

    private static func text(
        _ slug: String,
        _ sentence: String,
        _ recipes: [ResourceRecipe],
        _ change: @escaping @Sendable (Life) -> Life.Change?
    ) -> Check {
        .life("values.\(slug)", .must, sentence, .freeForm, recipes.map(\.update)) { life, _ throws(Interruption) in
            guard let change = change(life), change.update.reply.isSuccess else {
                throw .untestable(
                    "the server answered the update with \(change(life)?.update.reply.brief ?? "nothing")"
                )
            }
            let shown = try life.item(change.view.read)[change.member]
            let difference = JSONComparison.difference(change.value, shown, at: change.member)
            return Finding(
                difference == nil,
                expected: "what was written",
                actual: difference ?? "what was written",
                change.view.read
            )
        }
    }
}
