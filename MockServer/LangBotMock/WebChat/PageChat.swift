import Digests
import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// The chat on a web page, with the bot that is embedded there.
struct PageBot: Sendable {
    let uuid: String
    let name: String
    let pipeline: String
    let configuration: JSONObject

    /// The secret of the service that tells people from programs; empty if there is none.
    var secret: String { configuration["turnstile_secret_key"]?.stringValue ?? "" }

    /// Whether a visitor's token was made for this bot, within a day.
    func accepts(_ token: String, at now: Timestamp) -> Bool {
        guard !secret.isEmpty else { return true }
        // The time in a token has a fraction, but releases read it up to the first period: they accept no token that
        // they have made themselves.
        let parts = token.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = Double(parts[0]) else { return false }
        return Double(now.secondsSince1970) - seconds <= 86_400 && parts[1] == code(String(parts[0]))
    }

    /// A token for a visitor who is a person.
    func token(at now: Timestamp) -> String {
        let fraction = String(now.microseconds - now.secondsSince1970 * 1_000_000 + 1_000_000).dropFirst()
        let text = "\(now.secondsSince1970).\(fraction)"
        return secret.isEmpty ? "\(text).dummy" : "\(text).\(code(text))"
    }

    private func code(_ text: String) -> String {
        SHA256.hexadecimalCode(of: Array(text.utf8), key: Array(secret.utf8))
    }
}

extension Behaviour {
    /// The bot of a web page, if it is enabled and has a pipeline.
    func pageBot(_ uuid: String, _ world: World) -> PageBot? {
        guard let record = world.tables[.bot]?[uuid], record["adapter"] == "web_page_bot", record["enable"] == true,
            let pipeline = messagePipeline(record), !pipeline.isEmpty
        else { return nil }
        return PageBot(
            uuid: uuid,
            name: record["name"]?.stringValue ?? "",
            pipeline: pipeline,
            configuration: record["adapter_config"]?.objectValue ?? [:]
        )
    }

    /// The web page's bot that a pipeline belongs to.
    func pageBot(of pipeline: String, _ world: World) -> String? {
        world.records(.bot).lazy.compactMap { pageBot($0["uuid"]?.stringValue ?? "", world) }
            .first { $0.pipeline == pipeline }?.uuid
    }

    private func messagePipeline(_ bot: JSONObject) -> String? {
        guard traits.pipelineOfBot == .bound else { return bot["use_pipeline_uuid"]?.stringValue }
        return bot["event_bindings"]?.arrayValue?.first { binding in
            binding["target_type"] == "pipeline" && binding["enabled"] != false
                && ["message.received", "message.*", "*"].contains(binding["event_pattern"]?.stringValue ?? "")
        }?["target_uuid"]?.stringValue
    }

    func pageChat(_ socket: ServerWebSocket, _ live: LiveWorld, _ call: Call) async {
        let uuid = call.identifier
        guard Self.isUUID(uuid) else { return ChatSession.fail(socket, "Invalid bot_uuid format") }
        guard let bot = pageBot(uuid, live.now) else {
            return ChatSession.fail(socket, "Bot not found or not available")
        }
        guard let kind = Self.chatKind(call.query["session_type"] ?? "person") else {
            return ChatSession.fail(socket, Self.wrongKind)
        }
        let visitor = call.query["session_id"] ?? ""
        if !traits.pagesShareDebugChat {
            guard Self.isVisitor(visitor) else { return ChatSession.fail(socket, "Valid session_id is required") }
            guard let first = await firstMessage(socket), first["type"] == "authenticate",
                bot.accepts(first["token"]?.stringValue ?? "", at: live.surroundings.now())
            else { return ChatSession.fail(socket, "Unauthorized") }
        }
        let isChecked = !traits.pagesShareDebugChat
        await ChatSession(
            behaviour: self,
            live: live,
            socket: socket,
            room: pageRoom(bot, kind, visitor),
            bot: uuid,
            place: JSONObject.Member(name: "bot_uuid", value: .string(uuid))
        ) {
            isChecked && pageBot(uuid, live.now)?.pipeline != bot.pipeline ? "Bot is unavailable" : nil
        }.run()
    }

    func pageRoom(_ bot: PageBot, _ kind: String, _ visitor: String) -> WebChats.Room {
        WebChats.Room(pipeline: bot.pipeline, kind: kind, visitor: traits.pagesShareDebugChat ? nil : visitor)
    }

    static func isUUID(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/) != nil
    }

    /// Whether a text is a random UUID (version 4) in its usual form, which names the browser of a visitor.
    static func isVisitor(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}/) != nil
    }
}
