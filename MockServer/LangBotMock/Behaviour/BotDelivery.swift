import JSONCore
import LangBotContract

/// Messages that a bot sends without being asked.
extension Behaviour {
    var botDelivery: [OperationID: LiveHandler] {
        [
            "bot.send_message": { live, call throws(DomainError) in .data(try await sendMessage(live, call)) }
        ]
    }

    private func sendMessage(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> JSONValue {
        let members = try content(call)
        for name in ["target_type", "target_id", "message_chain"] where isBlank(members[name]) {
            throw .invalid("\(name) is required")
        }
        guard let type = members["target_type"]?.stringValue, type == "person" || type == "group" else {
            throw .invalid("target_type must be either \"person\" or \"group\"")
        }
        let world = live.now
        guard let bot = world.tables[.bot]?[call.identifier] else {
            guard traits.missingIs404 else { throw .delivery("Bot not found: \(call.identifier)") }
            throw .notFound(.bot)
        }
        if traits.runsEnabledBotsOnly, !isRunning(bot) { throw .delivery("Bot not found: \(call.identifier)") }
        let chain: MessageChain
        do {
            chain = try MessageChain(reading: members["message_chain"] ?? .null, traits.inputErrorVersion)
        } catch {
            throw .delivery("Invalid message_chain format: \(error.reason)")
        }
        try await deliver(chain, type, PythonText.str(members["target_id"] ?? .null), bot, live)
        return ["sent": true]
    }

    private func deliver(
        _ chain: MessageChain,
        _ type: String,
        _ receiver: String,
        _ bot: JSONObject,
        _ live: LiveWorld
    ) async throws(DomainError) {
        let name = bot["adapter"]?.stringValue ?? ""
        guard name != "http_bot" else {
            return send(HTTPBotReply(session: receiver, components: chain.components.map(JSONValue.object)), bot, live)
        }
        if name == "web_page_bot" {
            guard let page = pageBot(bot["uuid"]?.stringValue ?? "", live.now) else { return }
            return showOnPage(chain, to: receiver, isGroup: type == "group", of: page, live)
        }
        if let link = live.outside.oneBots[bot["uuid"]?.stringValue ?? ""] {
            guard let id = Int64(receiver), await link.send(chain, to: id, isGroup: type == "group") else {
                throw .delivery("The platform did not take the message")
            }
            return
        }
        guard let adapter = traits.adapters[name] else { throw .delivery("Bot not found: \(bot["uuid"] ?? "")") }
        if let fault = adapter.delivery.fault(type, receiver, chain, bot["adapter_config"] ?? .null) {
            throw .delivery(fault)
        }
    }
}
