import JSONCore
import LangBotContract

/// Addresses that are told of every message that a bot gets.
extension Behaviour {
    var webhooks: [OperationID: Handler] {
        [
            "webhook.list": { world, _ throws(DomainError) in
                ["webhooks": .array(world.records(.webhook).map(JSONValue.object))]
            },
            "webhook.create": { world, call throws(DomainError) in
                ["webhook": .object(try createWebhook(&world, call))]
            },
            "webhook.get": { world, call throws(DomainError) in
                ["webhook": .object(try world.record(.webhook, identifier(call)))]
            },
            "webhook.update": { world, call throws(DomainError) in
                try updateWebhook(&world, call)
                return .null
            },
            "webhook.delete": { world, call throws(DomainError) in
                let id = try identifier(call)
                if traits.missingIs404 { _ = try world.record(.webhook, id) }
                world.tables[.webhook]?[id] = nil
                return .null
            },
        ]
    }

    /// The identifier in the path, without leading zeros.
    private func identifier(_ call: Call) throws(DomainError) -> String { try number(in: call).map(String.init) ?? "" }

    private func createWebhook(_ world: inout World, _ call: Call) throws(DomainError) -> JSONObject {
        let members = try webhookMembers(call)
        if isBlank(members["name"]) { throw .invalid("Name is required") }
        if isBlank(members["url"]) { throw .invalid("URL is required") }
        let present = world.tables[.webhook]?.entries ?? []
        if traits.limitsWebhooks, present.count >= 16 { throw .invalid("Maximum number of webhooks (16) reached") }
        // Like SQLite, which gives the number of a deleted last row to the next one.
        let id = (present.compactMap { Int64($0.identifier) }.max() ?? 0) + 1
        var record: JSONObject = ["id": .integer(id)]
        for column in Self.webhookColumns {
            record[column.name] = try column.stored(members[column.name] ?? (column.kind == .bool ? true : ""))
        }
        let now = traits.shown(call.surroundings.now())
        record["created_at"] = now
        record["updated_at"] = now
        if traits.hasWorkspaces { record["workspace_uuid"] = .string(world.workspace) }
        world.tables[.webhook, default: RecordTable()]["\(id)"] = record.sortedByName()
        return world.tables[.webhook]?["\(id)"] ?? record
    }

    private func updateWebhook(_ world: inout World, _ call: Call) throws(DomainError) {
        let members = try webhookMembers(call)
        let id = try identifier(call)
        let record = world.tables[.webhook]?[id]
        if record == nil, traits.missingIs404 { throw .notFound(.webhook) }
        guard var record else { return }
        var isChanged = false
        for column in Self.webhookColumns {
            guard let value = members[column.name], !value.isNull else { continue }
            record[column.name] = try column.stored(value)
            isChanged = true
        }
        guard isChanged else { return }
        record["updated_at"] = traits.shown(call.surroundings.now())
        world.tables[.webhook]?[id] = record
    }

    private func webhookMembers(_ call: Call) throws(DomainError) -> JSONObject {
        let content: JSONValue
        if traits.missingIs404 {
            // What is not JSON, or empty, counts as no members.
            let given = (try? call.json()) ?? .null
            content = isBlank(given) ? [:] : given
        } else {
            content = try call.json()
        }
        guard let members = content.objectValue else { throw .failure("The content has no attribute 'get'") }
        return members
    }

    private static let webhookColumns = [
        Column("name", .text), Column("url", .text), Column("description", .text, nullable: true),
        Column("enabled", .bool),
    ]
}
