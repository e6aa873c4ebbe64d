import JSONCore
import LangBotContract

/// Disguises of one kind, on every list, on single resources, and on every change.
struct BypassFamily: Sendable {
    let name: String
    let what: String
    let source: Quotation
    /// What the disguises need to be sent as they are.
    var needs: Set<Need> = []
    /// Disguises that are a check of their own on the list of bots.
    var single: [Disguise] = []
    let disguises: [Disguise]
    /// More disguises for lists, of which each kind of resource gets a share: whoever falls for one on single resources
    /// and changes seldom does so for one kind alone.
    var more: [Disguise] = []
    /// Disguises of which each list and each kind of resource gets a share.
    var rare: [Disguise] = []
    /// The disguises for what is neither a list nor a single resource: the likeliest, many of them in one request.
    let brief: [Disguise]
    /// Disguises that depend on the server and the account.
    var own: @Sendable (Session) -> [Disguise] = { _ in [] }

    var checks: [Check] { single.map(one) + [lists, item, change, creation, actions] }

    private func forLists(_ context: CheckContext) -> [Disguise] {
        // A key that somebody lends opens no list for users alone.
        let lists = Subject.collections.filter { $0.credentials != .userToken }
        let place = lists.firstIndex { $0.id == context.operation.id }
        let share = place.map { Self.share(of: rare, $0, lists.count) } ?? []
        return [Disguise.none] + disguises + more + share + own(context.session)
    }

    private func forResources(_ context: CheckContext) -> [Disguise] {
        let kinds = ResourceRecipe.all
        let place = kinds.firstIndex { $0.resource == context.operation.resource } ?? 0
        return [Disguise.none] + disguises + Self.share(of: more + rare, place, kinds.count) + own(context.session)
    }

    /// Every disguise whose turn it is at this place of a round.
    private static func share(of disguises: [Disguise], _ place: Int, _ count: Int) -> [Disguise] {
        disguises.enumerated().filter { $0.offset % count == place }.map(\.element)
    }

    private func one(_ disguise: Disguise) -> Check {
        .one(
            "bypass.\(name).\(disguise.slug)",
            .harden,
            "\(disguise.what), without a credential: no data",
            source,
            disguise.apply(Subject.bots),
            .noData
        )
    }

    private var lists: Check {
        Check(
            "bypass.\(name).lists",
            .harden,
            "\(what) on a list, without a credential: no data",
            source,
            needs: needs,
            scope: .each(Subject.collections)
        ) { context throws(Interruption) in
            let probe = Subject.harmless(context.operation)
            try await context.requireGuard(probe)
            return try await sweep(context, [probe], forLists(context))
        }
    }

    private var item: Check {
        check(
            "item",
            "\(what) on a single resource, without a credential: no data",
            \.read
        ) { context, made throws(Interruption) in
            let probes = [made.probe(made.recipe.read)] + made.parts
            try await context.requireGuard(probes[0])
            return try await sweep(context, probes, forResources(context), marker: made.marker)
        }
    }

    private var change: Check {
        check(
            "change",
            "\(what) on a change, without a credential: nothing changed",
            \.update
        ) { context, made throws(Interruption) in
            let read = made.probe(made.recipe.read).apiKey()
            let before = try await context.send(read).reply
            guard before.isSuccess else { throw .untestable("the resource answered \(before.brief)") }
            try await context.requireGuard(made.probe(made.recipe.read))
            let content = Template(JSONValue.object(made.recipe.change.content).description)
            for probe in [made.probe(made.recipe.update).json(content), made.probe(made.recipe.delete)] {
                let sent = try await context.send(each: forResources(context).map { $0.apply(probe) })
                let after = try await context.send(read).reply
                let isSame = after.isSuccess && made.isSame(before, after)
                if isSame, !sent.contains(where: \.hasLetAnybodyIn) { continue }
                guard after.isSuccess || after.status == 404 else {
                    throw .untestable("the resource answered \(after.brief) after \(what)")
                }
                let culprit = sent.first(where: \.hasLetAnybodyIn) ?? sent.first { $0.reply.status < 300 }
                return Finding(
                    false,
                    expected: "the resource as before",
                    actual: "after \(probe.method) without a credential, it is answered with \(after.brief)",
                    culprit ?? sent.first,
                    isBreach: true
                )
            }
            return Finding(true, expected: "the resource as before", actual: "the resource as before")
        }
    }

    private var creation: Check {
        check(
            "create",
            "\(what) on a creation, without a credential: nothing created",
            \.create
        ) { context, made throws(Interruption) in
            try await context.requireGuard(Probe("GET", Template(made.recipe.list.path.path())))
            return try await context.creating(made) { name, content throws(Interruption) in
                let probe = Probe("POST", Template(made.recipe.create.path.path()))
                    .json(Template(content.description))
                let sent = try await context.send(each: forResources(context).map { $0.apply(probe) })
                return sent.first(where: \.hasLetAnybodyIn)
            }
        }
    }

    /// Sends the requests in every disguise until somebody is let in.
    private func sweep(
        _ context: CheckContext,
        _ probes: [Probe],
        _ disguises: [Disguise],
        marker: String? = nil
    ) async throws(Interruption) -> Finding {
        let expected = "no data of the API in any of \(disguises.count - 1) disguises"
        let requests = disguises.flatMap { disguise in probes.map { (disguise: disguise, probe: disguise.apply($0)) } }
        for start in stride(from: 0, to: requests.count, by: 16) {
            let part = requests[start..<min(start + 16, requests.count)]
            for (disguise, sent) in zip(part.map(\.disguise), try await context.send(each: part.map(\.probe))) {
                let isShown = marker.map { sent.reply.status < 400 && sent.reply.text.contains($0) } ?? false
                let isLetIn = sent.hasLetAnybodyIn && (!disguise.namesOpenPath || context.isMeant(sent.reply))
                guard isLetIn || isShown else { continue }
                let actual = "with \(disguise.what): \(sent.reply.summary)"
                return Finding(false, expected: expected, actual: actual, sent, isBreach: true)
            }
        }
        return Finding(true, expected: expected, actual: "none")
    }

    private func check(
        _ slug: String,
        _ sentence: String,
        _ operation: any KeyPath<ResourceRecipe, DocumentedOperation> & Sendable,
        _ body: @escaping @Sendable (CheckContext, MadeResource) async throws(Interruption) -> Finding
    ) -> Check {
        Check(
            "bypass.\(name).\(slug)",
            .harden,
            sentence,
            source,
            needs: needs.union([.writes]),
            scope: .each(ResourceRecipe.all.map { $0[keyPath: operation] })
        ) { context throws(Interruption) in
            let recipe = ResourceRecipe.of(context.operation.resource)
            return try await body(context, try await context.witness(recipe))
        }
    }
}

extension CheckContext {
    /// Whether the answer shows what the operation is about.
    fileprivate func isMeant(_ reply: Reply) -> Bool {
        let names =
            operation.id == "pipeline.metadata"
            ? ["configs"] : [operation.resource.plural, operation.resource.singular]
        return names.contains { reply.data?[$0] != nil }
    }

    /// Makes sure that a request is carried out with a valid credential, so that it matters what happens without one.
    func requireGuard(_ probe: Probe) async throws(Interruption) {
        let isForUsers = operation.credentials == .userToken
        let valid = try await send(isForUsers ? probe.userToken() : probe.apiKey()).reply
        guard valid.isSuccess else {
            throw .untestable(
                "the check needs an answer to a valid credential, and the server answered \(valid.brief)"
            )
        }
    }
}
