import HTTPCore
import JSONCore
import LangBotContract

/// The chat of the web interface where it is not a websocket: a request for each message.
extension Behaviour {
    var webChats: [OperationID: Handler] {
        [
            "pipeline.chat.messages": { world, call throws(DomainError) in
                let type = try sessionType(.string(call.parameters["session_type"] ?? ""))
                return ["messages": .array(world.webChats.messages(Self.chat(call, type)))]
            },
            // The release gives its own handler an argument too many.
            "pipeline.chat.reset": { _, _ throws(DomainError) in
                throw .failure("reset_session() got an unexpected keyword argument 'pipeline_uuid'")
            },
        ]
    }

    var webChatSending: [OperationID: LiveHandler] {
        [
            "pipeline.chat.send": { live, call throws(DomainError) in
                let content = try call.json()
                guard let members = content.objectValue else {
                    throw .reportedFailure("Internal server error: \(PythonText.lacks("get", content))")
                }
                let message = members["message"] ?? []
                if isBlank(message) { throw .invalid("message is required") }
                let type = try sessionType(members["session_type"] ?? "person")
                let chain: MessageChain
                do throws(MessageChain.Refusal) {
                    chain = try MessageChain(reading: message, traits.inputErrorVersion)
                } catch {
                    throw .reportedFailure("Internal server error: \(error.reason)")
                }
                let chat = WebChat(self, live, call.identifier, type, message, chain)
                guard isBlank(members["is_stream"]) else { return .stream(WebChat.head, chat.events()) }
                guard let answer = await chat.answer() else { throw .failure("No answer came in time") }
                return .data(["message": answer])
            }
        ]
    }

    private func sessionType(_ value: JSONValue) throws(DomainError) -> Query.Launcher {
        guard let type = value.stringValue.flatMap(Query.Launcher.init(rawValue:)) else {
            throw .invalid("session_type must be person or group")
        }
        return type
    }

    private static func chat(_ call: Call, _ type: Query.Launcher) -> String { "\(call.identifier)/\(type.rawValue)" }
}

/// One message that is sent in such a chat, and what becomes of it.
private struct WebChat: Sendable {
    /// How long a request without an end is kept open.
    private static let patience = Duration.seconds(60)

    static let head = HTTPResponse(
        status: 200,
        fields: ["Content-Type": "text/event-stream", "Cache-Control": "no-cache"]
    )

    private let behaviour: Behaviour
    private let live: LiveWorld
    private let name: String
    private let given: JSONValue
    private let chain: MessageChain
    private let query: Query

    init(
        _ behaviour: Behaviour,
        _ live: LiveWorld,
        _ pipeline: String,
        _ type: Query.Launcher,
        _ given: JSONValue,
        _ chain: MessageChain
    ) {
        self.behaviour = behaviour
        self.live = live
        (self.given, self.chain) = (given, chain)
        name = "\(pipeline)/\(type.rawValue)"
        var query = Query(
            pipeline,
            type,
            launcherID: "webchat\(type.rawValue)",
            senderID: "webchatperson",
            message: chain.json.arrayValue ?? [],
            live.surroundings
        )
        query.receiver.account = "webchatbot"
        self.query = query
    }

    /// Stores a message of the chat.
    ///
    /// - Parameter given: the message as it was sent, which the list shows; nil for what the chain says.
    private func keep(
        _ role: String,
        _ content: MessageChain,
        as given: JSONValue? = nil,
        isFinal: Bool
    ) -> JSONValue {
        let id = live.now.webChats.messages(name).count + 1
        let message = message(id, role, content, as: given ?? content.json, isFinal: isFinal)
        _ = try? live.change { world throws(DomainError) in world.webChats.append(message, to: name) }
        return message
    }

    private func message(
        _ id: Int,
        _ role: String,
        _ content: MessageChain,
        as shown: JSONValue,
        isFinal: Bool
    ) -> JSONValue {
        [
            "content": .string(content.text), "id": .integer(Int64(id)), "is_final": .bool(isFinal),
            "message_chain": shown,
            "role": .string(role), "timestamp": .string(live.surroundings.now().text),
        ]
    }

    private func begin(streams: Bool) -> AsyncStream<ConversationEvent> {
        _ = keep("user", chain, as: given, isFinal: false)
        var query = query
        query.streams = streams
        return behaviour.converse(query, live)
    }

    /// The answer; nil if there is none.
    func answer() async -> JSONValue? {
        for await event in begin(streams: false) {
            guard case .text(let text, true) = event else { continue }
            return keep("assistant", behaviour.replyStyle(query, live).reply(text).message, isFinal: true)
        }
        try? await Task.sleep(for: Self.patience)
        return nil
    }

    /// The answer as it arrives, which ends only if there is a final one.
    func events() -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let send: @Sendable (JSONValue) -> Void = { event in
            continuation.yield(Array("data: ".utf8) + event.serialized() + Array("\n\n".utf8))
        }
        let task = Task {
            defer { continuation.finish() }
            send(["type": "start"])
            let id = live.now.webChats.messages(name).count + 2
            var hasFailed = false
            let style = behaviour.replyStyle(query, live)
            for await event in begin(streams: true) {
                switch event {
                case .failed: hasFailed = true
                case .text(let text, let isFinal):
                    let reply = style.reply(text).message
                    guard isFinal, !hasFailed else {
                        send(["message": message(id, "assistant", reply, as: reply.json, isFinal: false)])
                        continue
                    }
                    send(["message": keep("assistant", reply, isFinal: true)])
                    return send(["type": "end"])
                case .toolCalled, .end: break
                }
            }
            try? await Task.sleep(for: Self.patience)
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }
}
