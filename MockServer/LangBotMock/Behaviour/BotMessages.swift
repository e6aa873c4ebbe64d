import HTTPCore
import JSONCore
import LangBotContract

/// A message that somebody sends to a bot on its platform.
struct BotMessage: Sendable {
    let launcher: Query.Launcher
    /// The identifier of the person or group.
    let launcherID: String
    let senderID: String
    let senderName: String
    /// The name of the group.
    var groupName = ""
    let chain: MessageChain
    /// The identifier of the message on its platform.
    let id: String
    let time: Timestamp
    /// Whether the platform shows an answer while it arrives.
    var streams = true
    /// Whether identifiers are numbers on the platform, which events keep as such.
    var hasNumericIDs = false
    /// Whether the platform calls the sender what the sender calls itself.
    var hasRemark = true
    /// How events name the adapter; nil for the name of its class.
    var adapterName: String?
    /// The sender as a member of the group.
    var member = JSONValue.null

    /// An identifier as events show it.
    func shown(_ id: String) -> JSONValue {
        hasNumericIDs ? Int64(id).map(JSONValue.integer) ?? .string(id) : .string(id)
    }

    var session: String { "\(launcher.rawValue)_\(launcherID)" }

    /// The message with its identifier as the first component.
    func chain(timeAs name: String, _ time: JSONValue) -> JSONValue {
        chain.preceded(by: ["type": "Source", "id": shown(id), name: time]).json
    }
}

extension LiveWorld {
    /// Adds an event to a bot's log.
    func log(
        _ bot: String,
        _ text: String,
        level: String = "info",
        session: String = "",
        metadata: JSONValue = .null
    ) {
        let time = surroundings.now().secondsSince1970
        _ = try? change { world throws(DomainError) in
            guard world.tables[.bot]?.contains(bot) == true else { return }
            world.botLogs[bot, default: BotLog()].append(
                text,
                at: time,
                level: level,
                session: session,
                metadata: metadata
            )
        }
    }
}

/// What happens to a message that a bot gets.
extension Behaviour {
    /// Sends a message through the pipeline that the bot's routes choose, after all webhooks heard of it.
    ///
    /// - Parameter reply: gets the answer, all of it so far each time.
    func receive(
        _ message: BotMessage,
        _ bot: JSONObject,
        _ live: LiveWorld,
        reply: @escaping @Sendable (_ answer: BotReply, _ isFinal: Bool) -> Void
    ) async {
        guard traits.pipelineOfBot == .bound else {
            guard await isAdmitted(message, bot, live) else { return }
            let pipeline = routedPipeline(message, bot)
            return await converse(message, pipeline, bot, live, reply)
        }
        let kind = traits.adapters[bot["adapter"]?.stringValue ?? ""]
        let event = BotEvent(message, bot, kind, account: account(of: bot, live))
        guard let route = route(event, bot, live) else { return }
        let target = route["target_uuid"]?.stringValue ?? ""
        switch route["target_type"]?.stringValue {
        case "pipeline":
            // A route is delivered when the message is on its way.
            guard await isAdmitted(message, bot, live) else {
                return trace(event, "delivered", route, "delivered to Pipeline \(target)", live)
            }
            trace(event, "delivered", route, "delivered to Pipeline \(target)", live)
            await converse(message, target, bot, live, reply)
        case "discard":
            if await isAdmitted(message, bot, live) { discard(message, bot, live) }
            trace(event, "discarded", route, "discarded by event binding", live)
        default: lacksProcessor(event, route, live)
        }
    }

    /// The answers to a message, as `receive` gets them.
    func replies(
        to message: BotMessage,
        _ bot: JSONObject,
        _ live: LiveWorld
    ) -> AsyncStream<(reply: BotReply, isFinal: Bool)> {
        let (replies, continuation) = AsyncStream.makeStream(of: (reply: BotReply, isFinal: Bool).self)
        Task {
            await receive(message, bot, live) { continuation.yield(($0, $1)) }
            continuation.finish()
        }
        return replies
    }

    /// Logs an event that is not a message, and what its route does with it.
    func receive(_ event: BotEvent, _ bot: JSONObject, _ live: LiveWorld) {
        guard let route = route(event, bot, live) else { return }
        if route["target_type"] == "discard" {
            trace(event, "discarded", route, "discarded by event binding", live)
        } else {
            lacksProcessor(event, route, live)
        }
    }

