import Foundation
import JSONCore
import LangBotContract

/// Lists show what there is, all of it, and nothing else.
enum ListChecks {
    static let checks: [Check] = [
        items, distinct, sameAsItem, members, namesakes, sorted,
        complete("complete", 12, []), complete("complete.many", 53, [.aggressive]),
        complete("complete.hundred", 104, [.aggressive], [.pipeline]),
    ]

    /// How many rows of a list are read one by one.
    private static let limit = 40

    private static let items = Check(
        "list.items",
        .must,
        "Listed resources: each readable, and the same",
        .listAll,
        scope: .each(ResourceRecipe.all.map(\.list))
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        let list = Probe("GET", Template(recipe.list.path.path())).apiKey()
        // Somebody may write between two reads; only a difference that stays counts.
        var rounds = 0
        while true {
            rounds += 1
            let answer = try await context.send(list)
            guard answer.reply.isSuccess, let rows = answer.reply.data?[recipe.resource.plural]?.arrayValue else {
                throw .untestable("the list answered \(answer.reply.brief)")
            }
            let seen = rows.prefix(limit / 2) + rows.dropFirst(limit / 2).suffix(limit / 2)
            var difference: Finding?
            for row in seen {
                difference = try await Self.difference(context, recipe, row)
                if difference != nil { break }
            }
            guard let difference else {
                return Finding(true, expected: "every row as its resource", actual: "every row as its resource", answer)
            }
            if rounds == 3 { return difference }
        }
    }

