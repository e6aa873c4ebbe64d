import JSONCore

/// What OneBot 11 tells besides messages, as LangBot names it.
enum OneBotEvent {
    /// The type of an event, and its members.
    static func body(_ type: String, _ event: JSONObject, account: String) -> (type: String, body: JSONObject) {
        let (name, members) = type == "notice" ? notice(event, account) : request(event)
        let time = event["time"]?.integerValue ?? 0
        return (name, members.merging(["timestamp": .double(Double(time))]))
    }

    private static func user(_ event: JSONObject, _ name: String) -> JSONValue {
        guard let id = event[name], !id.isNull, id != "" else { return .null }
        return BotEvent.user(id)
    }

    private static func group(_ event: JSONObject) -> JSONValue {
        BotEvent.group(event["group_id"] ?? "", name: event["group_name"]?.stringValue ?? "")
    }

    private static func notice(_ event: JSONObject, _ account: String) -> (String, JSONObject) {
        let isAboutBot = event["user_id"].map(PythonText.str) == account
        let group = group(event)
        let subject = user(event, "user_id")
        let operators = user(event, "operator_id")
        switch event["notice_type"]?.stringValue {
        case "group_increase" where isAboutBot:
            return ("bot.invited_to_group", ["group": group, "inviter": operators, "request_id": nil])
        case "group_increase":
            let kind = event["sub_type"] ?? "direct"
            let joined: JSONObject = ["group": group, "inviter": operators, "join_type": kind, "member": subject]
            return ("group.member_joined", joined)
        case "group_decrease" where isAboutBot:
            return ("bot.removed_from_group", ["group": group, "operator": operators])
        case "group_decrease":
            let isKicked = ["kick", "kick_me"].contains(event["sub_type"] ?? "")
            let left: JSONObject = [
                "group": group, "is_kicked": .bool(isKicked), "member": subject, "operator": operators,
            ]
            return ("group.member_left", left)
        case "group_ban": return ban(event, group, subject, operators, isAboutBot)
        case "friend_add": return ("friend.added", ["user": subject])
        case "group_recall", "friend_recall": return recall(event, group)
        case let kind: return specific(event, "notice.\(kind ?? "")")
        }
    }

    private static func ban(
        _ event: JSONObject,
        _ group: JSONValue,
        _ subject: JSONValue,
        _ operators: JSONValue,
        _ isAboutBot: Bool
    ) -> (String, JSONObject) {
        let seconds = event["duration"]?.integerValue ?? 0
        let shared: JSONObject = ["group": group, "operator": operators]
        let limited = shared.merging(["duration": .integer(seconds)])
        if isAboutBot { return seconds > 0 ? ("bot.muted", limited) : ("bot.unmuted", shared) }
        guard seconds > 0 else { return specific(event, "notice.group_ban") }
        return ("group.member_banned", limited.merging(["member": subject]))
    }

    private static func recall(_ event: JSONObject, _ group: JSONValue) -> (String, JSONObject) {
        let isGroup = event["notice_type"] == "group_recall"
        return (
            "message.deleted",
            [
                "chat_id": event[isGroup ? "group_id" : "user_id"] ?? "", "chat_type": isGroup ? "group" : "private",
                "group": isGroup ? group : .null, "message_id": event["message_id"] ?? "",
                "operator": user(event, isGroup ? "operator_id" : "user_id"),
            ]
        )
    }

    private static func request(_ event: JSONObject) -> (String, JSONObject) {
        let kind = event["request_type"]?.stringValue ?? ""
        if kind == "friend" {
            return (
                "friend.request_received",
                [
                    "message": event["comment"] ?? .null, "request_id": event["flag"] ?? "",
                    "user": user(event, "user_id"),
                ]
            )
        }
        guard kind == "group", event["sub_type"] == "invite" else { return specific(event, "request.\(kind)") }
        return (
            "bot.invited_to_group",
            ["group": group(event), "inviter": user(event, "user_id"), "request_id": event["flag"] ?? ""]
        )
    }

    private static func specific(_ event: JSONObject, _ action: String) -> (String, JSONObject) {
        let data = JSONObject(event.filter { $0.name != "message" }.map { ($0.name, $0.value) })
        return ("platform.specific", ["action": .string(action), "data": .object(data)])
    }
}
