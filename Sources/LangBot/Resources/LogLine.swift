public import Foundation

/// A line of what a plugin or an MCP server wrote.
public struct LogLine: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a line of members.
    public init(members: ServerMembers) { self.members = members }

    /// How serious it is, such as `info` or `error`.
    public var level: String? { self[text: "level"] }
    /// The text.
    public var text: String { self[text: "text"] ?? "" }
    /// When it was written.
    public var timestamp: Date? { date("ts") }
}
