public import Foundation

/// A page of a bot's log.
public struct BotLogPage: Hashable, Sendable {
    /// The entries of this page.
    public let entries: [BotLogEntry]
    /// How many entries there are in all.
    public let totalCount: Int
}

/// Something that a bot logged.
public struct BotLogEntry: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an entry of members.
    public init(members: ServerMembers) { self.members = members }

    /// The position in the log, counted from 0.
    public var sequence: Int? { self[integer: "seq_id"] }
    /// How serious it is, such as `info` or `error`.
    public var level: String? { self[text: "level"] }
    /// The text.
    public var text: String { self[text: "text"] ?? "" }
    /// The keys of the pictures that go with it, for `files.image`.
    public var images: [String] { self[texts: "images"] ?? [] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}
