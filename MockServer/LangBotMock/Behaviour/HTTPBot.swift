import HTTPCore
import JSONCore
import LangBotContract

/// The bot that any program can talk to over HTTP, with signed messages in both directions.
extension Behaviour {
    var httpBots: [OperationID: LiveHandler] {
        [
            "bot.inbound.get": { live, call throws(DomainError) in try await inbound(live, call) },
            "bot.inbound.post": { live, call throws(DomainError) in try await inbound(live, call) },
            "bot.inbound.get_path": { live, call throws(DomainError) in try await inbound(live, call) },
            "bot.inbound.post_path": { live, call throws(DomainError) in try await inbound(live, call) },
            "bot.test_inbound": { live, call throws(DomainError) in .data(try await testInbound(live, call)) },
        ]
    }

    /// What somebody sends to a bot.
    private func inbound(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> LiveReply {
        guard let bot = live.now.tables[.bot]?[call.identifier], !traits.runsEnabledBotsOnly || isRunning(bot) else {
            return .response(.json(404, ["error": "Bot not found"]))
        }
        guard bot["enable"] == true else { return .response(.json(403, ["error": "Bot is disabled"])) }
        let adapter = bot["adapter"]?.stringValue ?? ""
        guard traits.adapters[adapter]?.hasInbound == true else {
            return .response(.json(501, ["error": "Adapter does not support unified webhook"]))
        }
        // The mock does not speak the languages of the other platforms.
        guard adapter == "http_bot" else { throw .failure("The platform's message cannot be read") }
        let path = call.parameters["path"] ?? ""
        guard ["", "sync", "reset"].contains(path) else {
            return .response(HTTPBotFault.badRequest("unknown sub-path: \(path)").response)
        }
        do throws(HTTPBotFault) {
            let members = try signedMembers(bot, live, call)
            if path == "reset" {
                guard members["session_id"] != nil else { throw .badRequest("session_id is required") }
                // The release looks for its sessions in a place where the adapter has none.
                throw .internalError
            }
            let message = try admitted(members, bot, live, call)
            return .response(
                path == "sync" ? try await syncAnswer(message, bot, live) : try accept(message, bot, live).accepted
            )
        } catch {
            if case .internalError = error { throw .failure("'HttpBotAdapter' object has no attribute 'ap'") }
            return .response(error.response)
        }
    }

    /// The members of a message whose signature is right.
    private func signedMembers(_ bot: JSONObject, _ live: LiveWorld, _ call: Call) throws(HTTPBotFault) -> JSONObject {
        guard call.bytes.count <= 1 << 20 else { throw .tooLarge }
        let configuration = bot["adapter_config"] ?? .null
        if !isBlank(configuration["signature_required"] ?? true) {
            let secret = configuration["inbound_secret"]?.stringValue ?? ""
            let now = call.surroundings.now()
            if let reason = HTTPBotSignature.fault(call.fields, call.bytes, secret: secret, at: now) {
                let text = "http_bot inbound signature rejected: \(reason)"
                live.log(bot["uuid"]?.stringValue ?? "", text, level: "warning")
                throw .badSignature(reason)
            }
        }
        guard let value = try? JSONValue(parsing: call.bytes) else { throw .badRequest("body is not valid JSON") }
        guard let members = value.objectValue else { throw .badRequest("body must be a JSON object") }
        return members
    }

    /// The message, if it is complete and new.
    private func admitted(
        _ members: JSONObject,
        _ bot: JSONObject,
        _ live: LiveWorld,
        _ call: Call
    ) throws(HTTPBotFault) -> BotMessage {
        guard members["session_id"] != nil, members["message"] != nil else {
            throw .badRequest("session_id and message are required")
        }
        if let key = call.fields[HTTPBotSignature.idempotencyField], !key.isEmpty {
            let uuid = bot["uuid"]?.stringValue ?? ""
            let now = call.surroundings.now()
            let admission = try? live.change { world throws(DomainError) in
                world.httpBots[uuid, default: HTTPBotState()].admit(key, at: now)
            }
            switch admission {
            case .duplicate: throw .duplicate("idempotency key already accepted")
            case .overloaded: throw .overloaded("idempotency capacity reached; retry later")
            case .accepted, nil: break
            }
        }
        return try message(members, bot, call.surroundings)
    }

    private func message(
        _ members: JSONObject,
        _ bot: JSONObject,
        _ surroundings: Surroundings
    ) throws(HTTPBotFault) -> BotMessage {
        let session = PythonText.str(members["session_id"] ?? .null)
        let initial = bot["adapter_config"]?["default_session_type"] ?? "person"
        let type = members["session_type"].flatMap { isBlank($0) ? nil : $0 } ?? initial
        let given = members["sender"] ?? .null
        guard let sender = isBlank(given) ? [:] : given.objectValue else {
            throw .badRequest("failed to parse message: \(PythonText.lacks("get", given))")
        }
        let chain: MessageChain
        do {
            chain = try MessageChain(reading: members["message"] ?? .null, traits.inputErrorVersion)
        } catch {
            throw .badRequest("failed to parse message: \(error.reason)")
        }
        let isGroup = type == "group"
        return BotMessage(
            launcher: isGroup ? .group : .person,
            launcherID: session,
            senderID: isGroup ? sender["id"].map(PythonText.str) ?? session : session,
            senderName: sender["name"].map(PythonText.str) ?? "User",
            groupName: sender["group_name"].map(PythonText.str) ?? session,
            chain: chain,
            id: "in_" + surroundings.digits(32),
            time: surroundings.now()
        )
    }

    /// Takes a message, and answers later.
    private func accept(
        _ message: BotMessage,
        _ bot: JSONObject,
        _ live: LiveWorld
    ) throws(HTTPBotFault) -> BotMessage {
        guard process(message, bot, live) else {
            throw .overloaded("too many inbound messages are already being processed")
        }
        return message
    }

    private func process(_ message: BotMessage, _ bot: JSONObject, _ live: LiveWorld) -> Bool {
        let isCommand = ["!", "！"].contains { trimmed(message.chain.text).hasPrefix($0) }
        return live.outside.httpBots.process {
            await receive(message, bot, live) { answer, isFinal in
                send(
                    HTTPBotReply(
                        session: message.launcherID,
                        replyTo: message.id,
                        isFinal: isFinal,
                        isStreamed: !isCommand,
                        components: answer.message.components.map(JSONValue.object)
                    ),
                    bot,
                    live
                )
            }
        }
    }

    /// Takes a message, and answers when its reply is complete or too late.
    private func syncAnswer(
        _ message: BotMessage,
        _ bot: JSONObject,
        _ live: LiveWorld
    ) async throws(HTTPBotFault) -> HTTPResponse {
        let uuid = bot["uuid"]?.stringValue ?? ""
        let line = live.outside.httpBots
        let session = HTTPBotLine.Session(bot: uuid, name: message.launcherID)
        guard let replies = line.replies(of: session) else {
            throw .duplicate("a sync request is already in flight for this session")
        }
        defer { line.stopWaiting(for: session) }
        _ = try accept(message, bot, live)
        let parts = Locked([JSONValue]())
        let seconds = 4 * max(0, HTTPBotReply.number("callback_timeout", 15, bot))
        let isComplete = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await reply in replies {
                    parts.withLock { $0 += reply.components }
                    if reply.isFinal { return true }
                }
                return false
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(min(seconds, 86_400)))
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        if !isComplete {
            live.log(uuid, "http_bot sync wait timed out for session \(message.launcherID)", level: "warning")
        }
        return .json(
            200,
            [
                "code": 0, "msg": "ok",
                "data": [
                    "session_id": .string(message.launcherID), "reply_to": .string(message.id),
                    "message": .array(parts.withLock { $0 }),
                ],
            ]
        )
    }

