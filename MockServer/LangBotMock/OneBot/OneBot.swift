import HTTPCore
import JSONCore
import LangBotContract

/// Bots of chat platforms whose programs connect to LangBot, in the protocol OneBot 11.
extension Behaviour {
    /// The status that such a program is refused with; nil if it may connect.
    func oneBotRefusal(_ live: LiveWorld, _ call: Call) -> Int? {
        guard let bot = oneBot(call.identifier, live) else { return 404 }
        let configuration = bot["adapter_config"]
        guard configuration?["connection_mode"] ?? "reverse_ws" == "reverse_ws" else { return 409 }
        let token = configuration?["access-token"]?.stringValue ?? ""
        guard call.fields["authorization"] == "Bearer \(token)" else { return 401 }
        guard call.fields["x-client-role"]?.lowercased() == "universal" else { return 400 }
        let account = call.fields["x-self-id"] ?? ""
        guard !account.isEmpty, ["", account].contains(expectedAccount(bot)) else { return 400 }
        return live.outside.oneBots[call.identifier] == nil ? nil : 409
    }

    private func oneBot(_ uuid: String, _ live: LiveWorld) -> JSONObject? {
        live.now.tables[.bot]?[uuid].flatMap { $0["adapter"] == "onebot-v11" && isRunning($0) ? $0 : nil }
    }

    /// The only account that may connect; empty if any may.
    private func expectedAccount(_ bot: JSONObject) -> String {
        bot["adapter_config"]?["self_id"].map { isBlank($0) ? "" : PythonText.str($0) } ?? ""
    }

    func serveOneBot(_ socket: ServerWebSocket, _ live: LiveWorld, _ call: Call) async {
        let uuid = call.identifier
        let link = OneBotLink(socket, account: call.fields["x-self-id"] ?? "", live.surroundings)
        // The bot may have changed since the handshake.
        guard let bot = oneBot(uuid, live), live.outside.oneBots.add(link, of: uuid) else {
            return socket.close(WebSocketClose(code: 1011))
        }
        let (events, continuation) = AsyncStream.makeStream(
            of: JSONObject.self,
            bufferingPolicy: .bufferingOldest(Self.waitingEvents)
        )
        let hearing = Task { await OneBotSession(behaviour: self, live: live, link: link, bot: bot).hear(events) }
        // Whatever is changed about a bot but its name starts it again, without its connections.
        let watching = Task {
            while let now = live.now.tables[.bot]?[uuid], now.started == bot.started {
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
            socket.close(WebSocketClose(code: 1011))
        }
        while let message = await socket.receive(), take(message, link, continuation) {}
        continuation.finish()
        watching.cancel()
        live.outside.oneBots.remove(of: uuid)
        link.end()
        hearing.cancel()
        socket.close(WebSocketClose(code: 1011))
    }

    /// How many events may wait until those before them are handled.
    private static let waitingEvents = 32

    /// Takes an event or an answer; false if it is neither.
    private func take(
        _ message: ServerWebSocket.Message,
        _ link: OneBotLink,
        _ events: AsyncStream<JSONObject>.Continuation
    ) -> Bool {
        guard let value = try? JSONValue(parsing: message.bytes), let members = value.objectValue else { return false }
        guard members["post_type"] != nil else {
            link.take(value)
            return true
        }
        guard PythonText.str(members["self_id"] ?? "") == link.account else { return false }
        if case .enqueued = events.yield(members) { return true }
        return false
    }
}

extension JSONObject {
    /// The members of a bot that start it again when they change.
    fileprivate var started: JSONObject { without(Behaviour.described.union(["updated_at"])) }
}

/// What happens to one bot while its program is connected.
struct OneBotSession: Sendable {
    let behaviour: Behaviour
    let live: LiveWorld
    let link: OneBotLink
    private let bot: JSONObject
    private static let adapterName = "onebot-v11"
    /// How many groups' names are remembered.
    private static let nameLimit = 256
    /// Messages are answered one after the other.
    private let line = ChatLine(limit: 16)

    init(behaviour: Behaviour, live: LiveWorld, link: OneBotLink, bot: JSONObject) {
        (self.behaviour, self.live, self.link, self.bot) = (behaviour, live, link, bot)
    }

    /// The bot as it is now: its name may change while it is connected.
    private var latest: JSONObject { live.now.tables[.bot]?[bot["uuid"]?.stringValue ?? ""] ?? bot }

