import JSONCore
import LangBotContract

/// The chats with a pipeline in the web interface.
extension Behaviour {
    var pipelineChats: [OperationID: LiveHandler] {
        [
            "pipeline.websocket.connections": { live, call throws(DomainError) in
                try checkPipeline(live.now, call)
                return .data(connections(live.outside.chats.all, call.identifier))
            },
            "pipeline.websocket.messages": { live, call throws(DomainError) in
                let room = try debugRoom(live.now, call)
                return .data(["messages": Self.shown(live.now.rooms.messages(room))])
            },
            "pipeline.websocket.reset": { live, call throws(DomainError) in
                let room = try debugRoom(live.now, call)
                try live.change { world throws(DomainError) in world.rooms.reset(room) }
                return .data(["message": "Session reset successfully"])
            },
            "pipeline.websocket.broadcast": { live, call throws(DomainError) in
                try checkPipeline(live.now, call)
                guard let message = try content(call)["message"], !isBlank(message) else {
                    throw .invalid("message is required")
                }
                let time = JSONValue.string(call.surroundings.now().text)
                live.outside.chats.send(["type": "broadcast", "message": message, "timestamp": time]) { connection in
                    connection.room.pipeline == call.identifier
                }
                return .data(["message": "Broadcast sent successfully"])
            },
        ]
    }

    private func checkPipeline(_ world: World, _ call: Call) throws(DomainError) {
        if traits.chatsNeedPipeline { _ = try world.record(.pipeline, call.identifier) }
    }

    private func debugRoom(_ world: World, _ call: Call) throws(DomainError) -> WebChats.Room {
        guard let kind = Self.chatKind(call.parameters["session_type"] ?? "") else { throw .invalid(Self.wrongKind) }
        try checkPipeline(world, call)
        return WebChats.Room(pipeline: call.identifier, kind: kind)
    }

    private func connections(_ all: [ChatConnections.Connection], _ pipeline: String) -> JSONValue {
        func counts(_ name: (ChatConnections.Connection) -> String) -> JSONValue {
            let counts = Dictionary(grouping: all, by: name).sorted { $0.key < $1.key }
            return .object(JSONObject(counts.map { ($0.key, .integer(Int64($0.value.count))) }))
        }
        let own = all.filter { $0.room.pipeline == pipeline }.map { connection -> JSONValue in
            [
                "connection_id": .string(connection.id), "created_at": .string(connection.createdAt.text),
                "is_active": true, "last_active": .string(connection.lastActive.text),
                "session_type": .string(connection.room.kind),
            ]
        }
        return [
            "connections": .array(own),
            "stats": [
                "connections_by_pipeline": counts(\.room.pipeline), "connections_by_session_type": counts(\.room.kind),
                "pipelines": .integer(Int64(Set(all.map(\.room.pipeline)).count)),
                "total_connections": .integer(Int64(all.count)),
            ],
        ]
    }
}
