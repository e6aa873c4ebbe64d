import HTTPCore
import JSONCore
import LangBotContract

/// What a chat on a web page asks for besides its websocket.
extension Behaviour {
    var webPages: [OperationID: LiveHandler] {
        [
            "embed.logo": { _, _ throws(DomainError) in
                Self.file("image/webp", Base64URL.decode(Self.logo) ?? [], age: 86_400)
            },
            "embed.widget": { live, call throws(DomainError) in try widget(live.now, call) },
            "embed.turnstile_verify": { live, call throws(DomainError) in .data(try verify(live.now, call)) },
            "embed.messages": { live, call throws(DomainError) in
                let room = try room(live.now, call)
                return .data(["messages": Self.shown(live.now.rooms.messages(room))])
            },
            "embed.reset": { live, call throws(DomainError) in
                let room = try room(live.now, call)
                try live.change { world throws(DomainError) in world.rooms.reset(room) }
                return .data(["message": "Session reset successfully"])
            },
            "embed.feedback": { live, call throws(DomainError) in .data(try feedback(live, call)) },
        ]
    }

    /// Messages as answers show them.
    static func shown(_ messages: [WebChats.Message]) -> JSONValue {
        .array(messages.map { .object($0.json.sortedByName()) })
    }

    /// One transparent pixel; LangBot's own picture is not the mock's to send.
    static let logo = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA"

    private static func file(_ type: String, _ content: [UInt8], status: Int = 200, age: Int? = nil) -> LiveReply {
        var fields: HTTPFields = ["Content-Type": type]
        if let age { fields.append("Cache-Control", "public, max-age=\(age)") }
        fields.append("Access-Control-Allow-Origin", "*")
        return .response(HTTPResponse(status: status, fields: fields, body: content))
    }

    private func bot(_ world: World, _ call: Call) throws(DomainError) -> PageBot {
        guard Self.isUUID(call.identifier) else { throw .invalid("Invalid bot_uuid format") }
        guard let bot = pageBot(call.identifier, world) else { throw .notFound(.bot) }
        return bot
    }

    /// The bot, for a visitor who has its token where it asks for one.
    private func visitedBot(_ world: World, _ call: Call) throws(DomainError) -> PageBot {
        let bot = try bot(world, call)
        let authorization = call.fields["authorization"] ?? ""
        let token = authorization.hasPrefix("Bearer ") ? String(authorization.dropFirst(7)) : ""
        guard bot.accepts(token, at: call.surroundings.now()) else {
            throw .forbidden("Unauthorized or session expired")
        }
        return bot
    }

    private func room(_ world: World, _ call: Call) throws(DomainError) -> WebChats.Room {
        let bot = try visitedBot(world, call)
        guard let kind = Self.chatKind(call.parameters["session_type"] ?? "") else { throw .invalid(Self.wrongKind) }
        let visitor = call.query["session_id"] ?? ""
        guard traits.pagesShareDebugChat || Self.isVisitor(visitor) else {
            throw .invalid("Valid session_id is required")
        }
        return pageRoom(bot, kind, visitor)
    }

    private func widget(_ world: World, _ call: Call) throws(DomainError) -> LiveReply {
        guard Self.isUUID(call.identifier) else { throw .invalid("Invalid bot_uuid format") }
        guard let bot = pageBot(call.identifier, world) else {
            let text = Array("// Bot not found or not available".utf8)
            return Self.file("application/javascript", text, status: 404)
        }
        func setting(_ name: String, _ standard: String) -> JSONValue {
            let text = bot.configuration[name]?.stringValue ?? ""
            return .string(text.isEmpty ? standard : text)
        }
        let settings: JSONValue = [
            "bot": .string(bot.uuid), "base": .string("http://\(call.fields["host"] ?? "localhost")"),
            "title": setting("title", "Chat"), "locale": setting("language", "en_US"),
            "icon": setting("bubble_icon", "logo"), "siteKey": setting("turnstile_site_key", ""),
        ]
        // A closing tag in a setting must not end the script that a page may embed this in.
        let json = String(decoding: settings.serialized(), as: UTF8.self).replacing("<", with: "\\u003c")
        let script = Array("window.langBotPage = \(json);\n".utf8) + PackageResources.widget_js
        return Self.file("application/javascript; charset=utf-8", script, age: 300)
    }

    private func verify(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let bot = try bot(world, call)
        guard let members = try? call.json().objectValue else { throw .reportedFailure("Internal server error") }
        guard let token = members["token"], !isBlank(token) else { throw .invalid("Token is required") }
        guard bot.secret.isEmpty || TurnstileScript.passes(secret: bot.secret) else {
            throw .forbidden("Turnstile verification failed")
        }
        return ["token": .string(bot.token(at: call.surroundings.now()))]
    }

    private func feedback(_ live: LiveWorld, _ call: Call) throws(DomainError) -> JSONValue {
        let bot = try visitedBot(live.now, call)
        guard let members = try? call.json().objectValue else { throw .reportedFailure("Internal server error") }
        guard let type = members["feedback_type"]?.integerValue, (1...3).contains(type) else {
            throw .invalid("feedback_type must be 1 (like), 2 (dislike), or 3 (cancel)")
        }
        let isWithdrawn = type == 3
        let digits = call.surroundings.uuid().replacing("-", with: "").prefix(12)
        let id = "embed_\(digits)"
        let now = call.surroundings.now().text
        let uuid = call.surroundings.uuid()
        var row: JSONObject = [
            "id": .string(uuid), "timestamp": .string(now), "feedback_id": .string(id),
            "feedback_type": .integer(type), "feedback_content": nil, "inaccurate_reasons": nil,
            "bot_id": .string(bot.uuid), "bot_name": .string(bot.name.isEmpty ? bot.uuid : bot.name),
            "pipeline_id": .string(bot.pipeline), "pipeline_name": nil, "session_id": nil,
            "message_id": .string(Self.python(members["message_id"] ?? "")), "stream_id": nil, "user_id": nil,
            "platform": "web_page_bot",
        ]
        if traits.hasWorkspaces { row["workspace_uuid"] = .string(live.now.workspace) }
        // What is withdrawn is looked for by the identifier that the answer gives, which nothing has yet.
        if !isWithdrawn {
            try live.change { [row] world throws(DomainError) in world.monitoring[.feedback, uuid] = row }
        }
        return ["feedback_id": .string(id)]
    }

    /// A value as Python's `str` writes it.
    private static func python(_ value: JSONValue) -> String { PythonText.str(value) }
}

/// What the service says that tells people from programs; it cannot be asked.
enum TurnstileScript {
    /// Whether a visitor passes: with every secret but the one with which its provider has all tests fail.
    static func passes(secret: String) -> Bool { secret != "2x0000000000000000000000000000000AA" }
}
