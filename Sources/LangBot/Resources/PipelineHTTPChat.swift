/// A pipeline's conversations in the web interface of 4.5, which has no websocket for them.
///
/// Requires a user token. Since 4.6, see ``Pipelines/chat(with:as:)`` and ``PipelineWebChat``.
///
/// Source: `/api/v1/pipelines/{uuid}/chat`.
public struct PipelineHTTPChat: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Sends a text and waits for the reply.
    ///
    /// A call is not repeated, and takes as long as the reply.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - pipelineID: The pipeline.
    ///   - kind: The kind of conversation.
    public func send(
        _ text: String,
        to pipelineID: Pipeline.ID,
        as kind: Conversation.Kind = .person
    ) async throws -> ChatMessage {
        try await core.answer(to: sending(text, pipelineID, kind, streams: false)).object("message")
    }

    /// Sends a text and streams the reply as it grows; the last one is final.
    ///
    /// A truncated stream throws `LangBotError` with the code `.transport`.
    public func stream(
        _ text: String,
        to pipelineID: Pipeline.ID,
        as kind: Conversation.Kind = .person
    ) async throws -> StreamedElements<ChatMessage> {
        let operation = sending(text, pipelineID, kind, streams: true)
        let events = try await core.events(of: operation)
        let frames = StreamedElements<JSONValue> {
            var iterator = events.makeAsyncIterator()
            return try await iterator.next().map { try Self.frame($0, of: operation.name) }
        }
        let complete = frames.complete(operation.name, Self.isEnd)
        return StreamedElements {
            var iterator = complete.makeAsyncIterator()
            while let frame = try await iterator.next(), !Self.isEnd(frame) {
                guard let fields = frame["message"]?.objectValue else { continue }
                do { return try ChatMessage(received: fields) } catch let error as InvalidMember {
                    let detail = error.sentence(about: "a message of the stream")
                    throw LangBotError(.decoding, operation: operation.name, detail: detail)
                }
            }
            return nil
        }
    }

    /// Returns the messages of the given kind of conversation.
    public func messages(_ kind: Conversation.Kind, of pipelineID: Pipeline.ID) async throws -> [ChatMessage] {
        let operation = APIOperation(
            "pipeline.chat.messages",
            .get,
            "pipelines/\(pipelineID)/chat/messages/\(kind.rawValue)"
        )
        return try await core.answer(to: operation).list("messages")
    }

    /// Clears the messages of the given kind of conversation, which every release with this operation fails to do.
    public func reset(_ kind: Conversation.Kind, of pipelineID: Pipeline.ID) async throws {
        let path: APIOperation.Path = "pipelines/\(pipelineID)/chat/reset/\(kind.rawValue)"
        try await core.perform(APIOperation("pipeline.chat.reset", .post, path))
    }

    private static func frame(_ event: ServerSentEvent, of operation: OperationName) throws -> JSONValue {
        do { return try JSONParser.parse(Array(event.data.utf8)) } catch let error as JSONSyntaxError {
            let detail = "an event of the stream is not JSON"
            throw LangBotError(.decoding, operation: operation, detail: detail, underlying: error)
        }
    }

    private static func isEnd(_ frame: JSONValue) -> Bool { frame["type"]?.stringValue == "end" }

    private func sending(
        _ text: String,
        _ pipelineID: Pipeline.ID,
        _ kind: Conversation.Kind,
        streams: Bool
    ) -> APIOperation {
        let body: JSONValue = [
            "message": [["type": "Plain", "text": .string(text)]], "session_type": .string(kind.rawValue),
            "is_stream": .bool(streams),
        ]
        return APIOperation("pipeline.chat.send", .post, "pipelines/\(pipelineID)/chat/send", body: .json(body))
    }
}
