import JSONCore
import LangBotContract

/// Single messages that are sent through a pipeline, in a session of their own.
extension Behaviour {
    var pipelineRuns: [OperationID: LiveHandler] {
        [
            "pipeline.run": { live, call throws(DomainError) in
                guard let members = try call.json().objectValue, members.names == ["message"],
                    let message = members["message"]
                else { throw .invalid("Expected an object containing message") }
                guard let text = message.stringValue, text.contains(where: { !$0.isWhitespace }),
                    text.unicodeScalars.count <= 100_000
                else { throw .invalid("message must contain 1..100000 characters") }
                _ = try live.now.record(.pipeline, call.identifier)
                return .data(await run(text, call.identifier, live))
            }
        ]
    }

    /// Sends a text through a pipeline; what the caller is told is the same whoever asks.
    func run(_ text: String, _ pipeline: String, _ live: LiveWorld) async -> JSONValue {
        let launcher = "websocket_\(pipeline):\(live.surroundings.uuid())"
        var query = Query(
            pipeline,
            .person,
            launcherID: launcher,
            senderName: "CLI",
            message: [["type": "Plain", "text": .string(text)]],
            live.surroundings
        )
        query.streams = traits.alwaysStreamsWebChat
        let (texts, outcome) = await answer(query, live)
        let replies = texts.enumerated().map { index, text -> JSONValue in
            [
                "connection_id": "", "content": .string(text), "id": .integer(Int64(index + 1)), "is_final": true,
                "message_chain": ConversationEvent.chain(text).json, "role": "assistant",
                "timestamp": .string(live.surroundings.now().text),
            ]
        }
        let data: JSONObject = [
            "message_id": .string(query.recordedMessage(in: live.now)), "pipeline_uuid": .string(pipeline),
            "query_id": .string(query.id),
            "replies": .array(replies), "reply": .string(texts.joined(separator: "\n")),
            "session_id": .string(query.session), "status": outcome == .completed ? "completed" : "failed",
        ]
        if outcome == .completed { return .object(data.sortedByName()) }
        let error = "Pipeline failed or was dropped; inspect the message and call records."
        return .object(data.merging(["error": .string(error)]).sortedByName())
    }
}
