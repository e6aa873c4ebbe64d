import JSONCore
import LangBotContract

/// What a change does beside what it is for.
enum EffectChecks {
    static let checks: [Check] = [
        once, keepsUnnamed, listed,
        others("create.siblings", "Creating a resource: others of its kind unchanged", others: false, \.create),
        others("create.other-kinds", "Creating a resource: other kinds unchanged", others: true, \.create),
        others("update.siblings", "Updating a resource: others of its kind unchanged", others: false, \.update),
        others("update.other-kinds", "Updating a resource: other kinds unchanged", others: true, \.update),
        others("delete.siblings", "Deleting a resource: others of its kind kept", others: false, \.delete),
        others("delete.other-kinds", "Deleting a resource: other kinds kept", others: true, \.delete),
        unlisted, keepsKeys,
    ]

    private static let once = Check.life(
        "effect.create.once",
        .must,
        "Creating a resource: one is listed",
        .createBot,
        ResourceRecipe.all.map(\.create)
    ) { life, _ throws(Interruption) in
        let isOne = life.namesakes == 1 && !life.hasStrangers
        return Finding(
            isOne,
            expected: "one resource with the name that was sent, and nothing else",
            actual: life.hasStrangers ? "another resource is new in a list" : "\(life.namesakes) of them",
            life.created.list
        )
    }

    private static let keepsUnnamed = Check.life(
        "effect.update.keeps-unnamed",
        .must,
        "Updating one member: all others unchanged",
        .partialUpdate,
        ResourceRecipe.all.map(\.update)
    ) { life, _ throws(Interruption) in
        var before = try life.item()
        var seen = life.created.read
        for change in life.changes {
            let after = try life.item(change.view.read)
            seen = change.view.read
            let isConfiguration = ["config", "adapter_config"].contains(change.member)
            // Releases show the configuration of a bot by both names.
            let meant = isConfiguration ? ["config", "adapter_config"] : [change.member]
            let lost = JSONComparison.changed(before, after).filter { !(meant + ["updated_at"]).contains($0) }
            guard lost.isEmpty || !change.update.reply.isSuccess else {
                return Finding(
                    false,
                    expected: "all members but \(change.member) as before",
                    actual: "changed: \(lost.joined(separator: ", "))",
                    seen
                )
            }
            before = after
        }
        _ = try life.accepted()
        return Finding(true, expected: "all other members as before", actual: "as before", seen)
    }

    private static let listed = Check.life(
        "effect.update.listed",
        .must,
        "Updated resource: listed with its new values",
        .listAll,
        ResourceRecipe.all.map(\.list)
    ) { life, _ throws(Interruption) in
        var seen = life.textChange.view.list
        var isCompared = false
        for change in try life.accepted() {
            seen = change.view.list
            let item = try life.item(change.view.read)
            let row = life.made.listed(seen.reply)
            isCompared = isCompared || row?[change.member] != nil
            let members = JSONComparison.changed(row, item).filter { row?[$0] != nil && item[$0] != nil }
            guard row == nil || !members.isEmpty else { continue }
            return Finding(
                false,
                expected: "the values that reading it shows",
                actual: row == nil ? "not listed" : "another \(members.joined(separator: ", "))",
                seen
            )
        }
        guard isCompared else { throw .notApplicable("the list has no member that was changed") }
        return Finding(true, expected: "the values that reading it shows", actual: "the same", seen)
    }

    private static let unlisted = Check.life(
        "effect.delete.unlisted",
        .must,
        "Deleted resource: neither listed nor shown",
        .listAll,
        ResourceRecipe.all.map(\.delete)
    ) { life, _ throws(Interruption) in
        _ = try life.item()
        guard life.deletion.reply.isSuccess, life.gone.list.reply.isSuccess else {
            throw .untestable("the server answered the deletion with \(life.deletion.reply.brief)")
        }
        let isListed = life.made.listed(life.gone.list.reply) != nil
        let shown = life.made.shown(life.gone.read.reply)
        let isShown = shown.map { !$0.isNull } ?? false
        return Finding(
            !isListed && !isShown,
            expected: "neither in the list nor by its identifier",
            actual: isListed ? "still in the list" : isShown ? "still shown" : "neither",
            isListed ? life.gone.list : life.gone.read
        )
    }

    private static let keepsKeys = Check(
        "effect.delete.keys",
        .must,
        "Deleting a resource: API keys kept",
        .sameEndpoints,
        needs: [.userToken, .writes],
        scope: .each(ResourceRecipe.all.map(\.delete))
    ) { context throws(Interruption) in
        try await context.withKey("kept") { key throws(Interruption) in
            let probe = Subject.bots.apiKey("\(key.secret)")
            let before = try await context.send(probe).reply
            guard before.isSuccess else {
                throw .untestable("the server answered a new key with \(before.brief)")
            }
            let (made, entry) = try await context.make(ResourceRecipe.of(context.operation.resource))
            let deletion = try await context.send(made.probe(made.recipe.delete).apiKey()).reply
            guard deletion.isSuccess else {
                throw .untestable("the server answered the deletion with \(deletion.brief)")
            }
            context.session.ledger.close(entry)
            return try await context.judge(probe, .accepted)
        }
    }

    private static func others(
        _ slug: String,
        _ sentence: String,
        others: Bool,
        _ operation: any KeyPath<ResourceRecipe, DocumentedOperation> & Sendable
    ) -> Check {
        .life(
            "effect.\(slug)",
            .must,
            sentence,
            .sameEndpoints,
            ResourceRecipe.all.map { $0[keyPath: operation] }
        ) { life, operation throws(Interruption) in
            // What was never there touches nothing.
            _ = try life.item()
            let isDeletion = operation.action == .delete
            if isDeletion, !life.deletion.reply.isSuccess {
                throw .untestable("the server answered the deletion with \(life.deletion.reply.brief)")
            }
            let disturbances =
                switch operation.action {
                case .create: [life.disturbanceOfCreation]
                case .delete: [life.disturbanceOfDeletion]
                default: try life.accepted().map(\.disturbance)
                }
            // What happens to others' resources each time is not others' doing.
            let isRepeated = disturbances.allSatisfy { !$0.foreign.isEmpty }
            let sentence = disturbances.lazy.compactMap {
                $0.sentence(operation.resource, others: others, trusting: isRepeated)
            }.first
            return Finding(
                sentence == nil,
                expected: "nothing else touched",
                actual: sentence ?? "nothing else touched",
                life.answer(to: operation)
            )
        }
    }
}
