/// A message that an HTTP bot has taken.
public struct HTTPBotMessage: ServerObject, Identifiable {
    /// What the server calls a message, which its reply names.
    public typealias ID = Identifier<HTTPBotMessage>

    public static let memberRules: [String: MemberRule] = ["accepted_message_id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned, such as `in_5f3…`.
    public var id: ID { identity("accepted_message_id") }
    /// The conversation, as the program called it.
    public var sessionID: String { self[text: "session_id"] ?? "" }
    /// Whether it may be answered together with others.
    public var isAggregating: Bool { self[flag: "aggregating"] ?? false }
}

/// The reply of an HTTP bot that was waited for.
public struct HTTPBotReply: ServerObject {
    public static let memberRules: [String: MemberRule] = ["reply_to": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The conversation, as the program called it.
    public var sessionID: String { self[text: "session_id"] ?? "" }
    /// The message that it replies to.
    public var messageID: HTTPBotMessage.ID { identity("reply_to") }
    /// The components of all parts of the reply, each an object with `type`; empty if there was none in time.
    ///
    /// Of a reply that was streamed, they have the text again and again, as it grew.
    public var components: [JSONValue] { self[array: "message"] ?? [] }
    /// The texts of the parts, joined by line breaks; one that grew counts once.
    public var text: String {
        components.plainTexts.reduce(into: [String]()) { texts, text in
            if let last = texts.last, text.hasPrefix(last) { texts.removeLast() }
            texts.append(text)
        }.joined(separator: "\n")
    }
}
