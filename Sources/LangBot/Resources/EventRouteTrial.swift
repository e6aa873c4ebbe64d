/// What a bot's event bindings would do with an event; since 4.11.
public struct EventRouteTrial: ServerObject {
    /// An event that did not happen.
    public struct Event: Hashable, Sendable {
        var fields: JSONObject

        /// Describes an event.
        ///
        /// - Parameters:
        ///   - type: The type, such as `message.received`.
        ///   - data: The members that filters compare, such as `chat_type` and `message_chain`.
        ///   - context: Further circumstances; `bot_account_id` lets filters recognize mentions of the bot.
        public init(_ type: String, data: JSONObject = [:], context: JSONObject? = nil) {
            fields = JSONObject(given: [
                "event_type": .string(type), "event_data": .object(data), "context": context.map(JSONValue.object),
            ])
        }
    }

    public static let memberRules: [String: MemberRule] = ["matched": .flag]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether a binding matches and its target can take the event.
    public var isMatched: Bool { self[flag: "matched"] ?? false }
    /// The binding that would be used.
    public var bindingID: String? { self[text: "matched_binding_id"] }
    /// Its position, counted from 0.
    public var bindingIndex: Int? { self[integer: "matched_binding_index"] }
    /// Its kind of handler.
    public var target: EventBinding.Target? { self[text: "target_type"].map(EventBinding.Target.init(rawValue:)) }
    /// The identifier of its handler; empty if it has none.
    public var targetID: String { self[text: "target_uuid"] ?? "" }
    /// Why nothing would be used, such as `route_not_found`.
    public var failureCode: String? { self[text: "failure_code"] }
    /// The result in words.
    public var reason: String { self[text: "reason"] ?? "" }
    /// What was checked, in words.
    public var steps: [String] { self[texts: "diagnostic_steps"] ?? [] }
}
