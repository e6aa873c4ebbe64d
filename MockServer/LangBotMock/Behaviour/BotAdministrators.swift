import JSONCore
import LangBotContract

extension Behaviour {
    var botAdministrators: [OperationID: Handler] {
        [
            "bot.admin.list": { world, call throws(DomainError) in
                _ = try world.record(.bot, call.identifier)
                let rows = administrators(of: call.identifier, world)
                return [
                    "admins": .array(
                        rows.map {
                            .object(JSONObject($0.filter { $0.name != "bot_uuid" }.map { ($0.name, $0.value) }))
                        }
                    )
                ]
            },
            "bot.admin.create": { world, call throws(DomainError) in
                let members = try content(call)
                let kind = members["launcher_type"] ?? ""
                guard let type = kind.stringValue.map(trimmed) else {
                    throw .failure(PythonText.lacks("strip", kind))
                }
                let launcher = trimmed(PythonText.str(members["launcher_id"] ?? ""))
                guard !type.isEmpty, !launcher.isEmpty else {
                    throw .invalid("launcher_type and launcher_id are required")
                }
                _ = try world.record(.bot, call.identifier)
                let isThere = administrators(of: call.identifier, world).contains {
                    $0["launcher_type"]?.stringValue == type && $0["launcher_id"]?.stringValue == launcher
                }
                guard !isThere else { throw .conflict(refusal(of: [call.identifier, type, launcher], world)) }
                let id = world.nextNumber()
                world.tables[.botAdmin, default: RecordTable()]["\(id)"] = [
                    "bot_uuid": .string(call.identifier), "id": .integer(id),
                    "launcher_id": .string(launcher), "launcher_type": .string(type),
                ]
                return ["id": .integer(id)]
            },
            "bot.admin.delete": { world, call throws(DomainError) in
                _ = try world.record(.bot, call.identifier)
                let id = call.parameters["admin_id"].flatMap { Int64($0) }.map { "\($0)" } ?? ""
                // Removing somebody who is not an administrator succeeds.
                if world.tables[.botAdmin]?[id]?["bot_uuid"]?.stringValue == call.identifier {
                    try world.remove(.botAdmin, id)
                }
                return .null
            },
        ]
    }

    /// What the database says of an administrator who is one already.
    private func refusal(of values: [String], _ world: World) -> String {
        let names = (traits.hasWorkspaces ? ["workspace_uuid"] : []) + ["bot_uuid", "launcher_type", "launcher_id"]
        let values = (traits.hasWorkspaces ? [world.workspace] : []) + values
        let keys = names.map { "bot_admins.\($0)" }.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let given = values.map { PythonText.of(.string($0)) }.joined(separator: ", ")
        return "(sqlite3.IntegrityError) UNIQUE constraint failed: \(keys)\n"
            + "[SQL: INSERT INTO bot_admins (\(names.joined(separator: ", "))) VALUES (\(marks))]\n"
            + "[parameters: (\(given))]\n(Background on this error at: https://sqlalche.me/e/20/gkpj)"
    }

    private func administrators(of bot: String, _ world: World) -> [JSONObject] {
        world.records(.botAdmin).filter { $0["bot_uuid"]?.stringValue == bot }
    }
}
