public import Foundation

/// A page of a bot's log.
public struct BotLogPage: Hashable, Sendable {
    /// The entries of this page.
    public let entries: [BotLogEntry]
    /// The total number of entries in the log.
    public let totalCount: Int

    /// Creates a page.
    public init(entries: [BotLogEntry], totalCount: Int) {
        self.entries = entries
        self.totalCount = totalCount
    }
}

/// An entry of a bot's log.
public struct BotLogEntry: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The position in the log, starting at 0.
    public var sequence: Int? { self[integer: "seq_id"] }
    /// The severity, such as `info` or `error`.
    public var level: String? { self[text: "level"] }
    /// The message text.
    public var text: String { self[text: "text"] ?? "" }
    /// The keys of the attached images, for `files.image`.
    public var images: [String] { self[texts: "images"] ?? [] }
    /// When the entry was logged.
    public var timestamp: Date? { date("timestamp") }
}
