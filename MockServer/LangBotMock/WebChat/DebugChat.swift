import HTTPCore
import JSONCore
import LangBotContract

/// An operation that is a websocket.
struct SocketOperation: Sendable {
    /// The status that a handshake is refused with; nil if it is accepted.
    ///
    /// Releases take no socket of a program that does not say which page it belongs to, except from platforms.
    var refusal: @Sendable (LiveWorld, Call) -> Int? = { _, call in call.fields.contains("origin") ? nil : 400 }
    /// Serves the websocket until it ends.
    let serve: @Sendable (ServerWebSocket, LiveWorld, Call) async -> Void
}

/// The chat with a pipeline in the web interface.
extension Behaviour {
    /// What serves the websockets of each operation.
    var sockets: [OperationID: SocketOperation] {
        [
            "pipeline.websocket.connect": SocketOperation { await debugChat($0, $1, $2) },
            "embed.websocket.connect": SocketOperation { await pageChat($0, $1, $2) },
            "bot.inbound.onebot_websocket": SocketOperation { live, call in
                oneBotRefusal(live, call)
            } serve: {
                await serveOneBot($0, $1, $2)
            },
        ]
    }

    private func debugChat(_ socket: ServerWebSocket, _ live: LiveWorld, _ call: Call) async {
        let isSignedIn: @Sendable (World) -> Bool
        if traits.chatsAuthenticate {
            guard let token = await token(socket, live) else { return ChatSession.fail(socket, "Unauthorized") }
            isSignedIn = { $0.user(token: token, at: live.surroundings.now()) != nil }
        } else {
            isSignedIn = { _ in true }
        }
        guard let kind = Self.chatKind(call.query["session_type"] ?? "person") else {
            return ChatSession.fail(socket, Self.wrongKind)
        }
        let world = live.now
        if traits.chatsNeedPipeline, world.tables[.pipeline]?.contains(call.identifier) != true {
            return ChatSession.fail(socket, "Pipeline not found")
        }
        await ChatSession(
            behaviour: self,
            live: live,
            socket: socket,
            room: WebChats.Room(pipeline: call.identifier, kind: kind),
            bot: traits.chatsBelongToBots ? pageBot(of: call.identifier, world) : nil,
            place: JSONObject.Member(name: "pipeline_uuid", value: .string(call.identifier))
        ) {
            isSignedIn(live.now) ? nil : "Unauthorized"
        }.run()
    }

    static let wrongKind = "session_type must be person or group"

    static func chatKind(_ text: String) -> String? { text == "person" || text == "group" ? text : nil }

    /// The user's token in the first message, which must come soon; nil if it is not valid.
    private func token(_ socket: ServerWebSocket, _ live: LiveWorld) async -> String? {
        guard let first = await firstMessage(socket), first["type"] == "authenticate" else { return nil }
        let world = live.now
        guard let token = first["token"]?.stringValue.map(trimmed),
            let workspace = first["workspace_uuid"]?.stringValue,
            trimmed(workspace) == world.workspace, world.user(token: token, at: live.surroundings.now()) != nil
        else { return nil }
        return token
    }

    /// The first message, if it is an object and comes within ten seconds.
    func firstMessage(_ socket: ServerWebSocket) async -> JSONObject? {
        let message = await withTaskGroup(of: ServerWebSocket.Message?.self) { group in
            group.addTask { await socket.receive() }
            group.addTask {
                try? await Task.sleep(for: .seconds(10))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return message.flatMap { try? JSONValue(parsing: $0.bytes) }?.objectValue
    }
}
