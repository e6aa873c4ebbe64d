/// A message that a bot has taken, since 4.10.
public struct AcceptedBotMessage: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the message.
    public var messageID: String? { self[text: "accepted_message_id"] }
    /// The conversation that the message belongs to.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// Whether the bot waits for further messages before it answers.
    public var isAggregating: Bool { self[flag: "aggregating"] ?? false }
}
