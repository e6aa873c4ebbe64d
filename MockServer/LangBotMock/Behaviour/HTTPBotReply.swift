import HTTPCore
import JSONCore

/// A message from an HTTP bot to the program that talks to it.
struct HTTPBotReply: Sendable {
    let session: String
    /// The message that this answers; empty if it answers none.
    var replyTo = ""
    var isFinal = true
    var isStreamed = false
    let components: [JSONValue]

    /// A whole number of a bot's configuration.
    static func number(_ name: String, _ initial: Int64, _ bot: JSONObject) -> Int64 {
        switch bot["adapter_config"]?[name] {
        case .integer(let number): number
        case .double(let number): Int64(exactly: number.rounded(.towardZero)) ?? initial
        case .string(let text): Int64(text) ?? initial
        default: initial
        }
    }
}

extension Behaviour {
    /// Hands a reply to the request that waits for it, or posts it to the bot's callback when its turn comes.
    func send(_ reply: HTTPBotReply, _ bot: JSONObject, _ live: LiveWorld) {
        let uuid = bot["uuid"]?.stringValue ?? ""
        let sequence = try? live.change { world throws(DomainError) in
            world.httpBots[uuid, default: HTTPBotState()].nextSequence(reply.session, isFinal: reply.isFinal)
        }
        let line = live.outside.httpBots
        let session = HTTPBotLine.Session(bot: uuid, name: reply.session)
        let isPushed = reply.replyTo.isEmpty
        if !isPushed || traits.runsEnabledBotsOnly {
            guard !line.hand((reply.components, reply.isFinal), to: session) else { return }
        }
        let body = JSONValue.object([
            "session_id": .string(reply.session), "reply_to": .string(reply.replyTo),
            "sequence": .integer(sequence ?? 1), "is_final": .bool(reply.isFinal),
            "stream": .bool(reply.isStreamed), "message": .array(reply.components),
            "timestamp": .string(live.surroundings.now().text),
        ]).serialized()
        line.deliver(session) { await deliver(body, bot, live) }
    }

    /// Posts a callback, again after failures of the other side.
    private func deliver(_ body: [UInt8], _ bot: JSONObject, _ live: LiveWorld) async {
        let uuid = bot["uuid"]?.stringValue ?? ""
        let configuration = bot["adapter_config"] ?? .null
        let target = configuration["callback_url"]?.stringValue ?? ""
        guard !target.isEmpty else {
            return live.log(uuid, "http_bot has no callback_url configured; dropping reply", level: "warning")
        }
        guard let address = WebAddress(target) else {
            return live.log(uuid, "http_bot callback \(target) failed after 1 tries: \(target)", level: "warning")
        }
        guard live.outside.calls(address) else { return }
        let outbound = configuration["outbound_secret"]?.stringValue ?? ""
        let secret = outbound.isEmpty ? configuration["inbound_secret"]?.stringValue ?? "" : outbound
        let timestamp = "\(live.surroundings.now().secondsSince1970)"
        let fields: HTTPFields = [
            "Content-Type": "application/json", "User-Agent": OutgoingHTTP.agent,
            HTTPBotSignature.timestampField: timestamp,
            HTTPBotSignature.signatureField: HTTPBotSignature.sign(body, timestamp, secret: secret),
        ]
        let limit = Duration.seconds(max(1, min(HTTPBotReply.number("callback_timeout", 15, bot), 3600)))
        let retries = min(HTTPBotReply.number("callback_max_retries", 3, bot), 100)
        for attempt in 1... {
            do {
                let answer = try await OutgoingHTTP.send(.post, address, fields, body: body, timeout: limit)
                if answer.status < 400 { return }
                if answer.status < 500 || Int64(attempt) > retries {
                    let text = "http_bot callback \(target) -> \(answer.status), giving up"
                    return live.log(uuid, text, level: "warning")
                }
            } catch {
                if Int64(attempt) > retries {
                    let text = "http_bot callback \(target) failed after \(attempt) tries: \(error)"
                    return live.log(uuid, text, level: "warning")
                }
            }
            try? await Task.sleep(for: .seconds(min(1 << min(attempt - 1, 5), 30)))
        }
    }
}