    /// Sends a message as the panel of the web interface does, to see whether the bot answers.
    private func testInbound(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> JSONValue {
        let bot = try live.now.record(.bot, call.identifier)
        let given = (try? call.json()) ?? .null
        guard let members = isBlank(given) ? [:] : given.objectValue else {
            throw .failure("The content has no attribute 'get'")
        }
        guard bot["adapter"] == "http_bot" else { throw .invalid("Inbound test is only available for HTTP Bot") }
        guard bot["enable"] == true else { throw .invalid("Bot must be enabled before sending a test message") }
        let text = trimmed(members["message"].flatMap { isBlank($0) ? nil : PythonText.str($0) } ?? "")
        guard (1...2000).contains(text.unicodeScalars.count) else {
            throw .invalid("Test message must contain 1 to 2000 characters")
        }
        let configuration = bot["adapter_config"] ?? .null
        if !isBlank(configuration["signature_required"] ?? true), isBlank(configuration["inbound_secret"]) {
            throw .invalid("HTTP Bot inbound signing secret is required")
        }
        let session = "wizard-\(call.surroundings.digits(32))"
        do throws(HTTPBotFault) {
            let message = try message(
                [
                    "session_id": .string(session), "sender": ["id": "wizard-user", "name": "Wizard Test"],
                    "message": [["type": "Plain", "text": .string(text)]],
                ],
                bot,
                call.surroundings
            )
            return try accept(message, bot, live).acceptance
        } catch {
            throw .invalid(error.reason)
        }
    }
}

extension BotMessage {
    /// The response to an accepted message.
    fileprivate var acceptance: JSONValue {
        ["session_id": .string(launcherID), "accepted_message_id": .string(id), "aggregating": true]
    }

    fileprivate var accepted: HTTPResponse { .json(202, ["code": 0, "msg": "accepted", "data": acceptance]) }
}

/// Why an HTTP bot refuses a message.
enum HTTPBotFault: Error, Sendable {
    case badRequest(String)
    case badSignature(String)
    case duplicate(String)
    case tooLarge
    case overloaded(String)
    case internalError

    var reason: String {
        switch self {
        case .badRequest(let reason), .duplicate(let reason), .overloaded(let reason): reason
        case .badSignature(let reason): "invalid signature: \(reason)"
        case .tooLarge: "message too large"
        case .internalError: "internal"
        }
    }

    var response: HTTPResponse {
        let (status, code): (Int, JSONValue) =
            switch self {
            case .badRequest: (400, 40001)
            case .badSignature: (401, 40101)
            case .duplicate: (409, 40901)
            case .tooLarge: (413, 41301)
            case .overloaded: (503, 50301)
            case .internalError: (500, 50001)
            }
        return .json(status, ["code": code, "msg": .string(reason), "data": nil])
    }
}

extension HTTPResponse {
    /// An answer with JSON that is not an envelope of the API.
    static func json(_ status: Int, _ value: JSONValue) -> HTTPResponse {
        HTTPResponse(status: status, fields: ["Content-Type": "application/json"], body: value.serialized())
    }
}
