import JSONCore
import LangBotContract

/// Members other than texts and free-form ones: switches, numbers, lists, references and second configurations.
enum MemberChecks {
    static let checks: [Check] = [
        Check(
            "values.members",
            .must,
            "Switches, numbers, lists and references: stored unchanged",
            .freeForm,
            needs: [.writes],
            scope: .each(ResourceRecipe.all.filter { $0.resource != .pipeline }.map(\.update))
        ) { context throws(Interruption) in
            let recipe = ResourceRecipe.of(context.operation.resource)
            return try await context.withResource(recipe) { made throws(Interruption) in
                try await roundTrips(context, made)
            }
        }
    ]

    /// What follows from other members, or from an update at all.
    private static let related: Set<String> = ["updated_at", "use_pipeline_name", "config", "adapter_config"]

    private static func roundTrips(
        _ context: CheckContext,
        _ made: MadeResource
    ) async throws(Interruption) -> Finding {
        let read = made.probe(made.recipe.read).apiKey()
        let first = try await context.send(read)
        guard let shown = made.shown(first.reply)?.objectValue else {
            throw .untestable("the resource answered \(first.reply.brief)")
        }
        // The last update names none of them, and must leave them as they are.
        var contents = [restored(made, shown), changed(made, shown), made.recipe.changed(by: "lbconf")]
        if shown["use_pipeline_uuid"] != nil, let pipeline = try? await context.witness(.pipeline) {
            contents[1]["use_pipeline_uuid"] = .string(pipeline.identifier)
        }
        var seen = first
        for content in contents where !content.isEmpty {
            let before = made.shown(seen.reply)
            let text = Template(JSONValue.object(content).description)
            let update = try await context.send(made.probe(made.recipe.update).apiKey().json(text)).reply
            guard update.isSuccess else { throw .untestable("the server answered the update with \(update.brief)") }
            seen = try await context.send(read)
            let shown = made.shown(seen.reply)
            let difference = content.lazy.compactMap { name, value in
                JSONComparison.difference(value, shown?[name], at: name)
            }.first
            if let difference { return Finding(false, expected: "what was written", actual: difference, seen) }
            let others = JSONComparison.changed(before, shown)
                .filter { content[$0] == nil && !related.contains($0) }
            guard others.isEmpty else {
                let actual = "another \(others.joined(separator: ", "))"
                return Finding(false, expected: "other members as before", actual: actual, seen)
            }
        }
        return Finding(true, expected: "what was written", actual: "what was written", seen)
    }

    /// Another value for each member that the resource was created with and shows.
    private static func changed(_ made: MadeResource, _ shown: JSONObject) -> JSONObject {
        var content = JSONObject()
        for (name, value) in made.content.make(made.name).objectValue ?? [:] where shown[name] != nil {
            if case .integer(let number) = value { content[name] = .integer(number + 12) }
            if let elements = value.arrayValue { content[name] = .array(longer(elements)) }
            if made.content.bags.dropFirst().contains(name), let bag = value.objectValue {
                content[name] = .object(Values.adorn(bag))
            }
        }
        // What is switched off stays so: nobody knows what it would do.
        if shown["enable"]?.boolValue != nil { content["enable"] = false }
        return content
    }

    /// The values with which the resource was created.
    private static func restored(_ made: MadeResource, _ shown: JSONObject) -> JSONObject {
        let content = made.content.make(made.name).objectValue ?? [:]
        var old = JSONObject(changed(made, shown).map { ($0.name, content[$0.name] ?? .null) })
        old["enable"] = shown["enable"]?.boolValue == nil ? nil : shown["enable"]
        return old
    }

    private static func longer(_ elements: [JSONValue]) -> [JSONValue] {
        elements.first?.stringValue == nil
            ? elements + [["name": "a second", "keys": ["sk-lbconf-2", "sk-lbconf-1", "sk-lbconf-2"]]]
            : ["vision"] + elements + ["func_call"].filter { !elements.contains($0) }
    }
}
