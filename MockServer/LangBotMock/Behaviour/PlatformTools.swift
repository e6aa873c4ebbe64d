import JSONCore

/// The tools of agents that act on a chat platform.
enum PlatformTools {
    /// What a tool is told.
    private enum Field {
        case id(String)
        case kind(String, [String])
        case flag(String)
        case text(String)
        case seconds
    }

    private struct Tool {
        let name: String
        let api: String
        let category: String
        let risk: String
        var events: [String] = []
        var fields: [Field] = []
        var optional: [Field] = []

        /// Whether the tool acts on what the event is about.
        var isOfEvent: Bool { !events.isEmpty }
    }

    private static let tools =
        [
            Tool(
                name: "event_delete_message",
                api: "delete_message",
                category: "message",
                risk: "dangerous",
                events: ["message.received", "message.edited"]
            ),
            Tool(name: "event_get_actor", api: "get_user_info", category: "identity", risk: "read", events: ["*"]),
            Tool(
                name: "event_get_group",
                api: "get_group_info",
                category: "group",
                risk: "read",
                events: [
                    "message.*", "group.*", "bot.invited_to_group", "bot.removed_from_group", "bot.muted",
                    "bot.unmuted",
                ]
            ),
            Tool(
                name: "event_get_group_member",
                api: "get_group_member_info",
                category: "group",
                risk: "read",
                events: ["message.*", "group.*"]
            ),
            ofMember("kick_member"),
            ofMember("mute_member", optional: [.seconds]),
            Tool(
                name: "event_reply",
                api: "send_message",
                category: "message",
                risk: "write",
                events: ["message.*", "friend.*", "group.*", "feedback.*", "interaction.submitted"],
                fields: [.text("text")]
            ),
            Tool(
                name: "event_respond_friend_request",
                api: "approve_friend_request",
                category: "request",
                risk: "dangerous",
                events: ["friend.request_received"],
                fields: [.flag("approve")],
                optional: [.text("remark")]
            ),
            Tool(
                name: "event_respond_group_invite",
                api: "approve_group_invite",
                category: "request",
                risk: "dangerous",
                events: ["bot.invited_to_group"],
                fields: [.flag("approve")]
            ),
            ofMember("unmute_member"),
        ] + [
            ofPlatform("delete_message", "message", "dangerous", chat + [.id("message_id")]),
            ofPlatform("get_friend_list", "identity", "read", []),
            ofPlatform("get_group_info", "group", "read", [.id("group_id")]),
            ofPlatform("get_group_list", "group", "read", []),
            ofPlatform("get_group_member_info", "group", "read", member),
            ofPlatform("get_group_member_list", "group", "read", [.id("group_id")]),
            ofPlatform("get_message", "message", "read", chat + [.id("message_id")]),
            ofPlatform("get_user_info", "identity", "read", [.id("user_id")]),
            ofPlatform("kick_member", "moderation", "dangerous", member),
            ofPlatform("leave_group", "moderation", "dangerous", [.id("group_id")]),
            ofPlatform("mute_member", "moderation", "dangerous", member, optional: [.seconds]),
            ofPlatform(
                "send_message",
                "message",
                "write",
                [.kind("target_type", ["person", "group"]), .id("target_id"), .id("text")]
            ),
            ofPlatform("set_group_name", "group", "dangerous", [.id("group_id"), .id("name")]),
            ofPlatform("unmute_member", "moderation", "dangerous", member),
        ]

    private static let member: [Field] = [.id("group_id"), .id("user_id")]
    private static let chat: [Field] = [.kind("chat_type", ["person", "private", "group"]), .id("chat_id")]

    private static func ofMember(_ api: String, optional: [Field] = []) -> Tool {
        Tool(
            name: "event_\(api)",
            api: api,
            category: "moderation",
            risk: "dangerous",
            events: ["message.*", "group.member_*"],
            optional: optional
        )
    }

    private static func ofPlatform(
        _ api: String,
        _ category: String,
        _ risk: String,
        _ fields: [Field],
        optional: [Field] = []
    ) -> Tool {
        Tool(name: "platform_\(api)", api: api, category: category, risk: risk, fields: fields, optional: optional)
    }

    /// What the tools ask of a platform, by name.
    static let apis = Set(tools.map(\.api)).sorted()
    static let names = Set(tools.map(\.name))

    static let json: JSONValue = .array(tools.map(shown))

    private static func shown(_ tool: Tool) -> JSONValue {
        let title = tool.api.split(separator: "_").joined(separator: " ")
        let label = tool.isOfEvent ? "\(title) of the event" : title
        var schema: JSONObject = [
            "additionalProperties": false,
            "properties": .object(
                JSONObject((tool.fields + tool.optional).map { property($0, ofEvent: tool.isOfEvent) }).sortedByName()
            ),
        ]
        if !tool.fields.isEmpty {
            schema["required"] = .array(tool.fields.map { .string(property($0, ofEvent: false).0) })
        }
        schema["type"] = "object"
        return [
            "api": .string(tool.api), "category": .string(tool.category), "description": text("Can \(label)."),
            "event_patterns": .array((tool.isOfEvent ? tool.events : ["*"]).map(JSONValue.string)),
            "label": text(label.prefix(1).uppercased() + label.dropFirst()), "name": .string(tool.name),
            "parameters": .object(schema), "risk": .string(tool.risk),
            "scope": tool.isOfEvent ? "event" : "platform",
        ]
    }

    private static func text(_ text: String) -> JSONValue { ["en_US": .string(text), "zh_Hans": .string(text)] }

    private static func property(_ field: Field, ofEvent: Bool) -> (String, JSONValue) {
        switch field {
        case .id(let name): (name, ["minLength": 1, "type": "string"])
        case .kind(let name, let values): (name, ["enum": .array(values.map(JSONValue.string)), "type": "string"])
        case .flag(let name): (name, ["description": "Whether to accept", "type": "boolean"])
        case .text("text"): ("text", ["description": "The text of the reply", "minLength": 1, "type": "string"])
        case .text(let name): (name, ["type": "string"])
        case .seconds where ofEvent:
            ("duration", ["description": "For how many seconds", "minimum": 0, "type": "integer"])
        case .seconds: ("duration", ["minimum": 0, "type": "integer"])
        }
    }
}
