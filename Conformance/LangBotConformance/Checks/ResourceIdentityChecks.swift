import Foundation
import JSONCore
import LangBotContract

/// An identifier stands for one resource, of one kind, and only in full.
enum ResourceIdentityChecks {
    static let checks: [Check] =
        [
            forms("part", "Part of an identifier: no resource", .must, partial),
            forms("more", "Identifier with more in it: no resource", .must, extended),
            forms("case", "Identifier in another case: no resource", .harden, cased),
            otherKind, name,
        ]

    private typealias Form = @Sendable (String) -> String?

    /// Forms that stand for something else, or for nothing.
    private static let partial: [Form] = [
        { String($0.prefix(8)) }, { String($0.dropLast()) }, { String($0.prefix($0.count / 2)) },
        { String($0.dropFirst()) },
        { String($0.prefix(4)) + "*" }, { String($0.prefix(8)) + "%25" }, { $0.dropLast() + "_" },
        { String($0.suffix(12)) }, { String($0.prefix(12)) },
    ]

    private static let extended: [Form] = [
        { $0 + "a" }, { $0 + "%20" }, { "%20" + $0 }, { $0 + "%00" }, { $0 + "%0a" }, { $0 + ".json" }, { $0 + ";a=b" },
        { $0 + ",lbconf" }, { $0 + "%2Clbconf" }, { "%7B" + $0 + "%7D" }, { "%22" + $0 + "%22" }, { "urn:uuid:" + $0 },
        { $0 + "%3Fa" }, { $0 + "%23a" }, { $0 + "%2F" }, { $0 + "/lbconf" },
        { $0.contains("-") ? $0.replacing("-", with: "") : nil },
    ]

    private static let cased: [Form] = [
        { $0.uppercased() == $0 ? nil : $0.uppercased() }, { $0.capitalized == $0 ? nil : $0.capitalized },
    ]

    /// Asks for, changes and deletes a resource by what is not its identifier.
    private static func forms(_ slug: String, _ sentence: String, _ level: Level, _ forms: [Form]) -> Check {
        Check(
            "identity.\(slug)",
            level,
            sentence,
            .notFoundStatus,
            needs: [.writes],
            scope: .each(ResourceRecipe.all.flatMap { [$0.read, $0.update, $0.delete] })
        ) { context throws(Interruption) in
            let recipe = ResourceRecipe.of(context.operation.resource)
            let made = try await context.witness(recipe)
            let item = made.probe(recipe.read).apiKey()
            let before = try await context.send(item).reply
            guard made.shown(before) != nil else { throw .untestable("the resource answered \(before.brief)") }
            let identifiers = forms.compactMap { $0(made.identifier) }.filter { $0 != made.identifier }
            return try await context.untouched(
                made,
                before,
                identifiers.map { identifier in
                    Template("\(recipe.create.path.path())/\(identifier)")
                }
            )
        }
    }

    private static let name = Check(
        "identity.name",
        .must,
        "Name or position instead of an identifier: no resource",
        .notFoundStatus,
        needs: [.writes],
        scope: .each(identified.flatMap { [$0.read, $0.update, $0.delete] })
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        let made = try await context.witness(recipe)
        let before = try await context.send(made.probe(recipe.read).apiKey()).reply
        guard made.shown(before) != nil else { throw .untestable("the resource answered \(before.brief)") }
        let collection = recipe.create.path.path()
        let named = try await context.untouched(made, before, [Template("\(collection)/\(made.name)")])
        guard named.conforms, context.operation.action == .read else { return named }
        for position in positions {
            let sent = try await context.send(Probe("GET", Template("\(collection)/\(position)")).apiKey())
            guard made.shown(sent.reply)?["uuid"] == nil else {
                return Finding(false, expected: named.expected, actual: "shown: \(sent.reply.brief)", sent)
            }
        }
        return named
    }

    /// What stands for some resource elsewhere; only to read, because it could be anybody's.
    private static let positions = [
        "0", "1", "-1", "first", "last", "latest", "%27%20OR%20%271%27%3D%271", "%25", "*", "null",
    ]

    /// The kinds that have names beside their identifiers.
    private static let identified = ResourceRecipe.all.filter { $0.resource.identifier == .uuid }

    private static let otherKind = Check(
        "identity.other-kind",
        .must,
        "Identifier of another kind of resource: no resource",
        .notFoundStatus,
        needs: [.writes],
        scope: .each(identified.flatMap { [$0.read, $0.update, $0.delete] })
    ) { context throws(Interruption) in
        let recipe = ResourceRecipe.of(context.operation.resource)
        var finding: Finding?
        for other in ResourceRecipe.all where other.resource != recipe.resource {
            guard let made = try? await context.witness(other) else { continue }
            let before = try await context.send(made.probe(other.read).apiKey()).reply
            guard made.shown(before) != nil else { continue }
            let path = Template("\(recipe.create.path.path())/\(made.identifier)")
            let next = try await context.untouched(made, before, [path])
            if !next.conforms { return next }
            finding = next
        }
        guard let finding else { throw .untestable("the server created no resource of another kind") }
        return finding
    }
}

extension CheckContext {
    /// Sends the operation to these paths, and finds out whether that reached the resource.
    fileprivate func untouched(
        _ made: MadeResource,
        _ before: Reply,
        _ paths: [Template]
    ) async throws(Interruption) -> Finding {
        let expected = "the resource neither shown nor changed"
        let recipe = ResourceRecipe.of(operation.resource)
        for path in paths {
            var probe = Probe(operation.method.rawValue, path).apiKey()
            if operation.action == .update {
                probe = probe.json(Template(JSONValue.object(recipe.change.content).description))
            }
            let sent = try await send(probe)
            if operation.action == .read {
                let shown = sent.reply.isSuccess ? sent.reply.data?.objectValue?.first?.value : nil
                let isShown = shown?["name"]?.stringValue == made.name || shown?["uuid"]?.stringValue == made.identifier
                if isShown { return Finding(false, expected: expected, actual: "shown: \(sent.reply.brief)", sent) }
                continue
            }
            let after = try await send(made.probe(made.recipe.read).apiKey()).reply
            if made.isSame(before, after) { continue }
            guard after.isSuccess || after.status == 404 else {
                throw .untestable("the resource answered \(after.brief)")
            }
            let what = after.isSuccess ? "changed" : "gone"
            return Finding(false, expected: expected, actual: "\(what) after \(sent.reply.brief)", sent)
        }
        return Finding(true, expected: expected, actual: expected)
    }
}