    /// The route of an event, which is logged; nil if the bot has none for it.
    private func route(_ event: BotEvent, _ bot: JSONObject, _ live: LiveWorld) -> JSONObject? {
        live.log(event.bot, "Platform adapter received \(event.type)", metadata: event.received)
        guard let route = EventRoutes(bot).choice(for: event) else {
            let trace = event.trace("not_matched", nil, reason: "No event route matched", "route_not_found")
            live.log(event.bot, "Platform event \(event.type) ignored: no event route matched", metadata: trace)
            return nil
        }
        trace(event, "matched", route, "matched route \(route["id"]?.stringValue ?? "")", live)
        return route
    }

    private func lacksProcessor(_ event: BotEvent, _ route: JSONObject, _ live: LiveWorld) {
        trace(event, "failed", route, "has no processor", live, level: "warning", "processor_not_found")
    }

    /// The account of a bot on its platform; empty if neither its program nor its configuration says.
    private func account(of bot: JSONObject, _ live: LiveWorld) -> String {
        live.outside.oneBots[bot["uuid"]?.stringValue ?? ""]?.account
            ?? traits.adapters[bot["adapter"]?.stringValue ?? ""]?.account(bot["adapter_config"] ?? .null) ?? ""
    }

    private func trace(
        _ event: BotEvent,
        _ status: String,
        _ route: JSONObject,
        _ text: String,
        _ live: LiveWorld,
        level: String = "info",
        _ failure: String? = nil
    ) {
        let text = "Event \(event.type) \(text)"
        let metadata = event.trace(status, route, reason: text, failure)
        live.log(event.bot, text, level: level, metadata: metadata)
    }

    /// Logs the message and tells the webhooks; false if one of them wants the pipeline to be skipped.
    private func isAdmitted(_ message: BotMessage, _ bot: JSONObject, _ live: LiveWorld) async -> Bool {
        let uuid = bot["uuid"]?.stringValue ?? ""
        live.log(uuid, message.chain.text, session: message.session)
        guard await tellWebhooks(of: message, bot, live) else { return true }
        live.log(uuid, "Pipeline skipped for \(message.launcher.rawValue) message due to webhook response")
        return false
    }

    private func converse(
        _ message: BotMessage,
        _ pipeline: String,
        _ bot: JSONObject,
        _ live: LiveWorld,
        _ reply: @escaping @Sendable (BotReply, Bool) -> Void
    ) async {
        guard pipeline != Self.discardedPipeline else { return discard(message, bot, live) }
        var query = Query(
            pipeline,
            message.launcher,
            launcherID: message.launcherID,
            senderID: message.senderID,
            senderName: message.senderName,
            message: message.chain.components.map(JSONValue.object),
            live.surroundings
        )
        query.receiver = Query.Receiver(
            uuid: bot["uuid"]?.stringValue ?? "",
            name: bot["name"]?.stringValue ?? "",
            account: account(of: bot, live)
        )
        query.streams = message.streams
        query.source = [
            "type": "Source", "id": message.shown(message.id), "timestamp": .integer(message.time.secondsSince1970),
        ]
        let style = replyStyle(query, live)
        for await event in converse(query, live) {
            guard case .text(let text, let isFinal) = event else { continue }
            reply(style.reply(text), isFinal)
        }
    }

    /// The name that rules give a pipeline for messages that nobody answers.
    private static let discardedPipeline = "__discard__"

