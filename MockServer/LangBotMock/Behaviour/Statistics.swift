import JSONCore
import LangBotContract

/// How much an installation is used, and which models it prefers.
extension Behaviour {
    var statistics: [OperationID: Handler] {
        [
            "stats.basic": { world, _ throws(DomainError) in
                let sessions = JSONValue.integer(Int64(world.monitoring.records(.session).count))
                let queries = world.monitoring.records(.message).count { $0["role"] == "user" }
                return [
                    "active_session_count": sessions, "conversation_count": sessions,
                    "query_count": .integer(Int64(queries)),
                ]
            },
            // Which of LangBot's own models answer, only its cloud service knows.
            "system.model_availability": { _, _ throws(DomainError) in
                throw .unavailable("Model availability is unavailable")
            },
            "model.llm.default": { world, _ throws(DomainError) in ["uuid": starredModel(world)] },
            "model.llm.starred.get": { world, _ throws(DomainError) in ["uuid": starredModel(world)] },
            "model.llm.starred.update": { world, call throws(DomainError) in
                let uuid = try content(call)["uuid"] ?? .null
                guard uuid.isNull || uuid.stringValue != nil else { throw .invalid("uuid must be a string or null") }
                let chosen = uuid.stringValue ?? ""
                guard chosen.isEmpty || world.tables[.llmModel]?.contains(chosen) == true else {
                    throw .invalid("Model not found in this Workspace")
                }
                world.starredModel = chosen
                return [:]
            },
        ]
    }

    private func starredModel(_ world: World) -> JSONValue {
        guard world.tables[.llmModel]?.contains(world.starredModel) == true else { return .null }
        return .string(world.starredModel)
    }
}
