import JSONCore
import LangBotContract

/// The websocket chats with a pipeline, of which the mock has none.
extension Behaviour {
    var pipelineChats: [OperationID: Handler] {
        [
            "pipeline.websocket.connections": { world, call throws(DomainError) in
                try checkPipeline(world, call)
                return [
                    "connections": [],
                    "stats": [
                        "connections_by_pipeline": [:], "connections_by_session_type": [:], "pipelines": 0,
                        "total_connections": 0,
                    ],
                ]
            },
            "pipeline.websocket.messages": { world, call throws(DomainError) in
                try checkPipeline(world, call)
                return ["messages": []]
            },
            "pipeline.websocket.reset": { world, call throws(DomainError) in
                try checkPipeline(world, call)
                return ["message": "Session reset successfully"]
            },
            "pipeline.websocket.broadcast": { world, call throws(DomainError) in
                try checkPipeline(world, call)
                guard let message = try content(call)["message"], !isBlank(message) else {
                    throw .invalid("message is required")
                }
                return ["message": "Broadcast sent successfully"]
            },
        ]
    }

    private func checkPipeline(_ world: World, _ call: Call) throws(DomainError) {
        guard traits.chatsNeedPipeline else { return }
        if let kind = call.parameters["session_type"], kind != "person", kind != "group" {
            throw .invalid("session_type must be person or group")
        }
        _ = try world.record(.pipeline, call.identifier)
    }
}