    /// How a row differs from what reading the resource shows; nil if it does not.
    private static func difference(
        _ context: CheckContext,
        _ recipe: ResourceRecipe,
        _ row: JSONValue
    ) async throws(Interruption) -> Finding? {
        let expected = "every row as its resource"
        guard let identifier = row[recipe.identifierMember]?.stringValue,
            let segment = identifier.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-_"))
            )
        else { return Finding(false, expected: expected, actual: "a row without \(recipe.identifierMember)") }
        let path = Template("\(recipe.list.path.path())/\(segment)")
        let answer = try await context.send(Probe("GET", path).apiKey())
        guard answer.reply.isSuccess, let item = answer.reply.data?[recipe.resource.singular], !item.isNull else {
            let actual = "a row whose resource is answered with \(answer.reply.brief)"
            return Finding(false, expected: expected, actual: actual, answer, signature: "a row without its resource")
        }
        let members = JSONComparison.changed(row, item).filter { row[$0] != nil && item[$0] != nil }
        guard !members.isEmpty else { return nil }
        let actual = "a row with another \(members.joined(separator: ", "))"
        return Finding(false, expected: expected, actual: actual, answer, signature: actual)
    }

    private static let distinct = Check(
        "list.distinct",
        .must,
        "List: every resource once",
        .listAll,
        scope: .each(ResourceRecipe.all.map(\.list))
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        let answer = try await context.send(Subject.harmless(context.operation).apiKey())
        guard answer.reply.isSuccess, let rows = answer.reply.data?[recipe.resource.plural]?.arrayValue else {
            throw .untestable("the list answered \(answer.reply.brief)")
        }
        let identifiers = rows.compactMap { $0[recipe.identifierMember]?.stringValue }
        let isDistinct = Set(identifiers).count == identifiers.count
        return Finding(
            isDistinct,
            expected: "every identifier once",
            actual: isDistinct ? "every identifier once" : "an identifier twice",
            answer
        )
    }

    private static let sameAsItem = Check.life(
        "list.same-as-item",
        .must,
        "New resource: listed as it is shown",
        .listAll,
        ResourceRecipe.all.map(\.list)
    ) { life, _ throws(Interruption) in
        let (row, item) = (try life.row(), try life.item())
        let members = JSONComparison.changed(row, item).filter { row[$0] != nil && item[$0] != nil }
        return Finding(
            members.isEmpty,
            expected: "the values that reading it shows",
            actual: members.isEmpty ? "the same" : "another \(members.joined(separator: ", "))",
            life.created.list
        )
    }

    private static let members = Check.life(
        "list.members",
        .must,
        "Resource by itself: every member that its row has",
        .listAll,
        ResourceRecipe.all.map(\.read)
    ) { life, _ throws(Interruption) in
        let (row, item) = (try life.row(), try life.item())
        let missing = (row.objectValue?.names ?? []).filter { item[$0] == nil }.sorted()
        return Finding(
            missing.isEmpty,
            expected: "the members of its row, or more",
            actual: missing.isEmpty ? "all of them" : "no \(missing.joined(separator: ", "))",
            life.created.read
        )
    }

    /// Names need not be unique where an identifier is.
    private static let namesakes = Check(
        "list.namesakes",
        .must,
        "Two resources of one name: the second refused, or both listed",
        .listAll,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.filter { $0.resource.identifier == .uuid }.map(\.list))
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        return try await context.withResource(recipe) { made throws(Interruption) in
            let (twin, entry): (MadeResource, Int)
            switch try await context.attempt(recipe, adorn: { $1.merging(["name": .string(made.name)]) }) {
            case .made(let made, let number): (twin, entry) = (made, number)
            case .refused(let creation):
                guard let creation, (400..<500).contains(creation.reply.status) else {
                    throw .untestable(
                        "the server answered the second creation with \(creation?.reply.brief ?? "nothing")"
                    )
                }
                return Finding(true, expected: "both listed", actual: creation.reply.brief, creation)
            }
            let list = try await context.send(made.probe(recipe.list).apiKey())
            await context.remove(twin, entry)
            let kept = try await context.send(made.probe(recipe.read).apiKey())
            guard kept.reply.status != 404 else {
                let expected = "the first one kept when the second is deleted"
                return Finding(false, expected: expected, actual: "gone as well", kept)
            }
            guard list.reply.isSuccess else {
                throw .untestable("the server answered the list with \(list.reply.brief)")
            }
            let isComplete = [made, twin].allSatisfy { $0.listed(list.reply) != nil }
            return Finding(
                isComplete,
                expected: "both listed",
                actual: isComplete ? "both" : "one of them is missing",
                list
            )
        }
    }

    private static let sorted = Check(
        "query.sorted",
        .must,
        "Documented query parameters: the same resources, in that order",
        .sortParameters,
        needs: [.writes],
        scope: .each([Subject.operation("pipeline.list")])
    ) { context throws(Interruption) in
        for number in 0...1 { _ = try await context.witness(.pipeline, number) }
        // Somebody may write between two reads; only a difference that stays counts.
        for _ in 0..<2 {
            if let finding = try? await ordered(context), finding.conforms { return finding }
        }
        return try await ordered(context)
    }

    private static func ordered(_ context: CheckContext) async throws(Interruption) -> Finding {
        let list = Subject.harmless(context.operation).apiKey()
        let all = try await context.send(list)
        var sent = all
        for isAscending in [true, false] {
            let order = isAscending ? "ASC" : "DESC"
            sent = try await context.send(
                list.path(Template("\(list.path.displayText)?sort_by=created_at&sort_order=\(order)"))
            )
            guard sent.reply.isSuccess, all.reply.isSuccess else {
                throw .untestable("the list answered \(sent.reply.brief)")
            }
            let times = rows(sent).compactMap { $0["created_at"]?.stringValue }
            let isSorted = zip(times, times.dropFirst()).allSatisfy { isAscending ? $0 <= $1 : $0 >= $1 }
            let isSame = Set(rows(sent).map { $0["uuid"] }) == Set(rows(all).map { $0["uuid"] })
            guard isSame, isSorted else {
                let actual = isSame ? "another order" : "other pipelines than without the parameters"
                return Finding(false, expected: "all pipelines, by created_at \(order)", actual: actual, sent)
            }
        }
        return Finding(true, expected: "all pipelines, in that order", actual: "all of them, in that order", sent)
    }

    private static func rows(_ list: AnsweredProbe) -> [JSONValue] {
        list.reply.data?[Resource.pipeline.plural]?.arrayValue ?? []
    }

    /// Many resources: a list that ends somewhere must say so, and LangBot's have no pages.
    private static func complete(
        _ slug: String,
        _ count: Int,
        _ needs: Set<Need>,
        _ kinds: [Resource] = ResourceRecipe.all.map(\.resource)
    ) -> Check {
        Check(
            "list.\(slug)",
            .must,
            "\(count) new resources: all listed",
            .listAll,
            needs: needs.union([.writes]),
            scope: .each(kinds.map { ResourceRecipe.of($0).list })
        ) { context throws(Interruption) in
            let recipe = ResourceRecipe.of(context.operation.resource)
            // The first rows may be missing as well as the last ones.
            let oldest = try await context.witness(recipe)
            var all: [(made: MadeResource, entry: Int)] = []
            for _ in 0..<count { all.append(try await context.make(recipe)) }
            let list = try await context.send(all[0].made.probe(recipe.list).apiKey())
            let missing = ([oldest] + all.map(\.made)).count { $0.listed(list.reply) == nil }
            for (made, entry) in all { await context.remove(made, entry) }
            guard list.reply.isSuccess else { throw .untestable("the list answered \(list.reply.brief)") }
            return Finding(
                missing == 0,
                expected: "all \(count) of them",
                actual: missing == 0 ? "all of them" : "\(missing) of them missing",
                list,
                signature: missing == 0 ? nil : "some are missing"
            )
        }
    }
}