    func hear(_ events: AsyncStream<JSONObject>) async {
        var names: [String: String] = [:]
        for await event in events {
            guard let type = event["post_type"]?.stringValue, event["\(type)_type"] != nil else { continue }
            switch type {
            case "message" where event["user_id"].map(PythonText.str) != link.account:
                guard event["message_type"] == "group" else {
                    await receive(event, groupName: nil)
                    continue
                }
                let group = event["group_id"] ?? ""
                let id = PythonText.str(group)
                if names[id] == nil {
                    if names.count >= Self.nameLimit { names = [:] }
                    names[id] = await name(of: group)
                }
                await receive(event, groupName: names[id])
            case "notice", "request":
                let (name, body) = OneBotEvent.body(type, event, account: link.account)
                behaviour.receive(BotEvent(name, body, latest, Self.adapterName), latest, live)
            default: break
            }
        }
    }

    private func name(of group: JSONValue) async -> String {
        let name = await link.call("get_group_info", ["group_id": group])?["group_name"]?.stringValue ?? ""
        return name.isEmpty ? "Group \(PythonText.str(group))" : name
    }

    private func receive(_ event: JSONObject, groupName: String?) async {
        let sender = event["sender"]?.objectValue ?? [:]
        func text(_ name: String) -> String { sender[name]?.stringValue ?? "" }
        let senderID = sender["user_id"] ?? event["user_id"] ?? ""
        let groupID = event["group_id"] ?? ""
        let seconds = event["time"]?.integerValue
        var message = BotMessage(
            launcher: groupName == nil ? .person : .group,
            launcherID: PythonText.str(groupName == nil ? event["user_id"] ?? "" : groupID),
            senderID: PythonText.str(senderID),
            senderName: text("card").isEmpty ? text("nickname") : text("card"),
            chain: await chain(event["message"] ?? []),
            id: PythonText.str(event["message_id"] ?? ""),
            time: seconds.flatMap(Self.time) ?? live.surroundings.now()
        )
        message.groupName = groupName ?? ""
        message.adapterName = Self.adapterName
        (message.streams, message.hasNumericIDs, message.hasRemark) = (false, true, false)
        if groupName != nil { message.member = await member(sender, senderID, groupID, message.senderName) }
        let heard = message
        line.add {
            guard !link.hasEnded else { return }
            for await (reply, isFinal) in behaviour.replies(to: heard, latest, live) where isFinal {
                await send(reply, to: event)
            }
        }
    }

    /// A time that an event names; nil if there is no such time.
    private static func time(_ seconds: Int64) -> Timestamp? {
        let (microseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflows ? nil : Timestamp(microseconds: microseconds)
    }

    private func member(_ sender: JSONObject, _ id: JSONValue, _ group: JSONValue, _ name: String) async -> JSONValue {
        var title = sender["title"] ?? ""
        if behaviour.isBlank(title) {
            title = await link.call("get_group_member_info", ["group_id": group, "user_id": id])?["title"] ?? ""
        }
        let role = sender["role"] ?? "member"
        return [
            "display_name": .string(name), "group_id": group, "joined_at": nil,
            "role": ["owner", "admin"].contains(role) ? role : "member", "title": title,
            "user": BotEvent.user(id, nickname: name),
        ]
    }

    private func chain(_ message: JSONValue) async -> MessageChain {
        var components: [JSONObject] = []
        for segment in OneBotSegment.list(message) {
            components.append(segment.type == "reply" ? await quotation(segment) : segment.component)
        }
        return MessageChain(components)
    }

    /// The message that a segment answers, for which the program is asked.
    private func quotation(_ segment: OneBotSegment) async -> JSONObject {
        let id = segment.data["id"] ?? .null
        var quote: JSONObject = [
            "type": "Quote", "id": id, "group_id": nil, "sender_id": nil, "target_id": nil, "origin": [],
        ]
        guard let number = Int64(PythonText.str(id)),
            let original = await link.call("get_msg", ["message_id": .integer(number)])
        else { return quote }
        let sender = original["sender"]?["user_id"] ?? original["user_id"] ?? .null
        let group = original["group_id"] ?? .null
        let source: JSONObject = [
            "type": "Source", "id": original["message_id"] ?? id,
            "timestamp": original["time"] ?? .integer(live.surroundings.now().secondsSince1970),
        ]
        quote.merge([
            "group_id": group, "sender_id": sender, "target_id": group.isNull ? sender : group,
            "origin": MessageChain([source] + OneBotSegment.list(original["message"] ?? []).map(\.component)).json,
        ])
        return quote
    }

    private func send(_ reply: BotReply, to event: JSONObject) async {
        var segments = reply.message.segments.arrayValue ?? []
        if reply.quotesOrigin { segments.insert(MessageChain.quote(PythonText.str(event["message_id"] ?? "")), at: 0) }
        var parameters = JSONObject()
        for name in ["message_type", "user_id", "group_id"] {
            if let value = event[name] { parameters[name] = value }
        }
        _ = await link.call("send_msg", parameters.merging(["message": .array(segments)]))
    }
}