    private func discard(_ message: BotMessage, _ bot: JSONObject, _ live: LiveWorld) {
        let kind = message.launcher == .group ? "Group" : "Person"
        live.log(bot["uuid"]?.stringValue ?? "", "\(kind) message discarded by routing rule")
        let now = traits.shown(live.surroundings.now())
        let id = live.surroundings.uuid()
        let seconds = JSONValue.integer(message.time.secondsSince1970)
        let shared: JSONObject = [
            "bot_id": bot["uuid"] ?? "", "bot_name": bot["name"] ?? "", "pipeline_id": "__discard__",
            "pipeline_name": "Discarded", "platform": .string(message.launcher.rawValue),
            "session_id": .string(message.session), "user_id": .string(message.senderID),
            "user_name": .string(message.senderName),
        ]
        let record = shared.merging([
            "id": .string(id), "event_id": nil, "execution_lease_expires_at": nil, "execution_owner_id": nil,
            "level": "info", "message_content": .string(PythonJSON.text(message.chain(timeAs: "timestamp", seconds))),
            "parent_message_id": nil, "role": "user", "run_id": nil, "runner_name": nil, "status": "discarded",
            "timestamp": now, "variables": nil,
        ])
        _ = try? live.change { world throws(DomainError) in
            let place: JSONObject = traits.hasWorkspaces ? ["workspace_uuid": .string(world.workspace)] : [:]
            world.monitoring[.message, id] = record.merging(place)
            if world.monitoring[.session, message.session] == nil {
                world.monitoring[.session, message.session] = shared.merging(place).merging([
                    "is_active": true, "last_activity": now, "message_count": 0, "start_time": now,
                ])
            } else {
                world.monitoring[.session, message.session]?.merge(["last_activity": now])
            }
        }
    }
}

/// Webhooks.
extension Behaviour {
    /// Sends a message to all webhooks that are enabled; true if one of them wants the pipeline to be skipped.
    private func tellWebhooks(of message: BotMessage, _ bot: JSONObject, _ live: LiveWorld) async -> Bool {
        let addresses = live.now.records(.webhook).filter { $0["enabled"] == true }.prefix(16)
            .compactMap { $0["url"]?.stringValue.flatMap(WebAddress.init) }
            .filter(live.outside.calls)
        guard !addresses.isEmpty else { return false }
        let time = Double(message.time.microseconds) / 1_000_000
        var data: JSONObject = [
            "bot_uuid": bot["uuid"] ?? "",
            "adapter_name": .string(traits.adapters[bot["adapter"]?.stringValue ?? ""]?.className ?? ""),
            "sender": ["id": .string(message.senderID), "name": ""],
            "message": message.chain(timeAs: "timestamp", .integer(message.time.secondsSince1970)),
            "timestamp": .double(time),
        ]
        if message.launcher == .group {
            data["group"] = ["id": .string(message.launcherID), "name": .string(message.groupName)]
        }
        let body = JSONValue.object([
            "uuid": .string(live.surroundings.uuid()),
            "event_type": message.launcher == .group ? "bot.group_message" : "bot.person_message",
            "data": .object(data),
        ]).serialized()
        return await withTaskGroup(of: Bool.self) { group in
            for address in addresses {
                group.addTask { await Self.wantsSkip(address, body) }
            }
            return await group.reduce(false) { $0 || $1 }
        }
    }

    private static func wantsSkip(_ address: WebAddress, _ body: [UInt8]) async -> Bool {
        let fields: HTTPFields = ["Content-Type": "application/json", "User-Agent": OutgoingHTTP.agent]
        guard let answer = try? await OutgoingHTTP.send(.post, address, fields, body: body, timeout: .seconds(15)),
            answer.status < 400
        else { return false }
        return (try? JSONValue(parsing: answer.body))?["skip_pipeline"] == true
    }
}

/// The routing rules of bots that name a pipeline.
extension Behaviour {
    private func routedPipeline(_ message: BotMessage, _ bot: JSONObject) -> String {
        for rule in bot["pipeline_routing_rules"]?.arrayValue ?? [] {
            guard let type = rule["type"]?.stringValue, let target = rule["pipeline_uuid"]?.stringValue, !target.isEmpty
            else { continue }
            let name = rule["operator"]?.stringValue ?? "eq"
            let value = PythonText.str(rule["value"] ?? "")
            let matches =
                switch type {
                case "launcher_type": EventRoutes.compare(message.launcher.rawValue, name, value)
                case "launcher_id": EventRoutes.compare(message.launcherID, name, value)
                case "message_content": EventRoutes.compare(message.chain.text, name, value)
                case "message_has_element":
                    name == "eq" && message.chain.kinds.contains(value)
                        || name == "neq" && !message.chain.kinds.contains(value)
                default: false
                }
            if matches { return target }
        }
        return bot["use_pipeline_uuid"]?.stringValue ?? ""
    }
}
